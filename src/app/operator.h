/*
 * What an operator does with an account, by command: never its content, name or addresses. All of
 * it stands in the audit log, with the number of the system account that did it, and the person
 * reads it there. A second factor goes only when two admins want it, each of whom proves who they
 * are with their own: one asks and gets a code, the other confirms with it.
 */
#pragma once

#include "app/membership.h"

#define OPERATOR_CONFIRM_LIFE USEC_HOUR

struct operator_account {
	usec made;
	struct str language;
	int64_t addresses, sessions; /* how many */
	bool has_password, has_factor;
	struct membership_list memberships;
};

/* by: number of the system account, here and below. */

/* Whose address or public id that is; ERR_NOT_FOUND. */
err_t operator_find(
	const struct app *app, struct arena *a, struct str who, struct public_id *ret_person);
err_t operator_show(const struct app *app, struct arena *a, struct public_id person, struct str by,
	struct operator_account *ret);
err_t operator_end_sessions(const struct app *app, struct arena *a, struct public_id person,
	struct str by, int64_t *ret_count);
err_t operator_erase(
	const struct app *app, struct arena *a, struct public_id person, struct str by);

/* Somebody with a role as an admin; code: of their second factor, as typed. */
struct operator_witness {
	struct public_id person;
	struct str code;
};
/*
 * The code for the second admin. ERR_NOT_FOUND when there is no second factor; ERR_FORBIDDEN for a
 * witness who is no admin, gave a wrong code, or is the person; ERR_RATE_LIMITED.
 */
err_t operator_ask_reset(const struct app *app, struct arena *a, struct public_id person,
	struct str by, const struct operator_witness *witness, struct str *ret_code);
/*
 * Removes the second factor, ends all sessions, and tells the person by mail. Errors as above;
 * ERR_FORBIDDEN for the witness who asked; ERR_NOT_FOUND for a code that is wrong or has ended.
 */
err_t operator_confirm_reset(const struct app *app, struct arena *a, struct str code, struct str by,
	const struct operator_witness *witness);
