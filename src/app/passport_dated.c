/*
 * Dated versions. Sealed as one JSON object: content (its version), route, wording, and answers,
 * each with question, stored, answered, version and changed.
 */
#include "app/passport_inside.h"

#include "app/audit.h"
#include "base/arena.h"
#include "codec/json.h"
#include "crypto/vault.h"

#define BODY_MOST ((size_t)8 << 20)
#define TRIES 3 /* at a passport whose pictures change meanwhile */

static struct vault_place place_of(struct arena *a, struct public_id owner, struct public_id dated)
{
	return (struct vault_place){owner, "passport_version", public_id_print(a, dated), "body"};
}

/* --- making one --- */

static struct json answer_json(struct arena *a, const struct passport_answer *answer)
{
	struct json object = json_object();
	json_set(a, &object, STR("question"), json_of_str(answer->question->id));
	json_set(a, &object, STR("stored"), json_of_str(answer->stored));
	json_set(a, &object, STR("answered"), json_of_bool(answer->answered));
	json_set(a, &object, STR("version"), json_of_int(a, answer->version));
	json_set(a, &object, STR("changed"), json_of_int(a, answer->changed));
	return object;
}

err_t passport_dated_seal(const struct app *app, struct arena *a,
	const struct passport_dated_new *dated, struct str *ret_sealed)
{
	struct vault_place place = place_of(a, dated->owner, dated->public);
	struct json answers = json_array(), body = json_object();
	struct buf out;
	for (size_t i = 0; i < dated->len; i++)
		json_push(a, &answers, answer_json(a, &dated->answers[i]));
	json_set(a, &body, STR("content"), json_of_int(a, dated->content));
	json_set(a, &body, STR("route"), json_of_str(dated->route));
	json_set(a, &body, STR("wording"), json_of_str(dated->wording));
	json_set(a, &body, STR("answers"), answers);
	buf_init(&out, a, 16 << 10, BODY_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(app->vault, a, &place, buf_str(&out), ret_sealed);
}

/* What was written in it. */
static struct passport_answer *answers_of(
	struct arena *a, const struct passport_whole *whole, size_t *ret_len)
{
	size_t most = 0, len = 0;
	for (size_t i = 0; i < whole->count; i++)
		most += whole->chapters[i].chapter->count;
	struct passport_answer *answers = arena_array(a, struct passport_answer, most);
	for (size_t i = 0; i < whole->count; i++)
		for (size_t k = 0; k < whole->chapters[i].chapter->count; k++)
			if (whole->chapters[i].answers[k].stored.len)
				answers[len++] = whole->chapters[i].answers[k];
	*ret_len = len;
	return answers;
}

struct dating {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	struct public_id public;
	struct str sealed;
	const struct passport_answer *answers; /* that it holds */
	size_t answers_len;
	usec now;
	struct version_row *row;
	struct version_mark_list marks;
	struct passport_files files;
};

static err_t note(struct tx *tx, const struct dating *d, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = d->actor, .subject = &d->actor->public, .action = action, .at = d->now};
	return audit_note(tx, &entry);
}

/* The file of a picture that was replaced since it was read may be gone. */
static err_t check_pictures(struct tx *tx, const struct dating *d)
{
	for (size_t i = 0; i < d->answers_len; i++) {
		const struct passport_answer *answer = &d->answers[i];
		struct answer_row *row;
		if (!answer->value.has_file)
			continue;
		TRY(answer_get(tx, d->arena, d->actor->person, answer->question->id, &row));
		if (!row || row->version != answer->version)
			return err_log(ERR_CONFLICT, "a picture changed meanwhile");
	}
	return NULL;
}

static err_t put_version(struct tx *tx, void *ctx)
{
	struct dating *d = ctx;
	struct row_id person = d->actor->person;
	int64_t count;
	TRY(access_require(tx, d->actor, ACTION_PASSPORT_WRITE, person));
	TRY(version_count(tx, person, &count));
	if (count >= PASSPORT_DATED_MOST)
		return err_say(
			ERR_INVALID, N_("You have many dated versions. Take one away first."));
	TRY(check_pictures(tx, d));
	TRY(version_add(
		tx, person, d->public, d->now, content_version(d->app->content), d->sealed));
	return note(tx, d, AUDIT_DATED_MAKE);
}

static err_t try_to_make(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct dating d = {
		.app = app,
		.arena = a,
		.actor = actor,
		.public = public_id_new(app->random),
		.now = clock_now(app->clock),
	};
	struct passport_whole whole;
	TRY(passport_read(app, a, actor, 0, &whole));
	struct passport_dated_new new = {
		.owner = actor->public,
		.public = d.public,
		.content = content_version(app->content),
		.route = whole.route->id,
		.wording = content_wording_id(whole.route->wording),
	};
	new.answers = answers_of(a, &whole, &new.len);
	d.answers = new.answers;
	d.answers_len = new.len;
	TRY(passport_dated_seal(app, a, &new, &d.sealed));
	return db_tx(app->db, put_version, &d);
}

err_t passport_dated_make(const struct app *app, struct arena *a, const struct actor *actor)
{
	err_t e = try_to_make(app, a, actor);
	for (int tries = 1; e && e->code == ERR_CONFLICT && tries < TRIES; tries++) {
		err_free(e);
		e = try_to_make(app, a, actor);
	}
	return e;
}

/* --- looking at them --- */

static err_t read_list(struct tx *tx, void *ctx)
{
	struct dating *d = ctx;
	TRY(access_require(tx, d->actor, ACTION_PASSPORT_READ, d->actor->person));
	return version_list(tx, d->arena, d->actor->person, &d->marks);
}

err_t passport_dated_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct passport_dated_list *ret)
{
	struct dating d = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_list, &d));
	struct passport_dated *dated = arena_array(a, struct passport_dated, d.marks.len);
	for (size_t i = 0; i < d.marks.len; i++)
		dated[i] = (struct passport_dated){
			d.marks.at[i].public, d.marks.at[i].made, d.marks.at[i].imported};
	*ret = (struct passport_dated_list){dated, d.marks.len};
	return NULL;
}

static err_t read_version(struct tx *tx, void *ctx)
{
	struct dating *d = ctx;
	TRY(access_require(tx, d->actor, ACTION_PASSPORT_READ, d->actor->person));
	TRY(version_get(tx, d->arena, d->actor->person, d->public, &d->row));
	return d->row ? NULL : err_log(ERR_NOT_FOUND, "no such dated version");
}

static struct passport_answer answer_from(
	struct arena *a, const struct content_question *question, const struct json *source)
{
	struct passport_answer answer = {.question = question};
	const struct json *answered = json_get(source, STR("answered"));
	answer.stored = json_str(json_get(source, STR("stored")));
	answer.value = answer_of(a, question, answer.stored);
	answer.answered = answered && answered->type == JSON_BOOL && answered->truth;
	if (!json_int(json_get(source, STR("version")), &answer.version) ||
		!json_int(json_get(source, STR("changed")), &answer.changed))
		answer.version = answer.changed = 0;
	return answer;
}

static const struct json *find_answer(const struct json *answers, struct str question)
{
	json_each_item (it, answers)
		if (str_eq(json_str(json_get(it, STR("question"))), question))
			return it;
	return NULL;
}

static void fill_chapter(struct arena *a, const struct json *answers, struct passport_chapter *io)
{
	size_t count = io->chapter->count;
	struct passport_answer *filled = arena_array(a, struct passport_answer, count);
	for (size_t i = 0; i < count; i++) {
		const struct content_question *question = &io->chapter->questions[i];
		const struct json *source = find_answer(answers, question->id);
		filled[i].question = question;
		if (source)
			filled[i] = answer_from(a, question, source);
		io->answered += filled[i].answered;
	}
	io->answers = filled;
}

/* What that day's route asked and today's does not. */
static void fill_hidden(const struct app *app, struct arena *a, const struct json *answers,
	size_t lang, struct passport_whole *io)
{
	struct passport_answer *hidden = arena_array(a, struct passport_answer, answers->len);
	json_each_item (source, answers) {
		struct str id = json_str(json_get(source, STR("question")));
		const struct content_question *question = content_question(app->content, lang, id);
		if (question && !content_find(io->route, id).question)
			hidden[io->hidden_count++] = answer_from(a, question, source);
	}
	io->hidden = hidden;
}

err_t passport_dated_open(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id dated, struct str sealed, struct json **ret_body)
{
	static const struct json_limits limits = {BODY_MOST, 8, 10000};
	struct vault_place place = place_of(a, owner, dated);
	struct str body;
	TRY(vault_open(app->vault, a, &place, sealed, &body));
	return json_parse(a, body, &limits, ret_body);
}

static err_t whole_from(const struct app *app, struct arena *a, const struct json *source,
	size_t lang, struct passport_whole *ret)
{
	struct passport_whole whole = {0};
	struct content_picks picks;
	const struct json *answers = json_get(source, STR("answers"));
	if (!answers || answers->type != JSON_ARRAY)
		return err_log(ERR_INTERNAL, "a dated version without answers");
	TRY(content_route_picks(app->content, json_str(json_get(source, STR("route"))), &picks));
	picks.wording = content_wording_find(json_str(json_get(source, STR("wording"))));
	whole.route = content_route(app->content, lang, &picks);
	for (size_t i = 0; i < whole.route->count; i++) {
		whole.chapters[i].chapter = &whole.route->chapters[i];
		fill_chapter(a, answers, &whole.chapters[i]);
	}
	whole.count = whole.route->count;
	fill_hidden(app, a, answers, lang, &whole);
	*ret = whole;
	return NULL;
}

err_t passport_dated_read(const struct app *app, struct arena *a, const struct actor *actor,
	size_t lang, struct public_id dated, usec *ret_made, struct passport_whole *ret_whole)
{
	struct dating d = {.arena = a, .actor = actor, .public = dated};
	struct json *body;
	TRY(db_read(app->db, read_version, &d));
	TRY(passport_dated_open(app, a, actor->public, dated, d.row->body, &body));
	TRY(whole_from(app, a, body, lang, ret_whole));
	*ret_made = d.row->made;
	return NULL;
}

static err_t delete_version(struct tx *tx, void *ctx)
{
	struct dating *d = ctx;
	struct row_id person = d->actor->person;
	int64_t count;
	TRY(access_require(tx, d->actor, ACTION_PASSPORT_WRITE, person));
	TRY(version_delete(tx, person, d->public, &count));
	if (!count)
		return err_log(ERR_NOT_FOUND, "no such dated version");
	TRY(passport_files_drop(tx, d->arena, person, &d->files));
	return note(tx, d, AUDIT_DATED_DELETE);
}

err_t passport_dated_delete(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id dated)
{
	struct dating d = {
		.arena = a, .actor = actor, .public = dated, .now = clock_now(app->clock)};
	TRY(passport_files_read(app, a, actor, &d.files));
	return db_tx(app->db, delete_version, &d);
}
