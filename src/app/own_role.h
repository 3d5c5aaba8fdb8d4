/*
 * The roles of a person: those that they have and those that are over, in the organisations' own
 * words; and to which of the person's addresses mail about each goes.
 */
#pragma once

#include "app/membership.h"

#define OWN_ROLES_MOST 200 /* shown: the newest */

struct own_role {
	struct public_id public;
	enum role role;
	struct public_id organisation;
	struct str organisation_name;
	struct str label;  /* what the organisation calls the role */
	usec starts, over; /* over: when it ended or will by itself; 0: no end is known */
	bool holds;
	struct str mail; /* chosen for it; empty: where other mail goes */
};
struct own_role_list {
	const struct own_role *at; /* the newest first */
	size_t len;
};
err_t own_roles(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, struct own_role_list *ret);

/*
 * Mail about that role goes to that address from now on; empty: where other mail goes.
 * ERR_NOT_FOUND when the role or the address is not the actor's.
 */
err_t own_role_mail(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id membership, struct str mail);
