/* What a project is made of: its description, its activities, and copying it all. */
#include "app/project_inside.h"
#include "base/vec.h"
#include "codec/hex.h"
#include "codec/input.h"
#include "codec/json.h"
#include "crypto/hash.h"

#define LANGS_MOST 64

/* --- the description --- */

struct writing {
	struct project_act act;
	const struct project_text_in *in;
	struct project_text_row_list rows;
};

static struct str body_of(const struct project_text_row_list *rows, struct str field)
{
	for (size_t i = 0; i < rows->len; i++)
		if (str_eq(rows->at[i].field, field))
			return rows->at[i].body;
	return STR("{}");
}

/* The map without that language, then with it. */
static err_t put_text(struct tx *tx, const struct writing *w, const struct project_text *text)
{
	struct arena *a = w->act.arena;
	struct json *before, after = json_object();
	struct buf out;
	TRY(json_parse(a, body_of(&w->rows, text->field), &json_limits_default, &before));
	json_each_member (it, before)
		if (!str_eq(it->name, w->in->lang))
			json_set(a, &after, it->name, it->value);
	if (text->text.len)
		json_set(a, &after, w->in->lang, json_of_str(text->text));
	buf_init(&out, a, 256, LANGS_MOST * 8 * PROJECT_TEXT_MOST);
	json_write(&out, &after);
	TRY(buf_err(&out));
	return project_text_put(tx, w->act.row->id, text->field, buf_str(&out));
}

#define GOAL "goals-"

struct str project_goal_field(struct arena *a, struct str area)
{
	return str_fmt(a, GOAL "%.*s", STR_ARG(area));
}

static bool is_goal(struct str field)
{
	return str_starts(field, STR(GOAL));
}

static struct str version_of(
	struct arena *a, const struct project *p, struct str lang, bool of_goals)
{
	VEC(struct str) parts = {0};
	for (size_t i = 0; i < p->texts_len; i++)
		if (str_eq(p->texts[i].lang, lang) && is_goal(p->texts[i].field) == of_goals)
			vec_push(a, &parts,
				str_fmt(a, "%.*s %zu %.*s", STR_ARG(p->texts[i].field),
					p->texts[i].text.len, STR_ARG(p->texts[i].text)));
	if (!parts.len)
		return STR_NONE;
	struct digest d = hash_sha256_parts(parts.at, parts.len);
	return hex_print(a, hash_str(&d));
}

struct str project_text_version(struct arena *a, const struct project *p, struct str lang)
{
	return version_of(a, p, lang, false);
}

struct str project_goal_version(struct arena *a, const struct project *p, struct str lang)
{
	return version_of(a, p, lang, true);
}

static bool is_of_goals(const struct writing *w)
{
	return w->in->len && is_goal(w->in->texts[0].field);
}

static err_t check_version(const struct writing *w)
{
	struct project now = {0};
	struct arena *a = w->act.arena;
	TRY(project_read_texts(a, &w->rows, &now));
	if (str_eq(version_of(a, &now, w->in->lang, is_of_goals(w)), w->in->version))
		return NULL;
	return err_say(ERR_CONFLICT, N_("Somebody else changed this description while you wrote."));
}

static err_t write_texts(struct tx *tx, void *ctx)
{
	struct writing *w = ctx;
	TRY(project_require(tx, &w->act, ACTION_PROJECT_CHANGE));
	TRY(project_texts(tx, w->act.arena, w->act.row->id, &w->rows));
	TRY(check_version(w));
	for (size_t i = 0; i < w->in->len; i++)
		TRY(put_text(tx, w, &w->in->texts[i]));
	return project_note(tx, &w->act, is_of_goals(w) ? PROJECT_GOALS : PROJECT_TEXTS, STR_NONE);
}

static err_t check_text(struct arena *a, const struct project_text *text)
{
	if (utf8_count(text->text) <= PROJECT_TEXT_MOST)
		return NULL;
	return err_number(err_field(str_fmt(a, "answer_%.*s", STR_ARG(text->field)).p,
				  N_("This can have at most {n} characters.")),
		PROJECT_TEXT_MOST);
}

err_t project_set_texts(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct project_text_in *in)
{
	struct writing w = {project_act(app, a, actor, at), in, {0}};
	err_t e = NULL;
	for (size_t i = 0; i < in->len; i++)
		e = err_join(e, check_text(a, &in->texts[i]));
	TRY(e);
	return db_tx(app->db, write_texts, &w);
}

/* --- activities --- */

err_t project_day_check(const char *field, day d, usec now)
{
	day first = day_of_date((struct date){PROJECT_YEAR_FIRST, 1, 1});
	if (d == DAY_NONE || (d >= first && d <= zone_day(now) + PROJECT_DAYS_AHEAD))
		return NULL;
	return err_field(
		field, N_("This day is too long ago, or too far ahead. Look at the year."));
}

struct acting {
	struct project_act act;
	const struct project_activity_in *in;
	struct public_id activity;
	bool is_new;
};

static err_t check_room(struct tx *tx, const struct project_act *act)
{
	struct project_activity_row_list rows;
	size_t count = 0;
	TRY(project_activities(tx, act->arena, act->row->id, &rows));
	for (size_t i = 0; i < rows.len; i++)
		count += !rows.at[i].removed;
	if (count >= PROJECT_ACTIVITIES_MOST)
		return err_number(
			err_say(ERR_CONFLICT, N_("A project can have at most {n} activities.")),
			PROJECT_ACTIVITIES_MOST);
	return NULL;
}

static err_t put_activity(struct tx *tx, void *ctx)
{
	struct acting *p = ctx;
	const struct project_activity_in *in = p->in;
	int64_t count;
	TRY(project_require(tx, &p->act, ACTION_PROJECT_CHANGE));
	struct row_id project = p->act.row->id;
	if (p->is_new) {
		TRY(check_room(tx, &p->act));
		TRY(project_activity_add(
			tx, p->activity, project, in->title, in->place, in->starts, in->ends));
		return project_note(tx, &p->act, PROJECT_ACTIVITY_ADD, in->title);
	}
	TRY(project_activity_set(
		tx, p->activity, project, in->title, in->place, in->starts, in->ends, &count));
	if (!count)
		return err_log(ERR_NOT_FOUND, "no such activity");
	return project_note(tx, &p->act, PROJECT_ACTIVITY_CHANGE, in->title);
}

err_t project_put_activity(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *activity,
	const struct project_activity_in *in)
{
	struct acting p = {project_act(app, a, actor, at), in,
		activity ? *activity : public_id_new(app->random), !activity};
	TRY(err_join(project_day_check("starts", in->starts, p.act.now),
		project_day_check("ends", in->ends, p.act.now)));
	if (in->ends < in->starts)
		return err_field("ends", N_("The last day cannot come before the first one."));
	if (in->ends - in->starts > PROJECT_DAYS_MOST)
		return err_field("ends", N_("That is too long. Look at the year."));
	return db_tx(app->db, put_activity, &p);
}

struct removing {
	struct project_act act;
	struct public_id activity;
	bool restore;
};

static err_t set_removed(struct tx *tx, void *ctx)
{
	struct removing *r = ctx;
	struct project_activity_row *row;
	TRY(project_require(tx, &r->act, ACTION_PROJECT_CHANGE));
	TRY(project_activity_get(tx, r->act.arena, r->activity, r->act.row->id, &row));
	if (!row || !project_can_turn(&r->act, row->removed, r->restore))
		return err_log(ERR_NOT_FOUND, "no such activity");
	if (r->restore)
		TRY(check_room(tx, &r->act));
	TRY(project_activity_remove(tx, row->id, r->restore ? NULL : &r->act.now));
	return project_note(tx, &r->act,
		r->restore ? PROJECT_ACTIVITY_RESTORE : PROJECT_ACTIVITY_REMOVE, row->title);
}

err_t project_remove_activity(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id activity)
{
	struct removing r = {project_act(app, a, actor, at), activity, false};
	return db_tx(app->db, set_removed, &r);
}

err_t project_restore_activity(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id activity)
{
	struct removing r = {project_act(app, a, actor, at), activity, true};
	return db_tx(app->db, set_removed, &r);
}

/* --- copying --- */

static err_t copy_activities(struct tx *tx, const struct project_act *of, struct row_id to)
{
	struct project_activity_row_list rows;
	TRY(project_activities(tx, of->arena, of->row->id, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		const struct project_activity_row *row = &rows.at[i];
		if (row->removed)
			continue;
		TRY(project_activity_add(tx, public_id_new(of->app->random), to, row->title,
			row->place, row->starts, row->ends));
	}
	return NULL;
}

static err_t copy_parties(struct tx *tx, const struct project_act *of, struct row_id to)
{
	struct project_party_row_list rows;
	TRY(project_parties(tx, of->arena, of->row->id, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		const struct project_party_row *row = &rows.at[i];
		if (row->removed)
			continue;
		TRY(project_party_add(tx, public_id_new(of->app->random), to, row->name, row->place,
			row->role, row->logo));
	}
	return NULL;
}

err_t project_copy(struct tx *tx, const struct project_act *of, struct row_id to)
{
	struct project_text_row_list texts;
	TRY(project_texts(tx, of->arena, of->row->id, &texts));
	for (size_t i = 0; i < texts.len; i++)
		TRY(project_text_put(tx, to, texts.at[i].field, texts.at[i].body));
	TRY(copy_activities(tx, of, to));
	return copy_parties(tx, of, to);
}
