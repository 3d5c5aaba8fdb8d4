/*
 * The second factor: an authenticator app that makes codes (crypto/totp.h), and ten recovery codes
 * that each work once, for who has lost it. The app's secret is sealed by the person's key;
 * recovery codes are stored hashed under a key that lives and dies with it.
 *
 * Guesses of app codes are slowed down for the account as a whole, wherever they come from: only
 * who has given the first proof comes that far, and a recovery code is always taken. A browser that
 * the person was in before is counted on its own, so that who has the password keeps nobody out.
 */
#pragma once

#include "app/arrival.h"
#include "crypto/code.h"

#define FACTOR_OFFER_LIFE USEC_HOUR
#define FACTOR_CODES 10 /* for recovery */

struct factor_state {
	bool is_held;
	usec since;
	int64_t codes; /* for recovery, left */
};
err_t factor_state(const struct app *app, struct arena *a, const struct actor *actor,
	struct factor_state *ret_state);

/* --- setting it up --- */

/* A new secret to put into an app, instead of what was offered before. */
err_t factor_offer(const struct app *app, struct arena *a, const struct actor *actor);
struct factor_offered {
	struct str secret; /* to type */
	struct str qr;     /* an <svg>, see paper/qr.h */
};
/* ERR_NOT_FOUND when none is (any more). */
err_t factor_offered(const struct app *app, struct arena *a, const struct actor *actor,
	struct str qr_title, struct factor_offered *ret_offered);

struct factor_codes {
	struct str at[FACTOR_CODES]; /* to show once */
};
/*
 * The app's code shows that the offer works: from now on it is the factor, and every other session
 * ends. Field error on code; ERR_NOT_FOUND without an offer.
 */
err_t factor_keep(const struct app *app, struct arena *a, const struct actor *actor,
	const struct token *session, struct str code, struct factor_codes *ret_codes);
/* Others instead of those that there were. ERR_NOT_FOUND without a factor. */
err_t factor_new_codes(const struct app *app, struct arena *a, const struct actor *actor,
	struct factor_codes *ret_codes);
/* From now on there is none; none is fine. */
err_t factor_end(const struct app *app, struct arena *a, const struct actor *actor);

/* --- proving it --- */

struct factor_try {
	struct row_id person;
	struct public_id public;
	bool is_step, is_code; /* what was typed is right for the app; is a recovery code at all */
	bool was_code;         /* and was taken as one */
	int64_t step;
	struct digest code;
	struct outbox_sealed *told; /* of a wrong one, for when there are many; or NULL */
	usec now;
};
/* Before the transaction. Both kinds of code are read from what was typed. */
err_t factor_try(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct factor_try *ret_try);
/*
 * In it: takes the step or the code. ERR_RATE_LIMITED for too many app codes. After some wrong ones
 * the person is told by mail, once a day.
 */
err_t factor_take(struct tx *tx, struct arena *a, const struct visitor *visitor,
	struct factor_try *io, bool *ret_right);
/* Is there a factor? */
err_t factor_is_held(struct tx *tx, struct arena *a, struct row_id person, bool *ret_held);
/* Ends it, inside a transaction that was allowed to. */
err_t factor_remove(struct tx *tx, struct row_id person);

/*
 * The second factor of who is on the way in in this browser. Field error on code; ERR_NOT_FOUND
 * when nobody is, or too often wrong: then the first proof is asked again.
 */
err_t factor_confirm(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str code, struct arrived *ret_arrived);
