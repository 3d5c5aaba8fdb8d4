/*
 * Somebody has given a first proof of who they are: a password, a code from our mail, a card. What
 * follows is the same for all of these: the second factor where the person has one, a new password
 * where that was the goal, a session, and a mail when the person was never in this browser before.
 *
 *	TRY(arrival_prepare(app, arena, visitor, person, goal, &arrival));  before the transaction
 *	TRY(arrival_pass(tx, &arrival));                                    in it
 *	notice_hurry(app);                                                  after it
 *
 * then arrival.next says what is to come, and arrival.session is the token when it is a session.
 */
#pragma once

#include "app/notice.h"
#include "app/session.h"

#define ARRIVAL_LIFE (10 * USEC_MINUTE)
#define ARRIVAL_TRIES 5 /* of the second factor; then the first proof is asked again */

enum arrival_goal { ARRIVAL_SIGN_IN, ARRIVAL_RESET };
enum arrival_next {
	ARRIVAL_IN,
	ARRIVAL_FACTOR,   /* a second one */
	ARRIVAL_PASSWORD, /* a new one */
	ARRIVAL_CODE,     /* one that was mailed, if the password was right */
};

struct arrival {
	struct arena *arena;
	const struct visitor *visitor;
	struct actor actor; /* the person, with the visitor's device */
	enum arrival_goal goal;
	struct session_new session;
	struct notice_to to;        /* where mail for them goes; may have no address */
	struct outbox_sealed *mail; /* of a new browser; NULL: nobody to tell */
	enum arrival_next next;
};

err_t arrival_prepare(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct row_id person, enum arrival_goal goal, struct arrival *ret_arrival);
/* After the first proof. Notes it in the audit log when it begins a session. */
err_t arrival_pass(struct tx *tx, struct arrival *io);
/* After the second factor, or for who has none. */
err_t arrival_go_on(struct tx *tx, struct arrival *io);
/* Begins the session, whatever was to come: for who has just set a new password. */
err_t arrival_enter(struct tx *tx, struct arrival *io);

/* What web needs to know of an arrival that has passed. */
struct arrived {
	enum arrival_next next;
	struct token session; /* of ARRIVAL_IN */
};
struct arrived arrival_result(const struct arrival *arrival);

/* Somebody on the way in, in this browser; next is ARRIVAL_IN when there is nobody (any more). */
struct arriving {
	struct actor actor;
	struct str name, language;
	enum arrival_goal goal;
	enum arrival_next next;
};
err_t arrival_find(const struct app *app, struct tx *tx, struct arena *a,
	const struct visitor *visitor, struct arriving *ret);
