/*
 * Sessions: a browser that brings a token is a person. Only the token's digest is stored. A
 * session ends SESSION_IDLE after it was last seen and SESSION_MOST after it began.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "crypto/token.h"

#define SESSION_IDLE (30 * USEC_MINUTE)
#define SESSION_MOST (12 * USEC_HOUR)

struct session {
	struct actor actor;
	struct str name; /* how the person is called */
	struct str language;
};

/* ERR_UNAUTHENTICATED when there is no such session or it has ended. Waits for nothing. */
err_t session_find(
	const struct app *app, struct arena *a, const struct token *token, struct session *ret);
/* Begins one for that person, inside a transaction that was allowed to. */
err_t session_begin(struct tx *tx, const struct token *token, struct row_id person, usec now);
/* Ends it; none is fine. */
err_t session_end_own(const struct app *app, const struct actor *actor, const struct token *token);
