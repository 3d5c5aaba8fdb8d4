/* Which files the pictures of a passport name, and dropping those that nothing names any more. */
#include "app/passport_inside.h"

#include "base/arena.h"
#include "base/vec.h"
#include "codec/json.h"

struct answer_rows {
	struct answer_row *at;
	size_t len, cap;
};

struct reading {
	struct arena *arena;
	const struct content *content;
	const struct actor *actor;
	struct answer_rows answers;
	struct export_version_list dated;
};

/* --- what stands there --- */

static err_t read_question(struct tx *tx, struct arena *a, struct row_id person,
	struct str question, struct answer_rows *io)
{
	struct answer_row *present;
	struct answer_row_list past;
	TRY(answer_get(tx, a, person, question, &present));
	TRY(answer_past_list(tx, a, person, question, &past));
	if (present)
		vec_push(a, io, *present);
	for (size_t i = 0; i < past.len; i++)
		vec_push(a, io, past.at[i]);
	return NULL;
}

/* To every question that asks for a picture, now and before. */
static err_t read_answers(struct tx *tx, struct arena *a, const struct content *content,
	struct row_id person, struct answer_rows *io)
{
	size_t count;
	const struct content_question *questions = content_questions(content, &count);
	for (size_t i = 0; i < count; i++)
		if (questions[i].kind == CONTENT_PHOTO)
			TRY(read_question(tx, a, person, questions[i].id, io));
	return NULL;
}

static err_t read_all(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	struct row_id person = r->actor->person;
	TRY(access_require(tx, r->actor, ACTION_PASSPORT_READ, person));
	TRY(read_answers(tx, r->arena, r->content, person, &r->answers));
	return export_versions(tx, r->arena, person, &r->dated);
}

/* --- opened --- */

void passport_files_add(struct arena *a, struct str question, int64_t version,
	const struct answer *value, struct passport_files *io)
{
	struct passport_naming naming = {.question = question,
		.version = version,
		.has_file = value->has_file,
		.file = value->file};
	vec_push(a, io, naming);
}

static err_t add_answer(const struct app *app, const struct reading *r,
	const struct answer_row *row, struct passport_files *io)
{
	struct passport_answer answer = {
		.question = content_question(app->content, 0, row->question)};
	TRY(passport_open_answer(app, r->arena, r->actor->public, row, &answer));
	passport_files_add(r->arena, row->question, row->version, &answer.value, io);
	io->at[io->len - 1].is_damaged = answer.is_damaged;
	return NULL;
}

/* One of the version itself, whatever it holds, and one of each picture in it. */
static err_t add_dated(const struct app *app, const struct reading *r,
	const struct export_version *row, struct passport_files *io)
{
	struct passport_naming naming = {.dated = row->public};
	struct json *body = NULL;
	err_t e =
		passport_dated_open(app, r->arena, r->actor->public, row->public, row->body, &body);
	if (e && e->code == ERR_EXPIRED)
		return e;
	err_free(e);
	const struct json *answers = json_get(body, STR("answers"));
	naming.is_damaged = !answers || answers->type != JSON_ARRAY;
	vec_push(r->arena, io, naming);
	if (naming.is_damaged)
		return NULL;
	json_each_item (it, answers) {
		const struct content_question *question =
			content_question(app->content, 0, json_str(json_get(it, STR("question"))));
		if (!question || question->kind != CONTENT_PHOTO)
			continue;
		struct answer value =
			answer_of(r->arena, question, json_str(json_get(it, STR("stored"))));
		naming.has_file = value.has_file;
		naming.file = value.file;
		vec_push(r->arena, io, naming);
	}
	return NULL;
}

err_t passport_files_read(const struct app *app, struct arena *a, const struct actor *actor,
	struct passport_files *ret)
{
	struct reading r = {.arena = a, .content = app->content, .actor = actor};
	struct passport_files files = {.content = app->content};
	TRY(db_read(app->db, read_all, &r));
	for (size_t i = 0; i < r.answers.len; i++)
		TRY(add_answer(app, &r, &r.answers.at[i], &files));
	for (size_t i = 0; i < r.dated.len; i++)
		TRY(add_dated(app, &r, &r.dated.at[i], &files));
	*ret = files;
	return NULL;
}

/* --- dropping --- */

struct standing {
	struct answer_rows answers;
	struct version_mark_list dated;
};

static bool is_of_answer(const struct passport_naming *naming, const struct answer_row *row)
{
	return naming->version == row->version && str_eq(naming->question, row->question);
}

static bool is_of_dated(const struct passport_naming *naming, const struct version_mark *mark)
{
	return !naming->question.len && public_id_eq(naming->dated, mark->public);
}

static bool stands(const struct standing *s, const struct passport_naming *naming)
{
	for (size_t i = 0; i < s->answers.len; i++)
		if (is_of_answer(naming, &s->answers.at[i]))
			return true;
	for (size_t i = 0; i < s->dated.len; i++)
		if (is_of_dated(naming, &s->dated.at[i]))
			return true;
	return false;
}

static bool knows_answer(const struct passport_files *files, const struct answer_row *row)
{
	for (size_t i = 0; i < files->len; i++)
		if (is_of_answer(&files->at[i], row))
			return !files->at[i].is_damaged;
	return false;
}

static bool knows_dated(const struct passport_files *files, const struct version_mark *mark)
{
	for (size_t i = 0; i < files->len; i++)
		if (is_of_dated(&files->at[i], mark))
			return !files->at[i].is_damaged;
	return false;
}

static bool knows_all(const struct passport_files *files, const struct standing *s)
{
	for (size_t i = 0; i < s->answers.len; i++)
		if (!knows_answer(files, &s->answers.at[i]))
			return false;
	for (size_t i = 0; i < s->dated.len; i++)
		if (!knows_dated(files, &s->dated.at[i]))
			return false;
	return true;
}

static bool is_named(
	const struct passport_files *files, const struct standing *s, struct public_id file)
{
	for (size_t i = 0; i < files->len; i++) {
		const struct passport_naming *naming = &files->at[i];
		if (naming->has_file && public_id_eq(naming->file, file) && stands(s, naming))
			return true;
	}
	return false;
}

err_t passport_files_drop(
	struct tx *tx, struct arena *a, struct row_id person, const struct passport_files *files)
{
	struct standing s = {0};
	TRY(read_answers(tx, a, files->content, person, &s.answers));
	TRY(version_list(tx, a, person, &s.dated));
	if (!knows_all(files, &s))
		return NULL;
	for (size_t i = 0; i < files->len; i++)
		if (files->at[i].has_file && !is_named(files, &s, files->at[i].file))
			TRY(file_remove(tx, person, files->at[i].file));
	return NULL;
}
