/*
 * An invitation to a role: a code of 50 bits, mailed as a link with the code behind "#", or typed.
 * It works once and for INVITATION_LIFE. Who has an account already takes the role with that; who
 * has none makes one, with the address that the code came to.
 */
#pragma once

#include "app/account.h"
#include "app/membership.h"

#define INVITATION_LIFE (7 * USEC_DAY)

struct invitation_new {
	struct row_id organisation;
	struct str organisation_name;
	enum role role;
	struct str label; /* what the organisation calls it, in that language */
	struct str name, mail;
	struct str language;
};
/* By an admin, who may invite mentors; or by Leerpas itself. Mails it. Field error: name. */
err_t invitation_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct invitation_new *in);
/* By the operator, who hands the code over. */
err_t invitation_print(const struct app *app, struct arena *a, const struct invitation_new *in,
	struct str *ret_code);
/* ERR_NOT_FOUND when the organisation has no such invitation. */
err_t invitation_withdraw(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id invitation);

struct invitation {
	struct membership membership; /* as it will be */
	struct str name, mail;
	bool has_account; /* the address has one */
};
/* Field error on code when it is wrong or ended. */
err_t invitation_find(
	const struct app *app, struct arena *a, struct str code, struct invitation *ret);

struct invitation_accept {
	struct str code;
	struct str name;
	struct str password;
};
/* Makes the account, in that language, and begins a session. Field errors: code, name, password. */
err_t invitation_accept(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str language, const struct invitation_accept *in, struct membership *ret_joined,
	struct token *ret_session);
/* The role for who is signed in. Field error on code. */
err_t invitation_join(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct membership *ret_joined);
