/* Parts of an export about the projects in which the person took part, or works as a partner. */
#include "app/export_inside.h"
#include "app/learning.h"
#include "app/official_paper.h"
#include "base/vec.h"
#include "codec/input.h"
#include "db/content.h"
#include "i18n/lang.h"

/* The official site's paper, when there is one. */
static err_t put_official(const struct export_making *m, struct public_id who, struct json *io)
{
	bool has;
	TRY(official_own_has(m->app, m->arena, &m->actor, who, &has));
	if (has)
		part_archived(m, io, export_official_path(m->arena, who));
	return NULL;
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
	part_known_day(m, o, "first_day", line->starts);
	part_known_day(m, o, "last_day", line->ends);
	TRY(part_spare(participation_get(m->app, m->arena, &m->actor, line->participant, &page),
		&damaged));
	if (damaged) {
		part_truth(m, o, "damaged", true);
		return NULL;
	}
	if (!page.about.language.len)
		page.about.language = page.invited_in;
	part_text(m, o, "words", page.message);
	part_known_day(m, o, "deadline", page.deadline);
	if (page.has_asked)
		part_truth(m, o, "asked_certificate", true);
	if (!page.wants_reminders)
		part_truth(m, o, "no_reminders", true);
	part_participant(m, &page.about, o);
	return put_official(m, line->participant, o);
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

static const struct part_column editor_columns[] = {
	PART_COLUMN(TEXT, struct export_editor, organisation, "organisation"),
	PART_COLUMN(TEXT, struct export_editor, project, "project"),
	PART_COLUMN(TEXT, struct export_editor, role, "role"),
	PART_COLUMN(TEXT, struct export_editor, country, "country"),
	PART_COLUMN(DAY, struct export_editor, ends, "last_day"),
	PART_COLUMN(TIME_IF, struct export_editor, accepted, "accepted"),
	PART_COLUMN(TIME_IF, struct export_editor, stopped, "ended"),
	{0},
};

err_t part_editors(const struct export_making *m, struct json *io_items)
{
	struct editing e = {m, {0}};
	TRY(db_read(m->app->db, read_editing, &e));
	part_rows(m, editor_columns, &PART_ROWS(e.rows), io_items);
	return NULL;
}

/* --- what was learned there --- */

struct learned {
	const struct export_making *m;
	struct public_id who;
	struct learning l;
	struct json *items;
};

static void put_text(const struct learned *it, const struct learning_area *area,
	enum project_moment moment, const struct learning_text *text)
{
	struct part_words words = {.project = it->l.title,
		.area = area->area->title,
		.moment = str_of(project_moment_id(moment)),
		.text = text->text,
		.at = text->changed,
		.is_damaged = text->is_damaged};
	part_answer(it->m, &words, it->items);
}

static err_t put_area(const struct learned *it, const struct learning_area *area)
{
	for (enum project_moment moment = 0; moment < PROJECT_MOMENTS; moment++) {
		struct learning_past past;
		if (!area->texts[moment].version)
			continue;
		put_text(it, area, moment, &area->texts[moment]);
		TRY(learning_past(it->m->app, it->m->arena, &it->m->actor, it->who, area->area->id,
			moment, &past));
		for (size_t i = 0; i < past.len; i++)
			put_text(it, area, moment, &past.at[i]);
	}
	return NULL;
}

static struct str area_of(const struct learned *it, struct str id)
{
	const struct learning_area *area = learning_area_find(&it->l, id);
	return area ? area->area->title : id;
}

static void put_said(const struct learned *it, const struct learning_comment *said)
{
	bool has_moment = said->moment < PROJECT_MOMENTS;
	struct part_words words = {.project = it->l.title,
		.area = area_of(it, said->area),
		.moment = has_moment ? str_of(project_moment_id(said->moment)) : STR_NONE,
		.by = said->name,
		.text = said->text,
		.at = said->made,
		.is_damaged = said->is_damaged};
	part_comment(it->m, &words, it->items);
}

static void put_evidence(const struct learned *it, const struct evidence *one)
{
	struct str path = STR_NONE;
	if (one->size)
		path = export_file_path(it->m->arena, one->public, one->type);
	part_shows(it->m, it->l.title, area_of(it, one->area), one, path, it->items);
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
		for (size_t k = 0; k < it.l.former_len; k++)
			TRY(put_area(&it, &it.l.former[k]));
		for (size_t k = 0; k < it.l.comments_len; k++)
			put_said(&it, &it.l.comments[k]);
		part_partner(m, it.l.title, &it.l.about, io_items);
		for (size_t k = 0; k < it.l.evidence.len; k++)
			put_evidence(&it, &it.l.evidence.at[k]);
		for (size_t k = 0; k < it.l.referees.len; k++)
			part_referee(m, it.l.title, &it.l.referees.at[k], io_items);
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
		struct json *o = part_item(m, io_items);
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
		part_all_archived(m, o, it->paths, it->paths_len);
	}
	return NULL;
}
