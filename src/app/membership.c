#include "app/membership.h"

#include "base/vec.h"
#include "codec/json.h"
#include "db/content.h"
#include "i18n/lang.h"

static const struct role_about roles[ROLES] = {
	[ROLE_LEARNER] = {"learner", N_("Learner"), false, NULL},
	[ROLE_COMPANION] = {"companion", N_("Companion"), false, NULL},
	[ROLE_MENTOR] = {"mentor", N_("Mentor"), true, "/mentor"},
	[ROLE_ORGANISATION_ADMIN] = {"organisation_admin", N_("Administrator"), true,
		"/organisation"},
	[ROLE_REGION_ADMIN] = {"region_admin", N_("Region administrator"), true, "/region"},
	[ROLE_COORDINATOR] = {"coordinator", N_("Project coordinator"), true, "/projects"},
};

const struct role_about *role_about(enum role role)
{
	return &roles[role];
}

enum role role_parse(struct str id)
{
	for (enum role role = ROLE_NONE + 1; role < ROLES; role++)
		if (str_is(id, roles[role].id))
			return role;
	return ROLE_NONE;
}

/* --- what somebody is --- */

struct listing {
	struct arena *arena;
	const struct actor *actor;
	usec now;
	struct membership_row_list rows;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_ACCOUNT_SEE, l->actor->person));
	return membership_of(tx, l->arena, l->actor->person, l->now, MEMBERSHIPS_MOST, &l->rows);
}

err_t membership_label(struct arena *a, const struct lang *lang, enum role role, struct str words,
	struct str *ret_label)
{
	struct json *known = NULL;
	if (words.p)
		TRY(json_parse(a, words, &json_limits_default, &known));
	struct str word = json_str(json_get(known, lang_tag(lang)));
	*ret_label = word.len ? word : lang_text(lang, roles[role].label);
	return NULL;
}

/* A role that this program does not know is left out: a newer one wrote it. */
err_t membership_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct membership_list *ret)
{
	struct listing l = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	VEC(struct membership) list = {0};
	TRY(db_read(app->db, read_rows, &l));
	for (size_t i = 0; i < l.rows.len; i++) {
		const struct membership_row *row = &l.rows.at[i];
		struct membership m = {row->public, role_parse(row->role), row->organisation,
			row->organisation_public, row->name, row->words};
		if (m.role != ROLE_NONE)
			vec_push(a, &list, m);
	}
	*ret = (struct membership_list){list.at, list.len};
	return NULL;
}

struct str membership_path(struct arena *a, const struct membership *m)
{
	const char *path = roles[m->role].path;
	if (!path)
		return STR_NONE;
	return str_fmt(a, "%s/%.*s", path, STR_ARG(public_id_print(a, m->organisation_public)));
}

/* --- inside a transaction --- */

err_t membership_begin(struct tx *tx, const struct membership_new *m)
{
	struct row_id id;
	return membership_add(tx, m->public, m->person, m->organisation, str_of(roles[m->role].id),
		m->starts, m->ends, &id);
}

err_t membership_is_staff(struct tx *tx, struct row_id person, usec now, bool *ret_is_staff)
{
	struct str staff[ROLES];
	struct text_list list = {.at = staff};
	int64_t count, edits;
	for (enum role role = ROLE_NONE + 1; role < ROLES; role++)
		if (roles[role].is_staff)
			staff[list.len++] = str_of(roles[role].id);
	TRY(membership_holds_any(tx, person, list, now, &count));
	TRY(editor_holds_any(tx, person, zone_day(now), &edits));
	*ret_is_staff = count + edits > 0;
	return NULL;
}

err_t membership_is(struct tx *tx, struct row_id person, struct row_id organisation, enum role role,
	usec now, bool *ret_is)
{
	int64_t count;
	TRY(membership_holds(tx, person, organisation, str_of(roles[role].id), now, &count));
	*ret_is = count > 0;
	return NULL;
}
