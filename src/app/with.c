/* Another's passport: which parts the actor may read, reading one, and a picture in it. */
#include "app/conversation_inside.h"
#include "app/passport_inside.h"
#include "app/reading.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

struct visiting {
	struct arena *arena;
	const struct actor *actor;
	struct public_id owner;
	struct str scope; /* to read; empty: none */
	usec now;
	struct text_list questions; /* of that scope */

	struct passport_owner_row *row;
	struct access_part part, talk; /* what the actor may read, and comment on */
	struct talk_point_row_list points;
	struct talk_last_row_list last;
	struct passport_rows rows;
	struct comment_row_list comments;
};

static err_t enter(struct tx *tx, struct visiting *v)
{
	TRY(passport_owner(tx, v->arena, v->owner, &v->row));
	if (!v->row || v->row->id.n == v->actor->person.n)
		return err_log(ERR_NOT_FOUND, "no other's passport");
	return access_passport(
		tx, v->arena, v->actor, ACTION_PASSPORT_READ, v->row->id, v->now, &v->part);
}

static err_t open_door(struct tx *tx, void *ctx)
{
	struct visiting *v = ctx;
	TRY(enter(tx, v));
	TRY(talk_latest_with(tx, v->arena, v->row->id, v->actor->person, &v->last));
	return talk_points_with(tx, v->arena, v->row->id, v->actor->person, &v->points);
}

static err_t enter_part(struct tx *tx, struct visiting *v, const struct access_scope **ret_granted)
{
	TRY(enter(tx, v));
	const struct access_scope *granted = access_find(&v->part, v->scope);
	if (!granted)
		return err_log(ERR_NOT_FOUND, "this part is not granted");
	*ret_granted = granted;
	return NULL;
}

/* Who came by a live link reads, and no more. */
static err_t find_talk(struct tx *tx, struct visiting *v)
{
	v->talk = (struct access_part){0};
	err_t e = access_passport(
		tx, v->arena, v->actor, ACTION_PASSPORT_COMMENT, v->row->id, v->now, &v->talk);
	if (e && e->code == ERR_NOT_FOUND) {
		err_free(e);
		return NULL;
	}
	return e;
}

static err_t read_part(struct tx *tx, void *ctx)
{
	struct visiting *v = ctx;
	const struct access_scope *granted;
	TRY(enter_part(tx, v, &granted));
	TRY(find_talk(tx, v));
	TRY(talk_points_with(tx, v->arena, v->row->id, v->actor->person, &v->points));
	TRY(passport_rows(tx, v->arena, v->row->id, &v->rows));
	TRY(comments_with(tx, v->arena, v->row->id, v->actor->person, v->questions, &v->comments));
	struct reading_note note = {v->actor, v->row->id, v->row->public, v->now};
	return reading_note(tx, &note, granted);
}

static size_t count_asked(const struct app *app, const struct visiting *v, struct str scope)
{
	size_t count = 0;
	for (size_t i = 0; i < v->points.len; i++) {
		const struct talk_point_row *row = &v->points.at[i];
		const struct content_question *question =
			content_question(app->content, 0, row->question);
		count += question && str_eq(question->scope, scope) && row->asked && !row->talked;
	}
	return count;
}

static size_t count_said(const struct app *app, const struct visiting *v, struct str scope)
{
	size_t count = 0;
	for (size_t i = 0; i < v->last.len; i++) {
		const struct content_question *question =
			content_question(app->content, 0, v->last.at[i].question);
		count += question && str_eq(question->scope, scope) &&
			 v->last.at[i].author.n == v->row->id.n;
	}
	return count;
}

static void describe(
	const struct app *app, const struct visiting *v, size_t lang, struct with_person *ret)
{
	size_t count;
	const struct content_scope *all = content_scopes(app->content, lang, &count);
	const struct content_scope **scopes =
		arena_array(v->arena, const struct content_scope *, count);
	size_t *asked = arena_array(v->arena, size_t, count);
	size_t *said = arena_array(v->arena, size_t, count), len = 0;
	for (size_t i = 0; i < count; i++)
		if (access_covers(&v->part, all[i].id)) {
			asked[len] = count_asked(app, v, all[i].id);
			said[len] = count_said(app, v, all[i].id);
			scopes[len++] = &all[i];
		}
	*ret = (struct with_person){v->row->public, v->row->name, scopes, len, asked, said};
}

err_t with_open(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id owner, struct with_person *ret)
{
	struct visiting v = {
		.arena = a, .actor = actor, .owner = owner, .now = clock_now(app->clock)};
	TRY(db_read(app->db, open_door, &v));
	describe(app, &v, lang, ret);
	return NULL;
}

/* Every question of that scope, on any route. */
static struct text_list questions_of(const struct app *app, struct arena *a, struct str scope)
{
	VEC(struct str) ids = {0};
	size_t count;
	const struct content_question *all = content_questions(app->content, &count);
	for (size_t i = 0; i < count; i++)
		if (str_eq(all[i].scope, scope))
			vec_push(a, &ids, all[i].id);
	return (struct text_list){ids.at, ids.len};
}

static err_t fill_threads(const struct app *app, const struct visiting *v, struct with_chapter *io)
{
	size_t count = io->chapter.chapter->count;
	struct thread *threads = arena_array(v->arena, struct thread, count);
	for (size_t i = 0; i < count; i++) {
		struct thread_rows rows = {v->row->public, v->row->id, v->actor->person,
			io->chapter.answers[i].question->id, v->comments, v->points};
		threads[i].holder = v->actor->public;
		threads[i].holds = io->may_talk;
		TRY(conversation_thread(app, v->arena, &rows, &threads[i]));
	}
	io->threads = threads;
	return NULL;
}

/* Nothing to read is no error: the owner may not have chosen a route, or one without that part. */
static err_t fill_chapter(
	const struct app *app, const struct visiting *v, size_t lang, struct with_chapter *io)
{
	struct passport_scopes scopes = {&v->scope, 1};
	struct passport_whole whole;
	err_t e = passport_assemble(app, v->arena, v->row->public, &v->rows, &scopes, lang, &whole);
	if (e && e->code == ERR_NOT_FOUND) {
		err_free(e);
		return NULL;
	}
	TRY(e);
	if (!whole.count)
		return NULL;
	io->has_route = true;
	io->may_talk = access_covers(&v->talk, v->scope);
	io->chapter = whole.chapters[0];
	return fill_threads(app, v, io);
}

err_t with_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id owner, struct str scope, struct with_chapter *ret)
{
	struct visiting v = {.arena = a,
		.actor = actor,
		.owner = owner,
		.scope = scope,
		.now = clock_now(app->clock),
		.questions = questions_of(app, a, scope)};
	struct with_chapter found = {0};
	TRY(db_tx(app->db, read_part, &v));
	describe(app, &v, lang, &found.person);
	for (size_t i = 0; i < found.person.scopes_len; i++)
		if (str_eq(found.person.scopes[i]->id, scope))
			found.scope = found.person.scopes[i];
	if (!found.scope)
		return err_log(ERR_NOT_FOUND, "a scope that is no more");
	found.wrote = i18n_choose_any(app->i18n, &(struct i18n_wish){.account = v.row->language});
	TRY(fill_chapter(app, &v, lang, &found));
	*ret = found;
	return NULL;
}

/* --- its questions alone --- */

static err_t read_route(struct tx *tx, void *ctx)
{
	struct visiting *v = ctx;
	TRY(enter(tx, v));
	TRY(find_talk(tx, v));
	if (!access_covers(&v->talk, v->scope))
		return err_log(ERR_NOT_FOUND, "nothing to talk about there");
	return pick_list(tx, v->arena, v->row->id, &v->rows.picks);
}

err_t with_questions(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id owner, struct str scope, struct with_questions *ret)
{
	const struct content_route *route;
	struct visiting v = {
		.arena = a,
		.actor = actor,
		.owner = owner,
		.scope = scope,
		.now = clock_now(app->clock),
	};
	TRY(db_read(app->db, read_route, &v));
	TRY(passport_find_route(app, a, owner, &v.rows.picks, lang, &route));
	for (size_t i = 0; i < route->count; i++)
		if (str_eq(route->chapters[i].id, scope)) {
			*ret = (struct with_questions){v.row->name, &route->chapters[i]};
			return NULL;
		}
	return err_log(ERR_NOT_FOUND, "their route has no such chapter");
}

/* --- one picture --- */

struct showing {
	struct visiting v;
	struct str question;
	struct pick_row_list picks;
	struct answer_row *answer;
	struct public_id file;
	struct file_found *found;
};

static err_t read_answer(struct tx *tx, void *ctx)
{
	struct showing *s = ctx;
	const struct access_scope *granted;
	TRY(enter_part(tx, &s->v, &granted));
	TRY(pick_list(tx, s->v.arena, s->v.row->id, &s->picks));
	return answer_get(tx, s->v.arena, s->v.row->id, s->question, &s->answer);
}

/* Decided again here: the file leaves the store in the transaction that allows it. */
static err_t take_file(struct tx *tx, void *ctx)
{
	struct showing *s = ctx;
	const struct visiting *v = &s->v;
	const struct access_scope *granted;
	TRY(enter_part(tx, &s->v, &granted));
	TRY(file_find(tx, v->arena, v->row->id, s->file, &s->found));
	struct reading_note note = {v->actor, v->row->id, v->row->public, v->now};
	return reading_note_piece(tx, &note, granted);
}

/* What the owner's route does not ask, or asks in another part, is not shown. */
static err_t open_asked(const struct app *app, const struct showing *s, struct answer *ret)
{
	const struct content_route *route;
	struct public_id owner = s->v.row->public;
	TRY(passport_find_route(app, s->v.arena, owner, &s->picks, 0, &route));
	struct passport_answer answer = {.question = content_find(route, s->question).question};
	if (!s->answer || !answer.question || !str_eq(answer.question->scope, s->v.scope))
		return err_log(ERR_NOT_FOUND, "no such answer in this part");
	TRY(passport_open_answer(app, s->v.arena, owner, s->answer, &answer));
	*ret = answer.value;
	return NULL;
}

err_t with_picture(const struct app *app, struct arena *a, const struct actor *actor,
	const struct with_picture *place, struct file *ret)
{
	struct answer answer;
	struct showing s = {
		.v = {.arena = a,
			.actor = actor,
			.owner = place->owner,
			.scope = place->scope,
			.now = clock_now(app->clock)},
		.question = place->question,
	};
	TRY(db_read(app->db, read_answer, &s));
	TRY(open_asked(app, &s, &answer));
	if (!answer.has_file)
		return err_log(ERR_NOT_FOUND, "no picture stands there");
	s.file = answer.file;
	TRY(db_tx(app->db, take_file, &s));
	return file_open(app, a, s.v.row->public, s.found, ret);
}
