/* Answers, opened: one question with its place on the route, or everything that the route asks. */
#include "app/passport_inside.h"

err_t passport_open_answer(const struct app *app, struct arena *a, struct public_id owner,
	const struct answer_row *row, struct passport_answer *io)
{
	err_t e = answer_open(app, a, owner, io->question, row->body, &io->stored);
	io->is_damaged = e && e->code == ERR_INTERNAL;
	if (e && !io->is_damaged)
		return e;
	err_free(e);
	io->value = answer_of(a, io->question, io->stored);
	io->answered = row->answered && !io->is_damaged;
	io->version = row->version;
	io->changed = row->changed;
	return NULL;
}

/* --- one question --- */

struct asking {
	struct arena *arena;
	const struct actor *actor;
	struct str question;
	struct pick_row_list picks;
	struct answer_row *answer;
	struct answer_mark_list marks;
	struct past_mark *past;
};

static err_t read_question(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	TRY(access_require(tx, q->actor, ACTION_PASSPORT_READ, person));
	TRY(pick_list_soon(tx, q->arena, person, &q->picks));
	TRY(answer_marks_soon(tx, q->arena, person, &q->marks));
	TRY(answer_past_newest_soon(tx, q->arena, person, q->question, &q->past));
	return answer_get_soon(tx, q->arena, person, q->question, &q->answer);
}

static const bool *chapter_marks(struct arena *a, const struct content_chapter *chapter,
	const struct answer_mark_list *marks)
{
	bool *answered = arena_array(a, bool, chapter->count);
	for (size_t i = 0; i < chapter->count; i++)
		answered[i] = passport_is_answered(marks, chapter->questions[i].id);
	return answered;
}

/* The question before and after, across chapters; no chapter is without questions. */
static void find_neighbours(const struct content_route *route, struct passport_question *io)
{
	size_t at = io->place.at, chapter_at = io->place.chapter_at;
	const struct content_chapter *chapter = io->place.chapter;
	if (at > 0)
		io->previous = &chapter->questions[at - 1];
	else if (chapter_at > 0)
		io->previous = &chapter[-1].questions[chapter[-1].count - 1];
	if (at + 1 < chapter->count)
		io->next = &chapter->questions[at + 1];
	else if (chapter_at + 1 < route->count)
		io->next = &chapter[1].questions[0];
}

err_t passport_ask(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct str question, struct passport_question *ret)
{
	struct asking q = {.arena = a, .actor = actor, .question = question};
	TRY(db_read(app->db, read_question, &q));
	const struct content_route *route;
	TRY(passport_find_route(app, a, actor->public, &q.picks, lang, &route));
	struct passport_question found = {.place = content_find(route, question)};
	if (!found.place.question)
		return err_log(ERR_NOT_FOUND, "question is not on this route");
	found.answer.question = found.place.question;
	if (q.answer)
		TRY(passport_open_answer(app, a, actor->public, q.answer, &found.answer));
	found.has_past = q.past;
	found.marks = chapter_marks(a, found.place.chapter, &q.marks);
	find_neighbours(route, &found);
	*ret = found;
	return NULL;
}

/* --- all of it --- */

err_t passport_rows(struct tx *tx, struct arena *a, struct row_id owner, struct passport_rows *ret)
{
	struct passport_rows rows;
	TRY(pick_list_soon(tx, a, owner, &rows.picks));
	TRY(answer_list_soon(tx, a, owner, &rows.answers));
	TRY(tx_wait(tx));
	*ret = rows;
	return NULL;
}

/* io_shown: of the rows, which stand in a chapter. */
static err_t open_chapter(const struct app *app, struct arena *a, struct public_id owner,
	const struct passport_rows *rows, struct passport_chapter *io, bool *io_shown)
{
	const struct content_chapter *chapter = io->chapter;
	struct passport_answer *answers = arena_array(a, struct passport_answer, chapter->count);
	io->answers = answers;
	for (size_t i = 0; i < chapter->count; i++) {
		answers[i].question = &chapter->questions[i];
		const struct answer_row *row =
			passport_row(&rows->answers, chapter->questions[i].id);
		if (row) {
			TRY(passport_open_answer(app, a, owner, row, &answers[i]));
			io_shown[row - rows->answers.at] = true;
		}
		io->answered += answers[i].answered;
	}
	return NULL;
}

/* Every row that stands in no chapter, of a question that the content knows. */
static err_t open_hidden(const struct app *app, struct arena *a, struct public_id owner,
	const struct passport_rows *rows, const bool *shown, size_t lang, struct passport_whole *io)
{
	struct passport_answer *hidden = arena_array(a, struct passport_answer, rows->answers.len);
	for (size_t i = 0; i < rows->answers.len; i++) {
		const struct answer_row *row = &rows->answers.at[i];
		struct passport_answer *answer = &hidden[io->hidden_count];
		if (shown[i])
			continue;
		answer->question = content_question(app->content, lang, row->question);
		if (!answer->question)
			continue;
		TRY(passport_open_answer(app, a, owner, row, answer));
		io->hidden_count += answer->stored.len > 0;
	}
	io->hidden = hidden;
	return NULL;
}

static bool has_scope(const struct passport_scopes *scopes, struct str scope)
{
	if (!scopes)
		return true;
	for (size_t i = 0; i < scopes->count; i++)
		if (str_eq(scopes->ids[i], scope))
			return true;
	return false;
}

err_t passport_assemble(const struct app *app, struct arena *a, struct public_id owner,
	const struct passport_rows *rows, const struct passport_scopes *scopes, size_t lang,
	struct passport_whole *ret)
{
	struct passport_whole whole = {0};
	bool *shown = arena_array(a, bool, rows->answers.len);
	TRY(passport_find_route(app, a, owner, &rows->picks, lang, &whole.route));
	for (size_t i = 0; i < whole.route->count; i++) {
		const struct content_chapter *chapter = &whole.route->chapters[i];
		if (!has_scope(scopes, chapter->id))
			continue;
		whole.chapters[whole.count].chapter = chapter;
		TRY(open_chapter(app, a, owner, rows, &whole.chapters[whole.count++], shown));
	}
	if (!scopes)
		TRY(open_hidden(app, a, owner, rows, shown, lang, &whole));
	*ret = whole;
	return NULL;
}

struct reading {
	struct arena *arena;
	const struct actor *actor;
	struct passport_rows rows;
};

static err_t read_own(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(access_require(tx, r->actor, ACTION_PASSPORT_READ, r->actor->person));
	return passport_rows(tx, r->arena, r->actor->person, &r->rows);
}

err_t passport_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport_whole *ret)
{
	struct reading r = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_own, &r));
	return passport_assemble(app, a, actor->public, &r.rows, NULL, lang, ret);
}
