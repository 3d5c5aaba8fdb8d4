/*
 * Proving once more who one is, before what is sensitive: with the second factor for who has one,
 * else with the password, else with a code by mail, else with the PIN of a card. The session then
 * counts as fresh for SESSION_FRESH and goes on under another token.
 */
#pragma once

#include "app/session.h"

enum prove_by { PROVE_NOTHING, PROVE_FACTOR, PROVE_PASSWORD, PROVE_MAIL, PROVE_PIN };

/* How the actor can; PROVE_NOTHING: in no way. mail: where a code would go. */
err_t prove_how(const struct app *app, struct arena *a, const struct actor *actor,
	enum prove_by *ret_by, struct str *ret_mail);
/* Is a code on its way to this browser? */
err_t prove_is_asked(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, bool *ret_asked);
/* Mails a code, for PROVE_MAIL; ERR_RATE_LIMITED. */
err_t prove_ask(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor);
/* Field error on proof when it is wrong. visitor->browser is the session's token. */
err_t prove(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str typed, struct token *ret_renewed);
