/*
 * Memberships: what ties a person to an organisation, with a role, a start and an end. The role
 * belongs to the page: a route names the role that it is for (struct route.role) and the path
 * names the organisation, so two roles in two tabs live side by side.
 *
 * A membership holds from its start until its end, by the clock, or until somebody ends it. It
 * never vanishes.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "base/time.h"

struct lang;

#define MEMBERSHIPS_MOST 50 /* that a person has at once */

enum role {
	ROLE_NONE,
	ROLE_LEARNER, /* joined the organisation */
	ROLE_COMPANION,
	ROLE_MENTOR,
	ROLE_ORGANISATION_ADMIN,
	ROLE_REGION_ADMIN,
	ROLE_COORDINATOR, /* of youth projects */
	ROLES
};

struct role_about {
	const char *id;    /* as stored, and as printed by leerpas routes: "organisation_admin" */
	const char *label; /* message id, where the organisation has no word of its own */
	bool is_staff;     /* needs a second factor */
	/* "/mentor": its pages are below "/mentor/{organisation}"; NULL: none of its own */
	const char *path;
};
/* Of every role but ROLE_NONE. */
const struct role_about *role_about(enum role role);
/* ROLE_NONE for what is none. */
enum role role_parse(struct str id);

struct membership {
	struct public_id public;
	enum role role;
	struct row_id organisation;
	struct public_id organisation_public;
	struct str organisation_name;
	struct str words; /* the organisation's own for the role: a langmap, or STR_NONE */
};
struct membership_list {
	const struct membership *at;
	size_t len;
};

/* What the actor is now, the oldest first. */
err_t membership_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct membership_list *ret);
/* What the organisation calls the role in that language (words as above), else we do. */
err_t membership_label(struct arena *a, const struct lang *lang, enum role role, struct str words,
	struct str *ret_label);
/* Where the pages of that membership begin: "/mentor/0123..."; empty when it has none. */
struct str membership_path(struct arena *a, const struct membership *m);

/* --- inside a transaction that was allowed to --- */

struct membership_new {
	struct public_id public;
	struct row_id person, organisation;
	enum role role;
	usec starts;
	const usec *ends; /* NULL: no end */
};
err_t membership_begin(struct tx *tx, const struct membership_new *m);
/* Has this person a staff role anywhere at that time, or works on a project as its partner? */
err_t membership_is_staff(struct tx *tx, struct row_id person, usec now, bool *ret_is_staff);
/* Has this person that role there at that time? */
err_t membership_is(struct tx *tx, struct row_id person, struct row_id organisation, enum role role,
	usec now, bool *ret_is);
