#include "app/passport.h"

#include "base/vec.h"
#include "crypto/vault.h"
#include "db/content.h"

#define PASSPORT_SAVE_TRIES 8

static struct vault_place answer_place(const struct actor *owner, struct str question)
{
	return (struct vault_place){owner->public, "answer", question, "body"};
}

/* --- route and progress --- */

struct opening {
	struct arena *arena;
	const struct actor *actor;
	struct passport_row *row;
	struct answer_mark_list marks;
};

static err_t read_marks(struct tx *tx, void *ctx)
{
	struct opening *o = ctx;
	TRY(access_require(tx, o->actor, ACTION_PASSPORT_SEE, o->actor->person));
	TRY(passport_get(tx, o->arena, o->actor->person, &o->row));
	return answer_marks(tx, o->arena, o->actor->person, &o->marks);
}

/* marks are sorted by question. */
static bool is_answered(const struct answer_mark_list *marks, struct str question)
{
	size_t low = 0, high = marks->len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(marks->at[middle].question, question);
		if (order == 0)
			return marks->at[middle].answered;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Counts a chapter's answers; the first question without one becomes *io_next if there is none yet. */
static struct passport_progress count_chapter(struct content_chapters chapters, size_t chapter_at,
	const struct answer_mark_list *marks, struct content_place *io_next)
{
	const struct content_chapter *chapter = &chapters.at[chapter_at];
	struct passport_progress p = {.chapter = chapter};
	for (size_t i = 0; i < chapter->count; i++) {
		bool answered = is_answered(marks, chapter->questions[i].id);
		p.answered += answered;
		if (!answered && !io_next->question)
			*io_next = (struct content_place){
				chapter, &chapter->questions[i], chapter_at, i};
	}
	return p;
}

static struct content_route route_of(const struct passport_row *row)
{
	struct content_route route = {.at_school = row->at_school};
	if (!content_destination_parse(row->destination, &route.destination))
		route.destination = DESTINATION_MBO;
	return route;
}

err_t passport_open(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport *ret)
{
	struct opening o = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_marks, &o));
	*ret = (struct passport){.has_route = o.row};
	if (!o.row)
		return NULL;
	ret->route = route_of(o.row);
	struct content_chapters chapters = content_chapters(app->content, ret->route, lang);
	for (size_t i = 0; i < chapters.len; i++)
		ret->chapters[i] = count_chapter(chapters, i, &o.marks, &ret->next);
	ret->chapter_count = chapters.len;
	return NULL;
}

struct routing {
	const struct actor *actor;
	struct content_route route;
	usec now;
};

static err_t put_route(struct tx *tx, void *ctx)
{
	const struct routing *r = ctx;
	TRY(access_require(tx, r->actor, ACTION_PASSPORT_WRITE, r->actor->person));
	return passport_put(tx, r->actor->person, r->route.at_school,
		content_destination_name(r->route.destination), r->now);
}

err_t passport_set_route(
	const struct app *app, const struct actor *actor, struct content_route route)
{
	struct routing r = {actor, route, clock_now(app->clock)};
	return db_tx(app->db, put_route, &r);
}

/* --- one question --- */

struct asking {
	struct arena *arena;
	const struct actor *actor;
	struct str question;
	struct passport_row *passport;
	struct answer_row *answer;
	struct answer_mark_list marks;
	struct answer_past_row_list past;
};

static err_t read_question(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	TRY(access_require(tx, q->actor, ACTION_PASSPORT_READ, person));
	TRY(passport_get(tx, q->arena, person, &q->passport));
	TRY(answer_marks(tx, q->arena, person, &q->marks));
	TRY(answer_get(tx, q->arena, person, q->question, &q->answer));
	return answer_past_list(tx, q->arena, person, q->question, &q->past);
}

static err_t open_body(const struct app *app, struct arena *a, const struct actor *owner,
	struct str question, struct str body, struct str *ret_text)
{
	struct vault_place place = answer_place(owner, question);
	return vault_open(app->vault, a, &place, body, ret_text);
}

static err_t open_past(const struct app *app, const struct asking *q,
	const struct content_question *question, struct passport_question *ret)
{
	struct passport_answer *past = arena_array(q->arena, struct passport_answer, q->past.len);
	for (size_t i = 0; i < q->past.len; i++) {
		past[i] = (struct passport_answer){.question = question,
			.version = q->past.at[i].version,
			.changed = q->past.at[i].changed};
		TRY(open_body(
			app, q->arena, q->actor, q->question, q->past.at[i].body, &past[i].text));
	}
	ret->past = past;
	ret->past_count = q->past.len;
	return NULL;
}

static const bool *chapter_marks(struct arena *a, const struct content_chapter *chapter,
	const struct answer_mark_list *marks)
{
	bool *answered = arena_array(a, bool, chapter->count);
	for (size_t i = 0; i < chapter->count; i++)
		answered[i] = is_answered(marks, chapter->questions[i].id);
	return answered;
}

/* The question before and after a place, across chapters. */
static void find_neighbours(struct content_chapters chapters, struct passport_question *io)
{
	size_t chapter = io->place.chapter_at, at = io->place.at;
	if (at > 0)
		io->previous = &io->place.chapter->questions[at - 1];
	else if (chapter > 0 && chapters.at[chapter - 1].count)
		io->previous =
			&chapters.at[chapter - 1].questions[chapters.at[chapter - 1].count - 1];
	if (at + 1 < io->place.chapter->count)
		io->next = &io->place.chapter->questions[at + 1];
	else if (chapter + 1 < chapters.len && chapters.at[chapter + 1].count)
		io->next = &chapters.at[chapter + 1].questions[0];
}

err_t passport_ask(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct str question, struct passport_question *ret)
{
	struct asking q = {.arena = a, .actor = actor, .question = question};
	TRY(db_read(app->db, read_question, &q));
	if (!q.passport)
		return err_log(ERR_NOT_FOUND, "no route chosen");
	struct content_chapters chapters =
		content_chapters(app->content, route_of(q.passport), lang);
	struct passport_question found = {.place = content_find(chapters, question)};
	const struct content_question *asked = found.place.question;
	if (!asked)
		return err_log(ERR_NOT_FOUND, "question is not on this route");
	found.marks = chapter_marks(a, found.place.chapter, &q.marks);
	found.answer.question = asked;
	if (q.answer) {
		TRY(open_body(app, a, actor, question, q.answer->body, &found.answer.text));
		found.answer.answered = q.answer->answered;
		found.answer.version = q.answer->version;
		found.answer.changed = q.answer->changed;
	}
	TRY(open_past(app, &q, asked, &found));
	find_neighbours(chapters, &found);
	*ret = found;
	return NULL;
}

/* --- writing --- */

struct saving {
	struct arena *arena;
	const struct actor *actor;
	const struct passport_save *in;
	struct str sealed;
	int64_t expected;         /* version that this save follows */
	struct answer_row *other; /* set instead of saving: the version that stands there now */
	usec now;
	struct passport_saved saved;
};

/* What stood there is kept when nobody would expect it to vanish. */
static bool is_worth_keeping(const struct saving *s, const struct answer_row *old)
{
	return s->saved.conflict || s->now - old->changed > PASSPORT_PAST_EACH;
}

static err_t put_answer(struct tx *tx, void *ctx)
{
	struct saving *s = ctx;
	struct row_id person = s->actor->person;
	struct answer_row *old;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_WRITE, person));
	TRY(answer_get(tx, s->arena, person, s->in->question, &old));
	s->other = old && old->version != s->expected ? old : NULL;
	if (s->other)
		return NULL;
	s->saved.version = old ? old->version + 1 : 1;
	if (old && is_worth_keeping(s, old))
		TRY(answer_past_add(
			tx, person, s->in->question, old->version, old->changed, old->body));
	return answer_put(tx, person, s->in->question, s->saved.answered, s->saved.version, s->now,
		s->sealed);
}

/*
 * Saves after whatever version stands there. One with the same text is no conflict: then it was this
 * very save, sent again because its answer got lost.
 */
static err_t save_after_others(const struct app *app, struct saving *s)
{
	for (int tries = 0; tries < PASSPORT_SAVE_TRIES; tries++) {
		TRY(db_tx(app->db, put_answer, s));
		if (!s->other)
			return NULL;
		struct str text;
		TRY(open_body(app, s->arena, s->actor, s->in->question, s->other->body, &text));
		s->saved.conflict |= !str_eq(text, s->in->text);
		s->expected = s->other->version;
	}
	return err_log(ERR_CONFLICT, "others keep saving the same answer");
}

/* The least length of a question is the same on every route and in every language. */
static err_t find_least(const struct app *app, struct str question, size_t *ret_least)
{
	for (int at_school = 0; at_school < 2; at_school++)
		for (int d = 0; d < DESTINATIONS; d++) {
			struct content_route route = {at_school, (enum content_destination)d};
			struct content_place place =
				content_find(content_chapters(app->content, route, 0), question);
			if (!place.question)
				continue;
			*ret_least = (size_t)place.question->least;
			return NULL;
		}
	return err_log(ERR_NOT_FOUND, "no such question");
}

err_t passport_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_save *in, struct passport_saved *ret)
{
	size_t least;
	TRY(find_least(app, in->question, &least));
	struct saving s = {.arena = a,
		.actor = actor,
		.in = in,
		.expected = in->version,
		.now = clock_now(app->clock)};
	s.saved.answered = utf8_count(str_trim(in->text)) >= least;
	s.saved.at = s.now;
	struct vault_place place = answer_place(actor, in->question);
	TRY(vault_seal(app->vault, a, &place, in->text, &s.sealed));
	TRY(save_after_others(app, &s));
	*ret = s.saved;
	return NULL;
}

/* --- reading it all --- */

struct reading {
	struct arena *arena;
	const struct actor *actor;
	struct passport_row *passport;
	struct answer_row_list rows;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(access_require(tx, r->actor, ACTION_PASSPORT_READ, r->actor->person));
	TRY(passport_get(tx, r->arena, r->actor->person, &r->passport));
	return answer_list(tx, r->arena, r->actor->person, &r->rows);
}

static const struct answer_row *find_row(const struct answer_row_list *rows, struct str question)
{
	size_t low = 0, high = rows->len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(rows->at[middle].question, question);
		if (order == 0)
			return &rows->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static err_t open_chapter(const struct app *app, const struct reading *r,
	const struct content_chapter *chapter, struct passport_chapter *ret, usec *io_changed)
{
	struct passport_answer *answers =
		arena_array(r->arena, struct passport_answer, chapter->count);
	*ret = (struct passport_chapter){.chapter = chapter, .answers = answers};
	for (size_t i = 0; i < chapter->count; i++) {
		const struct content_question *question = &chapter->questions[i];
		const struct answer_row *row = find_row(&r->rows, question->id);
		answers[i].question = question;
		if (!row)
			continue;
		TRY(open_body(app, r->arena, r->actor, question->id, row->body, &answers[i].text));
		answers[i].answered = row->answered;
		answers[i].version = row->version;
		answers[i].changed = row->changed;
		ret->answered += row->answered;
		if (row->changed > *io_changed)
			*io_changed = row->changed;
	}
	return NULL;
}

err_t passport_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport_whole *ret)
{
	struct reading r = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_rows, &r));
	if (!r.passport)
		return err_log(ERR_NOT_FOUND, "no route chosen");
	struct passport_whole whole = {.route = route_of(r.passport)};
	struct content_chapters chapters = content_chapters(app->content, whole.route, lang);
	for (size_t i = 0; i < chapters.len; i++)
		TRY(open_chapter(app, &r, &chapters.at[i], &whole.chapters[i], &whole.changed));
	whole.chapter_count = chapters.len;
	*ret = whole;
	return NULL;
}
