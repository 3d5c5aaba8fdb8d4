/*
 * The account: register, confirm, sign in.
 *
 * Nothing here betrays whether an account exists: registering with a known address ends in the
 * same page as with a new one, and only the mail says which it was; a sign-in costs the same and
 * says the same whoever tries. A registration is bound to the browser that began it, by a token
 * of its own.
 */
#pragma once

#include "app/arrival.h"

#define ACCOUNT_REGISTRATION_LIFE USEC_DAY
#define ACCOUNT_NAME_MOST 80

struct account_register {
	struct str name;
	struct str mail;
	struct str password;
};

struct account_sign_in {
	struct str mail;
	struct str password;
};

/*
 * Keeps the registration and mails a code of six digits to the address (or, to the holder of an
 * account with it, that somebody tried). Field errors: name, mail, password.
 */
err_t account_register(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str language, const struct account_register *in);
/* The address that the browser's registration waits for; ERR_NOT_FOUND when it has none. */
err_t account_awaited(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str *ret_mail);
/* Another code to the same address. */
err_t account_send_again(const struct app *app, struct arena *a, const struct visitor *visitor);
/*
 * The code as typed makes the account and begins a session. Field error on code: wrong, too often
 * wrong, or too old.
 */
err_t account_confirm(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str code, struct token *ret_session);
/*
 * ERR_UNAUTHENTICATED for a wrong address or password alike. After many tries on this account, or
 * on all, it is careful: it says nothing of the password, mails a code when it was right, and goes
 * on at ARRIVAL_CODE. So guessing tells nothing, and keeps out nobody who gets our mail.
 */
err_t account_sign_in(const struct app *app, struct arena *a, const struct visitor *visitor,
	const struct account_sign_in *in, struct arrived *ret_arrived);
err_t account_set_language(const struct app *app, const struct actor *actor, struct str language);
