/*
 * The door of a live link: who has its code comes in or waits, and the owner says who may. The
 * owner is mailed at each first opening, in the transaction that made it: neither is there without
 * the other.
 */
#pragma once

#include "app/share.h"
#include "crypto/token.h"

#define SHARE_ANSWER_LIFE (7 * USEC_DAY) /* of the link in a mail to the owner */
#define SHARE_RECEIVED_MOST 200

struct share_opened {
	struct public_id grant; /* that the visitor has of it now */
	bool waits;             /* for the owner's yes */
};
/*
 * Field error on code, the same for one that nobody ever had and for one that was withdrawn, from
 * everybody or from the actor. ERR_EXPIRED: its last day passed. ERR_CONFLICT: so many came that
 * nobody else can ask. Opening again changes nothing.
 */
err_t share_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct share_opened *ret);

/* The owner's yes or no to who waits; no stops who is in. ERR_NOT_FOUND, ERR_CONFLICT: is over. */
err_t share_let_in(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);
err_t share_refuse(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);

/* The same by the key in the link of a mail, without signing in. ERR_NOT_FOUND: no such key. */
struct share_asked {
	struct str name; /* the visitor's */
	usec made;
	enum grant_state state;
};
err_t share_asked(const struct app *app, struct arena *a, struct str key, struct share_asked *ret);
err_t share_asked_let_in(const struct app *app, struct arena *a, struct str key);
err_t share_asked_refuse(const struct app *app, struct arena *a, struct str key);

/* --- the receiver's own list --- */

struct share_received {
	struct public_id grant, owner;
	struct str name; /* of the owner */
	enum grant_state state;
	usec made;
	day ends;
	const usec *looked, *handled; /* or NULL */
	bool has_photo;               /* of the owner, to be seen now */
};
struct share_received_list {
	const struct share_received *at; /* what is open first, each newest first */
	size_t len;
};
err_t share_received(const struct app *app, struct arena *a, const struct actor *actor,
	struct share_received_list *ret);
/* Done with it, or not after all. ERR_NOT_FOUND for what did not come to the actor. */
err_t share_set_handled(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);
err_t share_set_open(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);
