/* Parts of an export about the projects in which the person took part, or works as a partner. */
#include "app/export_inside.h"
#include "app/learning.h"
#include "base/vec.h"
#include "codec/input.h"
#include "db/content.h"
#include "i18n/lang.h"

static const day *day_of(const day *d)
{
	return *d == DAY_NONE ? NULL : d;
}

static void put_about(
	const struct export_making *m, const struct participant *about, struct json *io)
{
	struct str name = str_fmt(
		m->arena, "%.*s %.*s", STR_ARG(about->given_name), STR_ARG(about->family_name));
	part_text(m, io, "name", name);
	part_text(m, io, "kind", str_of(participant_kind_id(about->kind)));
	part_text(m, io, "country", about->country);
	part_text(m, io, "mail", about->mail);
	part_text(m, io, "place", about->place);
	part_text(m, io, "host", about->host);
	part_text(m, io, "language", about->language);
	part_day(m, io, "born", day_of(&about->born));
	part_day(m, io, "own_first_day", day_of(&about->starts));
	part_day(m, io, "own_last_day", day_of(&about->ends));
}

static err_t put_one(
	const struct export_making *m, const struct participation_line *line, struct json *io_items)
{
	struct participation page = {0};
	bool damaged = false;
	struct json *o = part_item(m, io_items);
	part_text(m, o, "project", line->title);
	part_text(m, o, "organisation", line->organisation);
	part_text(m, o, "state", str_of(participant_state_about(line->state)->id));
	part_day(m, o, "first_day", day_of(&line->starts));
	part_day(m, o, "last_day", day_of(&line->ends));
	TRY(part_spare(participation_get(m->app, m->arena, &m->actor, line->participant, &page),
		&damaged));
	if (damaged) {
		part_truth(m, o, "damaged", true);
		return NULL;
	}
	part_text(m, o, "words", page.message);
	part_day(m, o, "deadline", day_of(&page.deadline));
	if (page.has_asked)
		part_truth(m, o, "asked_certificate", true);
	if (!page.wants_reminders)
		part_truth(m, o, "no_reminders", true);
	put_about(m, &page.about, o);
	return NULL;
}

err_t part_projects(const struct export_making *m, struct json *io_items)
{
	struct participation_list all;
	TRY(participation_list(m->app, m->arena, &m->actor, &all));
	for (size_t i = 0; i < all.len; i++)
		TRY(put_one(m, &all.at[i], io_items));
	return NULL;
}

/* --- as a partner --- */

struct editing {
	const struct export_making *m;
	struct export_editor_list rows;
};

static err_t read_editing(struct tx *tx, void *ctx)
{
	struct editing *e = ctx;
	TRY(part_require(tx, e->m));
	return export_editors(tx, e->m->arena, e->m->actor.person, &e->rows);
}

err_t part_editors(const struct export_making *m, struct json *io_items)
{
	struct editing e = {m, {0}};
	TRY(db_read(m->app->db, read_editing, &e));
	for (size_t i = 0; i < e.rows.len; i++) {
		const struct export_editor *row = &e.rows.at[i];
		struct json *o = part_item(m, io_items);
		part_text(m, o, "organisation", row->organisation);
		part_text(m, o, "project", row->project);
		part_text(m, o, "role", row->role);
		part_text(m, o, "country", row->country);
		part_day(m, o, "last_day", &row->ends);
		part_time(m, o, "accepted", row->accepted);
		part_time(m, o, "ended", row->stopped);
	}
	return NULL;
}

/* --- what was learned there --- */

struct learned {
	const struct export_making *m;
	struct public_id who;
	struct learning l;
	struct json *items;
};

static struct json *begin_item(
	const struct learned *it, struct str area, enum project_moment moment)
{
	struct json *o = part_item(it->m, it->items);
	part_text(it->m, o, "project", it->l.title);
	part_text(it->m, o, "area", area);
	if (area.len && moment < PROJECT_MOMENTS)
		part_text(it->m, o, "moment", str_of(project_moment_id(moment)));
	return o;
}

static void put_learned(const struct learned *it, struct str area, enum project_moment moment,
	const struct learning_text *text)
{
	struct json *o = begin_item(it, area, moment);
	part_time(it->m, o, "changed", &text->changed);
	part_truth(it->m, o, "damaged", text->is_damaged);
	part_text(it->m, o, "answer", text->text);
}

static void put_referee(const struct learned *it, const struct referee *r)
{
	const struct export_making *m = it->m;
	struct json *o = begin_item(it, STR_NONE, PROJECT_MOMENTS);
	part_text(m, o, "name", r->name);
	part_text(m, o, "role", r->function);
	part_text(m, o, "mail", r->mail);
	part_text(m, o, "state", str_of(referee_state_id(r->state)));
	part_time(m, o, "made", &r->asked);
	part_truth(m, o, "damaged", r->is_damaged);
	part_text(m, o, "comment", r->words);
}

static err_t put_area(const struct learned *it, const struct learning_area *area)
{
	for (enum project_moment moment = 0; moment < PROJECT_MOMENTS; moment++) {
		struct learning_past past;
		if (!area->texts[moment].version)
			continue;
		put_learned(it, area->area->title, moment, &area->texts[moment]);
		TRY(learning_past(it->m->app, it->m->arena, &it->m->actor, it->who, area->area->id,
			moment, &past));
		for (size_t i = 0; i < past.len; i++)
			put_learned(it, area->area->title, moment, &past.at[i]);
	}
	return NULL;
}

static void put_said(const struct learned *it)
{
	for (size_t i = 0; i < it->l.comments_len; i++) {
		const struct learning_comment *said = &it->l.comments[i];
		const struct learning_area *area = learning_area_find(&it->l, said->area);
		struct json *o =
			begin_item(it, area ? area->area->title : said->area, said->moment);
		part_text(it->m, o, "by", said->name);
		part_time(it->m, o, "made", &said->made);
		part_truth(it->m, o, "damaged", said->is_damaged);
		part_text(it->m, o, "comment", said->text);
	}
}

static void put_beside(const struct learned *it)
{
	const struct learning_about *about = &it->l.about;
	if (!about->partner.len && !about->relation.len)
		return;
	struct json *o = begin_item(it, STR_NONE, PROJECT_MOMENTS);
	part_text(it->m, o, "with", about->partner);
	part_text(it->m, o, "role", about->relation);
}

static bool is_there(const struct export_making *m, struct public_id item)
{
	for (size_t i = 0; i < m->shown_len; i++)
		if (public_id_eq(m->shown[i], item))
			return true;
	return false;
}

static void put_evidence(const struct learned *it, const struct evidence *one)
{
	const struct export_making *m = it->m;
	const struct learning_area *area = learning_area_find(&it->l, one->area);
	struct json shows = json_array();
	struct json *o = begin_item(it, area ? area->area->title : one->area, PROJECT_MOMENTS);
	if (one->title.len)
		json_push(m->arena, &shows, json_of_str(one->title));
	if (one->link.len)
		json_push(m->arena, &shows, json_of_str(one->link));
	part_time(m, o, "made", &one->made);
	part_truth(m, o, "damaged", one->is_damaged);
	json_set(m->arena, o, STR("shows"), shows);
	if (is_there(m, one->public))
		part_text(m, o, "path", export_file_path(m->arena, one->public, one->type));
}

/* What stays closed to them is not there; nor what left meanwhile. */
static err_t open_learned(struct learned *io, bool *ret_open)
{
	const struct export_making *m = io->m;
	size_t lang = m->lang ? lang_index(m->lang) : 0;
	err_t e = learning_open(m->app, m->arena, &m->actor, io->who, lang, &io->l);
	*ret_open = !e;
	if (!e || (e->code != ERR_FORBIDDEN && e->code != ERR_NOT_FOUND))
		return e;
	err_free(e);
	return NULL;
}

err_t part_learned(const struct export_making *m, struct json *io_items)
{
	struct participation_list all;
	TRY(participation_list(m->app, m->arena, &m->actor, &all));
	for (size_t i = 0; i < all.len; i++) {
		struct learned it = {.m = m, .who = all.at[i].participant, .items = io_items};
		bool is_open;
		TRY(open_learned(&it, &is_open));
		if (!is_open)
			continue;
		for (size_t k = 0; k < it.l.len; k++)
			TRY(put_area(&it, &it.l.areas[k]));
		put_said(&it);
		put_beside(&it);
		for (size_t k = 0; k < it.l.evidence.len; k++)
			put_evidence(&it, &it.l.evidence.at[k]);
		for (size_t k = 0; k < it.l.referees.len; k++)
			put_referee(&it, &it.l.referees.at[k]);
	}
	return NULL;
}

err_t export_shown_list(const struct export_making *m, struct export_shown_list *ret)
{
	struct participation_list all;
	struct export_shown_list shown = {0};
	TRY(participation_list(m->app, m->arena, &m->actor, &all));
	for (size_t i = 0; i < all.len; i++) {
		struct learned it = {.m = m, .who = all.at[i].participant};
		bool is_open;
		TRY(open_learned(&it, &is_open));
		for (size_t k = 0; is_open && k < it.l.evidence.len; k++) {
			const struct evidence *one = &it.l.evidence.at[k];
			struct export_shown file = {it.who, one->public, one->type, one->size};
			if (one->size && !one->is_damaged)
				vec_push(m->arena, &shown, file);
		}
	}
	*ret = shown;
	return NULL;
}

/* --- what was issued there --- */

err_t part_certificates(const struct export_making *m, struct json *io_items)
{
	for (size_t i = 0; i < m->certificates_len; i++) {
		const struct export_certificate *it = &m->certificates[i];
		struct json *o = part_item(m, io_items), paths = json_array();
		part_text(m, o, "project", it->project);
		part_text(m, o, "organisation", it->organisation);
		if (it->is_damaged) {
			part_truth(m, o, "damaged", true);
			continue;
		}
		part_int(m, o, "revision", it->revision);
		part_text(m, o, "state", it->state);
		part_day(m, o, "issued", &it->issued);
		part_text(m, o, "reason", it->reason);
		for (size_t k = 0; k < it->paths_len; k++)
			json_push(m->arena, &paths, json_of_str(it->paths[k]));
		json_set(m->arena, o, STR("paths"), paths);
	}
	return NULL;
}
