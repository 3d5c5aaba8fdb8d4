/*
 * The mail addresses of a person: each was confirmed by a code, each lets them sign in, one gets
 * our mail. One is always left. Whether somebody else has an address is told to its holder alone.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "app/visitor.h"

#define ACCOUNT_ADDRESSES_MOST 10

struct account_address {
	struct str mail;
	bool is_chosen; /* gets our mail */
	bool is_dead;   /* the last mail to it did not arrive */
	day last_day;   /* on which it works, as the person says; DAY_NONE: not said */
};

err_t account_addresses(const struct app *app, struct arena *a, const struct actor *actor,
	const struct account_address **ret_addresses, size_t *ret_count);

/* One of them that is dead; empty: none. */
err_t account_address_dead(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_mail);

/* Mails a code to the new address. ERR_CONFLICT when it is their own already or there are too many
 * of them; ERR_RATE_LIMITED. */
err_t account_address_add(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str language, struct str mail);
/* The address that waits for its code; ERR_NOT_FOUND when none does. */
err_t account_address_awaited(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str *ret_mail);
/* The code as typed adds it; all other addresses are told. Field error on code. */
err_t account_address_confirm(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct str code);

/* The address is told. ERR_CONFLICT for the last one; ERR_NOT_FOUND when it is not theirs. */
err_t account_address_remove(
	const struct app *app, struct arena *a, const struct actor *actor, struct str mail);
/* From now on our mail goes there. ERR_NOT_FOUND when it is not theirs. */
err_t account_address_choose(
	const struct app *app, struct arena *a, const struct actor *actor, struct str mail);
/* The last day on which it works; DAY_NONE: nobody knows. ERR_NOT_FOUND when it is not theirs. */
err_t account_address_ends(const struct app *app, struct arena *a, const struct actor *actor,
	struct str mail, day last_day);
