/* Reading it, as who wrote it and as an organiser. */
#include "app/learning_inside.h"

#include "app/project_inside.h"
#include "base/vec.h"
#include "codec/input.h"
#include "codec/json.h"
#include "crypto/vault.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define ABOUT_MOST (16 << 10)
#define CLOSED N_("You wrote this before your code was made. So it stays closed.")
#define LOCKED N_("You wrote this before your code was made. First show that it is yours.")

/* --- access --- */

bool learning_is_closed(const struct learning_row *row)
{
	return row && row->is_later && row->is_unseen;
}

err_t learning_own(struct tx *tx, struct learning_act *io, enum action action)
{
	struct participant_at at;
	TRY(access_participant(tx, io->arena, io->actor, action, io->who, &at));
	io->participant = at.participant;
	io->project = at.project;
	TRY(learning_get(tx, io->arena, at.participant, &io->row));
	if (learning_is_closed(io->row))
		return err_say(ERR_FORBIDDEN, CLOSED);
	bool is_locked = io->row && io->row->is_later;
	return is_locked && action == ACTION_LEARNING_WRITE ? err_say(ERR_FORBIDDEN, LOCKED) : NULL;
}

err_t learning_theirs(struct tx *tx, struct learning_act *io, enum action action)
{
	struct project_act of = project_act(io->app, io->arena, io->actor, io->at);
	struct participant_row *row;
	TRY(project_require(tx, &of, action));
	TRY(participant_find(tx, io->arena, io->who, of.row->id, of.as.only, &row));
	if (!row || row->removed)
		return err_log(ERR_NOT_FOUND, "no such participant");
	io->participant = row->id;
	io->project = of.row->id;
	io->name = str_fmt(
		io->arena, "%.*s %.*s", STR_ARG(row->given_name), STR_ARG(row->family_name));
	TRY(learning_get(tx, io->arena, row->id, &io->row));
	return io->row && io->row->submitted ? NULL : err_log(ERR_NOT_FOUND, "not handed in");
}

err_t learning_note(struct tx *tx, const struct learning_act *act, enum audit_action action)
{
	struct audit_entry entry = {.actor = act->actor,
		.subject = &act->who,
		.action = action,
		.object = AUDIT_PROJECTS,
		.at = act->now};
	if (act->at)
		entry.object_id = public_id_print(act->arena, act->at->project);
	return audit_note(tx, &entry);
}

struct looking {
	struct learning_act *act;
	enum action action;
};

static err_t look(struct tx *tx, void *ctx)
{
	const struct looking *l = ctx;
	return l->act->at ? learning_theirs(tx, l->act, l->action)
			  : learning_own(tx, l->act, l->action);
}

err_t learning_look(struct learning_act *io, enum action action)
{
	struct looking l = {io, action};
	return db_read(io->app->db, look, &l);
}

static const struct project_type *type_of(const struct app *app, size_t lang, struct str id)
{
	return project_type_find(app->project_types, lang, id);
}

err_t learning_check_place(struct tx *tx, const struct learning_act *act, struct str area)
{
	struct learning_project_row *project;
	TRY(learning_project(tx, act->arena, act->project, &project));
	const struct project_type *type = project ? type_of(act->app, 0, project->type) : NULL;
	if (!type || !project_area_find(type->framework, area))
		return err_log(ERR_NOT_FOUND, "no such area");
	return NULL;
}

/* --- what is sealed --- */

static struct vault_place text_place(
	struct arena *a, struct public_id who, struct str area, enum project_moment moment)
{
	struct str row = str_fmt(a, "%.*s %s", STR_ARG(area), project_moment_id(moment));
	return (struct vault_place){who, "learning_text", row, "body"};
}

err_t learning_seal_text(const struct app *app, struct arena *a, struct public_id who,
	struct str area, enum project_moment moment, struct str text, struct str *ret_sealed)
{
	struct vault_place place = text_place(a, who, area, moment);
	return vault_seal(app->vault, a, &place, text, ret_sealed);
}

err_t learning_open_text(const struct app *app, struct arena *a, struct public_id who,
	enum project_moment moment, const struct learning_text_row *row, struct learning_text *ret)
{
	struct vault_place place = text_place(a, who, row->area, moment);
	struct learning_text text = {
		.counts = row->counts, .version = row->version, .changed = row->changed};
	TRY(vault_open_one(app->vault, a, &place, row->body, &text.text, &text.is_damaged));
	*ret = text;
	return NULL;
}

struct vault_place learning_comment_place(
	struct arena *a, struct public_id who, struct public_id comment, bool by_organiser)
{
	struct str row = str_fmt(a, "%.*s %s", STR_ARG(public_id_print(a, comment)),
		by_organiser ? "organiser" : "participant");
	return (struct vault_place){who, "learning_comment", row, "body"};
}

static struct vault_place about_place(struct arena *a, struct public_id who)
{
	return (struct vault_place){who, "learning", public_id_print(a, who), "about"};
}

err_t learning_seal_about(const struct app *app, struct arena *a, struct public_id who,
	const struct learning_about *in, struct str *ret_sealed)
{
	struct vault_place place = about_place(a, who);
	struct json body = json_object();
	struct buf out;
	json_set(a, &body, STR("partner"), json_of_str(in->partner));
	json_set(a, &body, STR("relation"), json_of_str(in->relation));
	buf_init(&out, a, 256, ABOUT_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(app->vault, a, &place, buf_str(&out), ret_sealed);
}

err_t learning_open_about(const struct app *app, struct arena *a, struct public_id who,
	struct str sealed, struct learning_about *ret)
{
	struct vault_place place = about_place(a, who);
	struct json *body;
	struct str text;
	TRY(vault_open(app->vault, a, &place, sealed, &text));
	TRY(json_parse(a, text, &json_limits_default, &body));
	*ret = (struct learning_about){.partner = json_str(json_get(body, STR("partner"))),
		.relation = json_str(json_get(body, STR("relation")))};
	return NULL;
}

/* --- all of it --- */

struct reading {
	struct learning_act act;
	size_t lang;
	struct learning_project_row *project;
	struct project_text_row_list described;
	struct project_activity_row_list activities;
	struct learning_text_row_list texts;
	struct learning_comment_row_list comments;
	struct evidence_row_list evidence;
	struct referee_row_list referees;
};

static err_t read_rows(struct tx *tx, struct reading *io)
{
	struct arena *a = io->act.arena;
	struct row_id who = io->act.participant;
	TRY(learning_project(tx, a, io->act.project, &io->project));
	TRY(project_texts(tx, a, io->act.project, &io->described));
	TRY(project_activities(tx, a, io->act.project, &io->activities));
	TRY(learning_texts(tx, a, who, &io->texts));
	TRY(evidence_rows(tx, a, who, &io->evidence));
	TRY(referee_rows(tx, a, who, &io->referees));
	return learning_comments(tx, a, who, &io->comments);
}

struct formers {
	struct learning_area *at;
	size_t len, cap;
};

/* The start until its first day is over, the end from its last one on. */
static enum project_moment moment_now(const struct reading *r)
{
	day today = zone_day(r->act.now), first = DAY_NONE, last = DAY_NONE;
	for (size_t i = 0; i < r->activities.len; i++) {
		const struct project_activity_row *it = &r->activities.at[i];
		if (it->removed)
			continue;
		first = first == DAY_NONE || it->starts < first ? it->starts : first;
		last = last == DAY_NONE || it->ends > last ? it->ends : last;
	}
	if (first == DAY_NONE || today <= first)
		return PROJECT_START;
	return today < last ? PROJECT_HALFWAY : PROJECT_END;
}

/* In the reader's language, or in whichever there is. */
static struct str goals_of(
	const struct project *p, struct str field, struct str own, struct str *io_lang)
{
	struct str goals = project_text_of(p, field, own);
	for (size_t i = 0; i < p->texts_len && !goals.len; i++)
		if (str_eq(p->texts[i].field, field)) {
			goals = p->texts[i].text;
			*io_lang = p->texts[i].lang;
		}
	return goals;
}

static err_t fill_areas(const struct reading *r, struct learning *io)
{
	const struct learning_act *act = &r->act;
	const struct project_framework *f = io->type->framework;
	struct str own = lang_tag(i18n_at(act->app->i18n, r->lang));
	struct learning_area *areas = arena_array(act->arena, struct learning_area, f->areas_len);
	struct project p = {0};
	TRY(project_read_texts(act->arena, &r->described, &p));
	io->goals = goals_of(&p, PROJECT_FIELD_GOALS, own, &io->goals_lang);
	for (size_t i = 0; i < f->areas_len; i++) {
		areas[i].area = &f->areas[i];
		areas[i].goals = goals_of(&p, project_goal_field(act->arena, f->areas[i].id), own,
			&areas[i].goals_lang);
	}
	for (size_t i = 0; i < r->texts.len; i++) {
		const struct learning_text_row *row = &r->texts.at[i];
		const struct project_area *area = project_area_find(f, row->area);
		enum project_moment moment = project_moment_parse(row->moment);
		if (!area || moment == PROJECT_MOMENTS)
			continue;
		struct learning_area *to = &areas[area - f->areas];
		TRY(learning_open_text(
			act->app, act->arena, act->who, moment, row, &to->texts[moment]));
		io->written += row->counts && !to->counts;
		to->counts |= row->counts;
	}
	io->areas = areas;
	io->len = f->areas_len;
	return NULL;
}

/* What stands there of that area, so far: added when nothing does. */
static struct learning_area *former_at(
	struct arena *a, const struct project_area *area, struct formers *io)
{
	for (size_t i = 0; i < io->len; i++)
		if (io->at[i].area == area)
			return &io->at[i];
	vec_push(a, io, (struct learning_area){.area = area});
	return &io->at[io->len - 1];
}

/* Of another framework: kept, and back with it. */
static err_t fill_former(const struct reading *r, struct learning *io)
{
	const struct learning_act *act = &r->act;
	struct formers all = {0};
	for (size_t i = 0; i < r->texts.len && !act->at; i++) {
		const struct learning_text_row *row = &r->texts.at[i];
		const struct project_area *area = project_area_anywhere(
			act->app->project_types, r->lang, io->type, row->area);
		enum project_moment moment = project_moment_parse(row->moment);
		struct learning_text text;
		if (!area || moment == PROJECT_MOMENTS ||
			project_area_find(io->type->framework, row->area))
			continue;
		TRY(learning_open_text(act->app, act->arena, act->who, moment, row, &text));
		if (text.text.len || text.is_damaged)
			former_at(act->arena, area, &all)->texts[moment] = text;
	}
	io->former = all.at;
	io->former_len = all.len;
	return NULL;
}

/* Said since it was handed in, and not yet followed by being fine. */
static bool is_new(const struct learning *l, usec made)
{
	return l->submitted && made >= l->submitted && made >= l->accepted;
}

static err_t fill_comments(const struct reading *r, struct learning *io)
{
	const struct learning_act *act = &r->act;
	struct learning_comment *all =
		arena_array(act->arena, struct learning_comment, r->comments.len);
	for (size_t i = 0; i < r->comments.len; i++) {
		const struct learning_comment_row *row = &r->comments.at[i];
		bool by_organiser = row->author.n;
		struct vault_place place =
			learning_comment_place(act->arena, act->who, row->public, by_organiser);
		all[i] = (struct learning_comment){.area = row->area,
			.moment = project_moment_parse(row->moment),
			.made = row->made,
			.by_organiser = by_organiser,
			.name = row->name};
		TRY(vault_open_one(act->app->vault, act->arena, &place, row->body, &all[i].text,
			&all[i].is_damaged));
		io->has_suggestion |= by_organiser && is_new(io, row->made);
	}
	io->comments = all;
	io->comments_len = r->comments.len;
	return NULL;
}

static err_t fill_referees(const struct reading *r, struct learning *io)
{
	const struct learning_act *act = &r->act;
	struct referee_list all;
	const struct referee_now now = {&r->texts, io->type->framework};
	TRY(referee_open_rows(act->app, act->arena, act->who, &r->referees, &now, &all));
	io->referees = all;
	if (!act->at)
		return NULL;
	struct referee *shown = arena_array(act->arena, struct referee, all.len);
	size_t len = 0;
	for (size_t i = 0; i < all.len; i++) {
		if (!referee_counts(&all.at[i]))
			continue;
		shown[len] = all.at[i];
		shown[len++].mail = STR_NONE;
	}
	io->referees = (struct referee_list){shown, len};
	return NULL;
}

static err_t fill(const struct reading *r, struct learning *ret)
{
	const struct learning_row *row = r->act.row;
	struct learning l = {.participant = r->act.who, .name = r->act.name};
	if (!r->project)
		return err_log(ERR_NOT_FOUND, "no such project");
	l.title = r->project->title;
	l.now = moment_now(r);
	l.type = type_of(r->act.app, r->lang, r->project->type);
	if (!l.type)
		return err_log(ERR_INTERNAL, "a project of a type that is not there");
	if (row) {
		l.revision = row->revision;
		l.submitted = row->submitted ? *row->submitted : 0;
		l.accepted = row->accepted ? *row->accepted : 0;
		l.is_locked = row->is_later;
	}
	if (row && row->about.p)
		TRY(learning_open_about(
			r->act.app, r->act.arena, r->act.who, row->about, &l.about));
	TRY(evidence_open_rows(r->act.app, r->act.arena, r->act.who, &r->evidence, &l.evidence));
	TRY(fill_referees(r, &l));
	TRY(fill_areas(r, &l));
	TRY(fill_former(r, &l));
	TRY(fill_comments(r, &l));
	*ret = l;
	return NULL;
}

static err_t read_own(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(learning_own(tx, &r->act, ACTION_LEARNING_READ));
	return read_rows(tx, r);
}

err_t learning_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, size_t lang, struct learning *ret)
{
	struct reading r = {
		.act = {app, a, actor, who, .now = clock_now(app->clock)}, .lang = lang};
	TRY(db_read(app->db, read_own, &r));
	return fill(&r, ret);
}

/* The reading is noted: it is somebody else's. */
static err_t read_theirs(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(learning_theirs(tx, &r->act, ACTION_LEARNING_READ));
	TRY(learning_note(tx, &r->act, AUDIT_LEARNING_READ));
	return read_rows(tx, r);
}

err_t learning_read(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, size_t lang, struct learning *ret)
{
	struct reading r = {.act = {app, a, actor, who, at, clock_now(app->clock)}, .lang = lang};
	TRY(db_tx(app->db, read_theirs, &r));
	return fill(&r, ret);
}

bool learning_says_something(const struct learning *l)
{
	return l->written > 0;
}

const struct learning_area *learning_area_find(const struct learning *l, struct str area)
{
	for (size_t i = 0; i < l->len; i++)
		if (str_eq(l->areas[i].area->id, area))
			return &l->areas[i];
	return NULL;
}
