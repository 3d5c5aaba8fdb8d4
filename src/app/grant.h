/*
 * Grants: one row for every access that somebody has, or is invited to, to a part of a passport.
 * Only the owner's own yes makes one hold, and it holds from that moment until its last day is
 * over, the owner stops it, or the holder leaves. Rows end, they never vanish.
 *
 * What the owner calls the holder, the address that was invited and the owner's words to them are
 * sealed by the owner's key.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"

#define GRANT_DAYS 365            /* when the owner does not say until when */
#define GRANT_DAYS_MOST (5 * 366) /* longer nobody is let in at once */
#define GRANT_UNDO USEC_MINUTE    /* a stop can be undone */
#define GRANTS_MOST 100           /* that hold or wait at the same time */
#define GRANTS_HELD_MOST 500      /* that one holder sees */
#define GRANTS_SHOWN 500          /* with those that are over: the newest */
#define GRANT_SCOPES_MOST 16
#define GRANT_CALLED_MOST 80    /* characters */
#define GRANT_MESSAGE_MOST 1000 /* characters */

struct grant_row;

enum grant_kind {
	GRANT_COMPANION, /* reads and talks along */
	GRANT_MENTOR,    /* the same, and sees progress */
	GRANT_RECEIVER,  /* of a live link: reads */
	GRANT_KINDS
};

/* Who the holder is to the owner. */
enum grant_role {
	GRANT_PARENT,
	GRANT_ROLE_MENTOR,
	GRANT_SUPERVISOR,
	GRANT_COACH,
	GRANT_OTHER,
	GRANT_ROLES
};
/* As stored: "companion", "parent". */
const char *grant_kind_id(enum grant_kind kind);
/* GRANT_ROLES for what is none. */
enum grant_role grant_role_parse(struct str id);

enum grant_state {
	GRANT_INVITED, /* waits for the holder */
	GRANT_WAITING, /* somebody asks: waits for the owner */
	GRANT_ACTIVE,
	GRANT_AWAY,     /* a mentor's, who does not work there now: sees nothing */
	GRANT_OVER,     /* its last day passed */
	GRANT_STOPPED,  /* by the owner */
	GRANT_DECLINED, /* the invited said no */
	GRANT_LEFT,     /* the holder went */
	GRANT_STATES
};
/* Does it hold or wait, or can it hold again without the owner? */
bool grant_is_open(enum grant_state state);

struct grant {
	struct public_id public;
	enum grant_kind kind;
	enum grant_role role;
	enum grant_state state;
	struct public_id holder; /* while has_holder */
	bool has_holder;
	struct str called;           /* by the owner; or empty */
	struct str name;             /* the holder's own; empty without one */
	struct str address;          /* invited at; or empty */
	struct str language;         /* what the invited reads best, as its tag; or empty */
	const struct public_id *via; /* the live link or membership it came by; or NULL */
	const struct str *scopes;    /* ids of chapters, and SCOPE_CARE */
	size_t scopes_len;
	day ends;                      /* the last day */
	usec made, ended;              /* ended: 0 unless it was before that day */
	const usec *accepted, *looked; /* or NULL */
	bool can_undo;                 /* stopped less than GRANT_UNDO ago */
	bool can_give_again;           /* over, and nothing of the holder's holds */
	bool is_damaged;               /* called or address cannot be opened, and is empty */
};
struct grant_list {
	const struct grant *at;
	size_t len;
};

/* Everybody who has, had or was offered access: what is open first, each newest first. */
err_t grant_list(
	const struct app *app, struct arena *a, const struct actor *actor, struct grant_list *ret);
/* ERR_NOT_FOUND for what is not the actor's. */
err_t grant_get(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id grant, struct grant *ret);
/* Stops it at once; over already is fine. */
err_t grant_stop(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);
/* Takes a stop back. ERR_EXPIRED after GRANT_UNDO: then it can be given again. */
err_t grant_undo(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);
/*
 * Lets the holder of one that is over in again: a new grant with the same parts, until its old last
 * day or for GRANT_DAYS. ERR_CONFLICT when nobody ever held it, or it holds.
 */
err_t grant_give_again(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id grant);

/* Which parts, until when. */
struct grant_terms {
	struct str scopes[GRANT_SCOPES_MOST];
	size_t scopes_len;
	day ends;
};
/* Other parts, another last day. Errors as grant_check; ERR_CONFLICT when it is over. */
err_t grant_change(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id grant, const struct grant_terms *terms);
/* Field errors: scopes (none, none that there is, or one that a parent must agree to first:
 * app/consent.h), ends (past, or too far). */
err_t grant_check(const struct app *app, struct arena *a, const struct actor *actor,
	const struct grant_terms *terms);
err_t grant_check_end(const struct app *app, day ends);
/* The same, where no part at all is fine too: a mentor's, which shows progress. */
err_t grant_check_any(const struct app *app, struct arena *a, const struct actor *actor,
	const struct grant_terms *terms);

/* --- what the actor may see of others --- */

struct grant_held {
	struct public_id owner;
	struct str name; /* the owner's */
	enum grant_kind kind;
	enum grant_role role;
	day ends;
};
struct grant_held_list {
	const struct grant_held *at;
	size_t len;
};
/* What holds today, by the owner's name; one entry for each grant. */
err_t grant_held(const struct app *app, struct arena *a, const struct actor *actor,
	struct grant_held_list *ret);
/* The actor gives up all access to that passport. */
err_t grant_leave(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner);

/* --- inside a transaction that was allowed to --- */

struct grant_new {
	struct public_id public;
	struct row_id owner;
	struct row_id holder; /* {0}: invited, not known yet */
	enum grant_kind kind;
	enum grant_role role;
	const struct public_id *via;
	const struct digest *code, *address_key; /* of an invitation, or NULL */
	struct str called, address, message;     /* sealed by grant_seal, or STR_NONE */
	struct str language;                     /* what the invited reads best; or STR_NONE */
	usec code_ends;                          /* with a code */
	bool waits;                              /* not accepted yet */
	struct grant_terms terms;
	usec now;
};
/* ERR_CONFLICT with a text when the owner has GRANTS_MOST. */
/* ERR_CONFLICT, said to the owner: so many look along. */
err_t grant_check_room(struct tx *tx, struct row_id owner, usec now);
err_t grant_add(struct tx *tx, const struct grant_new *g, struct row_id *ret_grant);
/* Does one of the same kind, by the same link or membership, let the holder in already? */
err_t grant_holds_same(struct tx *tx, struct arena *a, const struct grant_new *g, bool *ret_holds);
/* What becomes of one that has ended so; ACTIVE, INVITED, WAITING, OVER are none of these. */
err_t grant_end(struct tx *tx, struct row_id grant, enum grant_state as, usec now);
enum grant_state grant_state_of(const struct grant_row *row, usec now);

/* Before the transaction: column is "called", "address" or "message". Empty stays STR_NONE. */
err_t grant_seal(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id grant, const char *column, struct str text, struct str *ret_sealed);
/* Of what is damaged *io_damaged becomes true. */
err_t grant_open(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id grant, const char *column, struct str sealed, bool *io_damaged,
	struct str *ret_text);
