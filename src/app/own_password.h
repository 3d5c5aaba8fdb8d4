/*
 * Changing one's own password, with the old one; or choosing the first one, for who came in by mail
 * or with a card. Every other session ends, whoever else was on the way in begins again, and the
 * person is mailed.
 *
 * The old password is the proof of who has no second factor. Who has one, or has no password yet,
 * proves it first: the caller sees to that (own_password_needs_proof).
 */
#pragma once

#include "app/session.h"

struct own_password {
	bool is_set;
	bool has_mail; /* without an address a password lets nobody in */
};
err_t own_password_look(const struct app *app, struct arena *a, const struct actor *actor,
	struct own_password *ret);

/* Must they show again who they are, before old and new password are asked? */
bool own_password_needs_proof(const struct own_password *own, const struct session *session);

struct own_password_new {
	struct str old; /* empty for who has none */
	struct str password;
};
/*
 * Field errors: old, password. ERR_CONFLICT without an address; ERR_RATE_LIMITED.
 * visitor->browser is the session's token, which goes on as *ret_renewed.
 */
err_t own_password_set(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, const struct own_password_new *in,
	struct token *ret_renewed);
