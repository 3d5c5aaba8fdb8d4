/* Accepting an invitation to edit a project, and what somebody edits (app/editor.h). */
#include "app/editor_inside.h"

#include "app/membership.h"
#include "app/project_tell.h"
#include "codec/input.h"
#include "i18n/country.h"

/* A code that nobody knows is the same as one that was used, withdrawn or is too old. */
static err_t refuse_code(void)
{
	return err_field("code",
		N_("This code is not right, or it no longer works. Ask for a new invitation."));
}

struct taking {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	struct digest code;
	struct str printed;
	struct editor_offer_row *row;
	usec now;
};

static err_t begin(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct taking *ret)
{
	struct code code;
	if (!code_long_parse(typed, &code))
		return refuse_code();
	*ret = (struct taking){
		app, a, actor, .printed = code_print(a, &code), .now = clock_now(app->clock)};
	return editor_digest(app, &code, &ret->code);
}

static err_t find(struct tx *tx, void *ctx)
{
	struct taking *t = ctx;
	day today = zone_day(t->now);
	TRY(access_require(tx, t->actor, ACTION_INVITATION_OPEN, OWNER_NOBODY));
	TRY(editor_by_code(tx, t->arena, hash_str(&t->code), t->now, today, &t->row));
	return t->row ? NULL : refuse_code();
}

static struct editor_held held_of_offer(const struct taking *t)
{
	const struct editor_offer_row *row = t->row;
	return (struct editor_held){row->organisation, row->organisation_public,
		row->project_public, row->organisation_name, row->title, STR_NONE,
		editor_role_parse(row->role), row->ends, !country_in_eea(row->country), t->printed};
}

err_t editor_offer(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct editor_held *ret)
{
	struct taking t;
	TRY(begin(app, a, actor, code, &t));
	TRY(db_read(app->db, find, &t));
	*ret = held_of_offer(&t);
	return NULL;
}

/* Who was stopped comes in again by those alone who may take that back. */
static err_t refuse_stopped(struct tx *tx, const struct taking *t)
{
	struct row_id inviter = t->row->invited_by;
	int64_t count;
	if (!inviter.n)
		return NULL;
	TRY(editor_stopped_by_others(tx, t->row->project, t->actor->person, inviter, &count));
	return count ? err_say(ERR_CONFLICT, EDITOR_STOPPED_BY_OTHERS) : NULL;
}

/* Who has a way in already keeps that one. */
static err_t refuse_twice(struct tx *tx, const struct taking *t)
{
	struct row_id person = t->actor->person;
	struct editor_holds_row_list holds;
	bool coordinates;
	TRY(membership_is(
		tx, person, t->row->organisation, ROLE_COORDINATOR, t->now, &coordinates));
	TRY(editor_holds(tx, t->arena, t->row->project_public, t->row->organisation, person,
		zone_day(t->now), 1, &holds));
	if (!coordinates && !holds.len)
		return NULL;
	return err_say(ERR_CONFLICT, N_("You work on this project already. The invitation is for "
					"somebody else."));
}

static err_t accept(struct tx *tx, void *ctx)
{
	struct taking *t = ctx;
	int64_t count;
	TRY(find(tx, t));
	TRY(access_require(tx, t->actor, ACTION_GRANT_TAKE, t->actor->person));
	TRY(refuse_twice(tx, t));
	TRY(refuse_stopped(tx, t));
	TRY(editor_accept_row(tx, t->row->id, t->actor->person, t->now, &count));
	if (!count)
		return refuse_code();
	TRY(project_tell(tx, t->arena, t->row->project, t->now));
	struct project_at at = {t->row->organisation, t->row->project_public};
	struct project_row project = {.id = t->row->project};
	struct project_act act = project_act(t->app, t->arena, t->actor, &at);
	act.row = &project;
	return project_note_editor(
		tx, &act, PROJECT_EDITOR_ACCEPT, (struct row_id){0}, &t->actor->public);
}

err_t editor_accept(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct editor_held *ret)
{
	struct taking t;
	TRY(begin(app, a, actor, code, &t));
	TRY(db_tx(app->db, accept, &t));
	*ret = held_of_offer(&t);
	return NULL;
}

/* --- what somebody edits --- */

static struct editor_held held_of(const struct editor_held_row *row)
{
	return (struct editor_held){row->organisation, row->organisation_public, row->project,
		row->organisation_name, row->title, row->type, editor_role_parse(row->role),
		row->ends, false, STR_NONE};
}

struct holding {
	struct arena *arena;
	const struct actor *actor;
	struct public_id organisation, project;
	day today;
	struct editor_held_row_list rows;
	struct editor_held_row *row;
};

static err_t read_held(struct tx *tx, void *ctx)
{
	struct holding *h = ctx;
	struct row_id person = h->actor->person;
	TRY(access_require(tx, h->actor, ACTION_ACCOUNT_SEE, person));
	return editor_held_rows(tx, h->arena, person, h->today, EDITORS_HELD_MOST, &h->rows);
}

err_t editor_held(const struct app *app, struct arena *a, const struct actor *actor,
	struct editor_held_list *ret)
{
	struct holding h = {.arena = a, .actor = actor, .today = zone_day(clock_now(app->clock))};
	TRY(db_read(app->db, read_held, &h));
	struct editor_held *all = arena_array(a, struct editor_held, h.rows.len);
	for (size_t i = 0; i < h.rows.len; i++)
		all[i] = held_of(&h.rows.at[i]);
	*ret = (struct editor_held_list){all, h.rows.len};
	return NULL;
}

static err_t read_at(struct tx *tx, void *ctx)
{
	struct holding *h = ctx;
	struct row_id person = h->actor->person;
	TRY(access_require(tx, h->actor, ACTION_ACCOUNT_SEE, person));
	TRY(editor_held_in(tx, h->arena, h->organisation, h->project, person, h->today, &h->row));
	return h->row ? NULL : err_log(ERR_FORBIDDEN, "does not edit this project");
}

err_t editor_held_at(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id organisation, struct public_id project, struct editor_held *ret)
{
	struct holding h = {
		a, actor, organisation, project, zone_day(clock_now(app->clock)), {0}, NULL};
	TRY(db_read(app->db, read_at, &h));
	*ret = held_of(h.row);
	return NULL;
}
