/*
 * Live links: the owner opens parts of the passport, until a day, to who has the link or its code.
 * The first ones come in unasked, as many as there are places; everybody after that waits for the
 * owner's yes. Each visitor is a person with an account, and gets a grant of their own.
 *
 * A link begins as a draft, which opens nothing. It ends with its last day or when the owner stops
 * it, and so does everybody who came by it.
 */
#pragma once

#include "app/grant.h"
#include "crypto/code.h"

#define SHARES_MOST 20 /* drafts and links that work, at the same time */
#define SHARES_SHOWN 100
#define SHARE_PLACES 2 /* unless the installation or the owner says otherwise */
#define SHARE_PLACES_MOST 20
#define SHARE_VISITORS_MOST 50 /* of one link, with those who wait or were stopped */
#define SHARE_RECEIVER_MOST 80 /* characters */
#define SHARE_WORK_MONTHS 6

enum share_purpose { SHARE_MBO, SHARE_WORK, SHARE_OTHER, SHARE_PURPOSES };
/* As stored: "mbo". SHARE_PURPOSES for what is none. */
const char *share_purpose_id(enum share_purpose purpose);
enum share_purpose share_purpose_parse(struct str id);

enum share_state {
	SHARE_DRAFT,
	SHARE_LIVE,
	SHARE_OVER,    /* its last day passed */
	SHARE_STOPPED, /* by the owner */
};

struct share {
	struct public_id public;
	enum share_state state;
	enum share_purpose purpose;
	struct str receiver; /* for whom, in the owner's words; or empty */
	const struct str *scopes;
	size_t scopes_len;
	day ends;
	int64_t places, taken;
	usec made;
	struct code code;     /* of one that was begun */
	bool can_undo;        /* stopped less than GRANT_UNDO ago */
	bool can_undo_change; /* works, and changed less than GRANT_UNDO ago */
	bool is_damaged;      /* receiver or code cannot be opened, and is empty */
};
struct share_list {
	const struct share *at; /* what is open first, each newest first; without scopes */
	size_t len;
};

/* The last day that a link gets unless its owner says otherwise. */
day share_default_end(enum share_purpose purpose, day today);

err_t share_list(
	const struct app *app, struct arena *a, const struct actor *actor, struct share_list *ret);
/* ERR_NOT_FOUND for what is not the actor's. */
err_t share_get(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, struct share *ret);

/*
 * A draft with every chapter and without health and care. ERR_CONFLICT with a text when there are
 * SHARES_MOST.
 */
err_t share_draft(const struct app *app, struct arena *a, const struct actor *actor,
	enum share_purpose purpose, struct public_id *ret_share);
/* These change a draft; ERR_CONFLICT once it was begun. Field error: scopes. */
err_t share_set_parts(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, const struct str *scopes, size_t len);
/* Another purpose brings its own default end. */
err_t share_set_whom(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, enum share_purpose purpose, struct str receiver);
/* Field errors: ends; places, of who has no address that works and so could not be told. */
err_t share_set_term(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, day ends, int64_t places);
/* From now on the link opens. Errors as above, for what was not said yet. */
err_t share_begin(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share);
/* A draft goes; a link and everybody who came by it stop at once. */
err_t share_stop(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share);
/* Takes a stop back. ERR_EXPIRED after GRANT_UNDO. */
err_t share_undo(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share);

/* For whom it is, as stored; STR_NONE without. For who hands over everything. */
err_t share_receiver(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id share, struct str sealed, struct str *ret_receiver);

/* The keyed digest under which a link is found. */
err_t share_digest(const struct app *app, const struct code *code, struct digest *ret_digest);
