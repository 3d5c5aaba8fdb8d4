/*
 * Ways in by mail: to sign in without a password, and to choose a new one. Whoever asks gets a mail
 * at the address that they name, with a code or with the word that nobody has it; the page says the
 * same for both and costs the same. The code works in the browser that asked, and there alone.
 */
#pragma once

#include "app/arrival.h"

enum way { WAY_SIGN_IN, WAY_RESET };

/* ERR_RATE_LIMITED. language: tag of the mail's. */
err_t way_ask(const struct app *app, struct arena *a, const struct visitor *visitor, enum way way,
	struct str language, struct str mail);
/* The address that the browser's mail went to; ERR_NOT_FOUND when it asked for none. */
err_t way_awaited(const struct app *app, struct arena *a, const struct visitor *visitor,
	enum way way, struct str *ret_mail);
/* The code as typed. Field error on code: wrong, too often wrong, or too old. */
err_t way_confirm(const struct app *app, struct arena *a, const struct visitor *visitor,
	enum way way, struct str code, struct arrived *ret_arrived);
/*
 * The new password, after the code and the second factor: it ends every session of the person and
 * begins one here. Field error on password; ERR_NOT_FOUND when nobody may set one in this browser.
 */
err_t way_set_password(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str password, struct arrived *ret_arrived);
/* Who is on the way in here, at that point; ERR_NOT_FOUND when nobody is. */
err_t way_arriving(const struct app *app, struct arena *a, const struct visitor *visitor,
	enum arrival_next at, struct arriving *ret_arriving);
