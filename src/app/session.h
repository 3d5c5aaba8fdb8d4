/*
 * Sessions: a browser that brings a token is a person. Only the token's digest is stored. A session
 * ends when it was not seen for a while, and some time after it began: for a learner after 30
 * minutes and 12 hours, for whoever works in the house after 60 minutes and 10 hours.
 *
 * A session has a name of its own (public_id) made from the digest: it says nothing about the
 * token.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "app/membership.h"
#include "app/visitor.h"

#define SESSION_IDLE (30 * USEC_MINUTE)
#define SESSION_MOST (12 * USEC_HOUR)
#define SESSION_STAFF_IDLE (60 * USEC_MINUTE)
#define SESSION_STAFF_MOST (10 * USEC_HOUR)
/* How long a proof of who somebody is counts for what is sensitive. */
#define SESSION_FRESH (15 * USEC_MINUTE)

struct session {
	struct actor actor;
	struct str name;      /* how the person is called */
	struct str full_name; /* as others read it: the same, unless they gave a whole one */
	struct str language;
	bool is_fresh;   /* proved within SESSION_FRESH */
	bool has_factor; /* a second one */
	bool large_type; /* what they chose for all pages */
	bool has_photo;  /* app/profile_photo.h */
	usec new_card;   /* when one was made that they have not read of; 0: none */
	bool edits;      /* a project of others, as its partner: app/editor.h */
	bool projects;   /* their account has a page of one, or keeps one that was deleted */
	struct membership_list memberships; /* what they are now, the oldest first */
};

struct session_limits {
	usec idle, most;
};
struct session_limits session_limits(bool is_staff);

/* ERR_UNAUTHENTICATED when there is no such session or it has ended. Waits for nothing. */
err_t session_find(
	const struct app *app, struct arena *a, const struct token *token, struct session *ret);
/* The same for whoever needs no more: actor and language alone. */
err_t session_find_actor(
	const struct app *app, struct arena *a, const struct token *token, struct session *ret);

/* A session that may begin: made before the transaction. */
struct session_new {
	struct token token;
	struct digest place; /* keyed hash of the address block */
	struct device device;
	usec now;
};
err_t session_new(const struct app *app, const struct visitor *visitor, struct session_new *ret);
/* Begins it for that person, inside a transaction that was allowed to. */
err_t session_begin(struct tx *tx, const struct session_new *s, struct row_id person);

/*
 * The actor has proved again who they are: the session goes on under another token. Inside a
 * transaction that was allowed to; ERR_UNAUTHENTICATED when the session has ended meanwhile.
 */
err_t session_renew(struct tx *tx, const struct actor *actor, const struct token *token,
	const struct token *renewed, usec now);

/* Ends the actor's own; none is fine. */
err_t session_end_own(const struct app *app, const struct actor *actor, const struct token *token);
/* The name of the session with that digest, as stored. */
struct public_id session_public(struct str digest);
/* Ends the actor's session of that name; ERR_NOT_FOUND when they have none. */
err_t session_end_named(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id name);
/* Ends all of the actor's but the one with that token. */
err_t session_end_rest(const struct app *app, const struct actor *actor, const struct token *token);

struct session_about {
	struct public_id name;
	usec started, seen;
	struct str browser, system; /* in words, or empty */
	bool is_this;               /* the visitor's own */
	bool is_here;               /* from the network that the visitor is in */
};

/* The actor's sessions that have not ended, last seen first. */
err_t session_all(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, const struct session_about **ret_sessions,
	size_t *ret_count);
