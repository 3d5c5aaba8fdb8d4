/* Parts of an export about what the person wrote. */
#include "app/answer.h"
#include "app/content.h"
#include "app/export_inside.h"
#include "app/passport.h"
#include "app/pick.h"
#include "i18n/lang.h"

struct gathering {
	const struct export_making *m;
	struct export_pick_list picks;
	struct answer_row_list answers;
	struct export_past_row_list past;
	struct export_version_list versions;
	struct export_file_list files;
};

static err_t read_passport(struct tx *tx, void *ctx)
{
	struct gathering *g = ctx;
	struct row_id person = g->m->actor.person;
	TRY(part_require(tx, g->m));
	TRY(export_picks(tx, g->m->arena, person, &g->picks));
	TRY(answer_list(tx, g->m->arena, person, &g->answers));
	TRY(export_past(tx, g->m->arena, person, &g->past));
	TRY(export_versions(tx, g->m->arena, person, &g->versions));
	return export_files(tx, g->m->arena, person, &g->files);
}

static err_t gather(const struct export_making *m, struct gathering *ret)
{
	*ret = (struct gathering){.m = m};
	return db_read(m->app->db, read_passport, ret);
}

/* --- choices --- */

static err_t open_pick(const struct export_making *m, struct str choice, struct str sealed,
	bool *io_damaged, struct content_picks *ret)
{
	struct pick_row row = {choice, sealed};
	struct pick_row_list rows = {&row, 1};
	TRY(pick_open(m->app, m->arena, m->actor.public, &rows, ret));
	*io_damaged |= ret->is_damaged;
	return NULL;
}

static struct str picked(const struct content_picks *picks, size_t choice, bool is_wording)
{
	return is_wording ? content_wording_id(picks->wording) : picks->option[choice];
}

static err_t put_pick(
	const struct export_making *m, const struct export_pick *row, struct json *io_items)
{
	size_t count, at = content_choice_find(m->app->content, row->choice);
	const struct content_choice *choices =
		content_choices(m->app->content, lang_index(m->lang), &count);
	bool is_wording = str_is(row->choice, PICK_WORDING), damaged = false;
	struct content_picks now, before = {0};
	struct json *o = part_item(m, io_items);
	part_text(m, o, "choice", row->choice);
	part_time(m, o, "changed", &row->changed);
	if (at == count && !is_wording)
		return NULL;
	TRY(open_pick(m, row->choice, row->option, &damaged, &now));
	if (row->former.p)
		TRY(open_pick(m, row->choice, row->former, &damaged, &before));
	if (!is_wording)
		part_text(m, o, "text", choices[at].text);
	part_truth(m, o, "damaged", damaged);
	part_text(m, o, "option", picked(&now, at, is_wording));
	part_text(m, o, "before", picked(&before, at, is_wording));
	return NULL;
}

err_t part_choices(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.picks.len; i++)
		TRY(put_pick(m, &g.picks.at[i], io_items));
	return NULL;
}

/* --- answers --- */

struct version {
	struct str question, body;
	int64_t number;
	usec changed;
};

static void put_stored(const struct export_making *m, const struct content_question *question,
	struct str stored, struct json *io)
{
	struct answer answer = answer_of(m->arena, question, stored);
	json_set(m->arena, io, STR("stored"), json_of_str(stored));
	part_text(m, io, "answer", answer.words);
}

static err_t put_version(
	const struct export_making *m, const struct version *v, struct json *io_items)
{
	const struct content_question *question =
		content_question(m->app->content, lang_index(m->lang), v->question);
	struct json *o = part_item(m, io_items);
	struct str stored;
	bool damaged = false;
	part_text(m, o, "question", v->question);
	part_int(m, o, "version", v->number);
	part_time(m, o, "changed", &v->changed);
	if (!question)
		return NULL;
	part_text(m, o, "text", question->text);
	TRY(part_spare(answer_open(m->app, m->arena, m->actor.public, question, v->body, &stored),
		&damaged));
	part_truth(m, o, "damaged", damaged);
	if (!damaged)
		put_stored(m, question, stored, o);
	return NULL;
}

err_t part_answers(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.answers.len; i++) {
		const struct answer_row *row = &g.answers.at[i];
		struct version v = {row->question, row->body, row->version, row->changed};
		TRY(put_version(m, &v, io_items));
	}
	return NULL;
}

err_t part_earlier(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.past.len; i++) {
		const struct export_past_row *row = &g.past.at[i];
		struct version v = {row->question, row->body, row->version, row->changed};
		TRY(put_version(m, &v, io_items));
	}
	return NULL;
}

/* --- dated versions --- */

static err_t open_dated(const struct export_making *m, const struct export_version *row,
	bool *io_damaged, struct json **ret_body)
{
	*ret_body = NULL;
	return part_spare(passport_dated_open(m->app, m->arena, m->actor.public, row->public,
				  row->body, ret_body),
		io_damaged);
}

err_t part_dated(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.versions.len; i++) {
		const struct export_version *row = &g.versions.at[i];
		struct json *o = part_item(m, io_items), *body;
		bool damaged = false;
		TRY(open_dated(m, row, &damaged, &body));
		part_int(m, o, "dated", (int64_t)i + 1);
		part_time(m, o, "made", &row->made);
		part_time(m, o, "imported", row->imported);
		part_archived(m, o, export_dated_path(m->arena, row->public, row->made));
		part_int(m, o, "content", row->content);
		part_truth(m, o, "damaged", damaged);
		part_text(m, o, "route", json_str(json_get(body, STR("route"))));
		part_text(m, o, "wording", json_str(json_get(body, STR("wording"))));
	}
	return NULL;
}

static void put_dated_answer(const struct export_making *m, int64_t dated,
	const struct json *source, struct json *io_items)
{
	struct str id = json_str(json_get(source, STR("question")));
	struct str stored = json_str(json_get(source, STR("stored")));
	const struct content_question *question =
		content_question(m->app->content, lang_index(m->lang), id);
	struct json *o = part_item(m, io_items);
	int64_t n;
	part_int(m, o, "dated", dated);
	part_text(m, o, "question", id);
	if (json_int(json_get(source, STR("version")), &n))
		part_int(m, o, "version", n);
	if (json_int(json_get(source, STR("changed")), &n))
		part_time(m, o, "changed", &n);
	if (!question)
		return;
	part_text(m, o, "text", question->text);
	put_stored(m, question, stored, o);
}

err_t part_dated_answers(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.versions.len; i++) {
		struct json *body;
		bool damaged = false;
		TRY(open_dated(m, &g.versions.at[i], &damaged, &body));
		const struct json *answers = json_get(body, STR("answers"));
		if (answers && answers->type == JSON_ARRAY)
			json_each_item (it, answers)
				put_dated_answer(m, (int64_t)i + 1, it, io_items);
	}
	return NULL;
}

/* --- files --- */

err_t part_files(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.files.len; i++) {
		const struct export_file *row = &g.files.at[i];
		struct json *o = part_item(m, io_items);
		part_text(m, o, "file", public_id_print(m->arena, row->file));
		part_archived(m, o, export_file_path(m->arena, row->file, row->type));
		part_text(m, o, "type", row->type);
		part_int(m, o, "size", row->size);
		part_time(m, o, "made", &row->made);
	}
	return NULL;
}
