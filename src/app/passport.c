#include "app/passport.h"

#include "app/audit.h"
#include "app/pick.h"
#include "crypto/vault.h"
#include "db/content.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>

/* --- picks, route and progress --- */

struct opening {
	struct arena *arena;
	const struct actor *actor;
	struct pick_row_list picks;
	struct answer_mark_list marks;
};

static err_t read_marks(struct tx *tx, void *ctx)
{
	struct opening *o = ctx;
	TRY(access_require(tx, o->actor, ACTION_PASSPORT_SEE, o->actor->person));
	TRY(pick_list(tx, o->arena, o->actor->person, &o->picks));
	return answer_marks(tx, o->arena, o->actor->person, &o->marks);
}

static err_t find_route(const struct app *app, struct arena *a, const struct actor *owner,
	const struct pick_row_list *rows, size_t lang, const struct content_route **ret_route)
{
	struct content_picks picks;
	TRY(pick_open(app, a, owner->public, rows, &picks));
	*ret_route = content_route(app->content, lang, &picks);
	return *ret_route ? NULL : err_log(ERR_NOT_FOUND, "no route chosen");
}

static int by_question(const void *question, const void *row)
{
	return str_cmp(*(const struct str *)question, *(const struct str *)row);
}

/* The row of that question, or NULL; rows are sorted by question, which is their first member. */
#define FIND_ROW(rows, question)                                                          \
	((rows)->len ? bsearch(&(question), (rows)->at, (rows)->len, sizeof(*(rows)->at), \
			       by_question)                                               \
		     : NULL)

static_assert(offsetof(struct answer_mark, question) == 0, "first member");
static_assert(offsetof(struct answer_row, question) == 0, "first member");

static bool is_answered(const struct answer_mark_list *marks, struct str question)
{
	const struct answer_mark *mark = FIND_ROW(marks, question);
	return mark && mark->answered;
}

/* Counts a chapter's answers; its first question without one becomes *io_next if there is none. */
static struct passport_progress count_chapter(const struct content_route *route, size_t chapter_at,
	const struct answer_mark_list *marks, struct content_place *io_next)
{
	const struct content_chapter *chapter = &route->chapters[chapter_at];
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

err_t passport_open(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport *ret)
{
	struct opening o = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_marks, &o));
	*ret = (struct passport){0};
	TRY(pick_open(app, a, actor->public, &o.picks, &ret->picks));
	ret->route = content_route(app->content, lang, &ret->picks);
	if (!ret->route)
		return NULL;
	for (size_t i = 0; i < ret->route->count; i++)
		ret->chapters[i] = count_chapter(ret->route, i, &o.marks, &ret->next);
	return NULL;
}

struct picking {
	const struct actor *actor;
	struct str choice, sealed;
	usec now;
};

static err_t put_pick(struct tx *tx, void *ctx)
{
	const struct picking *p = ctx;
	TRY(access_require(tx, p->actor, ACTION_PASSPORT_WRITE, p->actor->person));
	TRY(pick_put(tx, p->actor->person, p->choice, p->sealed, p->now));
	struct audit_entry entry = {.actor = p->actor,
		.subject = &p->actor->public,
		.action = AUDIT_CHOOSE_ROUTE,
		.object = AUDIT_CHOICE,
		.object_id = p->choice,
		.at = p->now};
	return audit_note(tx, &entry);
}

static err_t check_option(const struct content *c, struct str choice, struct str option)
{
	size_t count, at = content_choice_find(c, choice);
	const struct content_choice *choices = content_choices(c, 0, &count);
	for (size_t i = 0; at < count && i < choices[at].count; i++)
		if (str_eq(choices[at].options[i].id, option))
			return NULL;
	return err_log(ERR_NOT_FOUND, "no such choice or option");
}

err_t passport_pick(const struct app *app, struct arena *a, const struct actor *actor,
	struct str choice, struct str option)
{
	struct picking p = {.actor = actor, .choice = choice, .now = clock_now(app->clock)};
	TRY(check_option(app->content, choice, option));
	TRY(pick_seal(app, a, actor->public, choice, option, &p.sealed));
	return db_tx(app->db, put_pick, &p);
}

/* --- one question --- */

struct asking {
	struct arena *arena;
	const struct actor *actor;
	struct str question;
	struct pick_row_list picks;
	struct answer_row *answer;
	struct answer_mark_list marks;
};

static err_t read_question(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	TRY(access_require(tx, q->actor, ACTION_PASSPORT_READ, person));
	TRY(pick_list(tx, q->arena, person, &q->picks));
	TRY(answer_marks(tx, q->arena, person, &q->marks));
	return answer_get(tx, q->arena, person, q->question, &q->answer);
}

static struct vault_place answer_place(const struct actor *owner, struct str question)
{
	return (struct vault_place){owner->public, "answer", question, "body"};
}

static err_t open_answer(const struct app *app, struct arena *a, const struct actor *owner,
	const struct answer_row *row, struct passport_answer *io)
{
	struct vault_place place = answer_place(owner, row->question);
	TRY(vault_open(app->vault, a, &place, row->body, &io->text));
	io->answered = row->answered;
	io->version = row->version;
	io->changed = row->changed;
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
	TRY(find_route(app, a, actor, &q.picks, lang, &route));
	struct passport_question found = {.place = content_find(route, question)};
	if (!found.place.question)
		return err_log(ERR_NOT_FOUND, "question is not on this route");
	found.answer.question = found.place.question;
	if (q.answer)
		TRY(open_answer(app, a, actor, q.answer, &found.answer));
	found.marks = chapter_marks(a, found.place.chapter, &q.marks);
	find_neighbours(route, &found);
	*ret = found;
	return NULL;
}

/* --- writing --- */

struct saving {
	struct arena *arena;
	const struct actor *actor;
	const struct passport_save *in;
	struct str sealed;
	bool answered;
	usec now;
	int64_t version;          /* after saving */
	struct answer_row *other; /* not saved: this stands there, which the writer has not seen */
};

static bool is_worth_keeping(const struct saving *s, const struct answer_row *old)
{
	return s->in->replaces || s->now - old->changed > PASSPORT_PAST_EACH;
}

static err_t keep_past(struct tx *tx, const struct saving *s, const struct answer_row *old)
{
	struct row_id person = s->actor->person;
	int64_t count;
	TRY(answer_past_add(tx, person, old->question, old->version, old->changed, old->body));
	return answer_past_trim(tx, person, old->question, PASSPORT_PAST_MOST, &count);
}

static err_t put_answer(struct tx *tx, void *ctx)
{
	struct saving *s = ctx;
	struct row_id person = s->actor->person;
	struct str question = s->in->question;
	struct answer_row *old;
	TRY(access_require(tx, s->actor, ACTION_PASSPORT_WRITE, person));
	TRY(answer_get(tx, s->arena, person, question, &old));
	s->other = old && old->version != s->in->version ? old : NULL;
	if (s->other)
		return NULL;
	s->version = old ? old->version + 1 : 1;
	if (old && is_worth_keeping(s, old))
		TRY(keep_past(tx, s, old));
	return answer_put(tx, person, question, s->answered, s->version, s->now, s->sealed);
}

/* The same text is no conflict: it was this very save, sent again because its reply got lost. */
static err_t compare_with_other(
	const struct app *app, const struct saving *s, struct passport_saved *ret)
{
	struct passport_answer other = {0};
	TRY(open_answer(app, s->arena, s->actor, s->other, &other));
	*ret = (struct passport_saved){
		.version = other.version,
		.at = other.changed,
		.answered = other.answered,
		.conflict = !str_eq(other.text, s->in->text),
		.other = other.text,
	};
	return NULL;
}

err_t passport_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_save *in, struct passport_saved *ret)
{
	size_t least;
	if (!content_asks(app->content, in->question, &least))
		return err_log(ERR_NOT_FOUND, "no route asks this question");
	struct saving s = {
		.arena = a,
		.actor = actor,
		.in = in,
		.answered = utf8_count(str_trim(in->text)) >= least,
		.now = clock_now(app->clock),
	};
	struct vault_place place = answer_place(actor, in->question);
	TRY(vault_seal(app->vault, a, &place, in->text, &s.sealed));
	TRY(db_tx(app->db, put_answer, &s));
	if (s.other)
		return compare_with_other(app, &s, ret);
	*ret = (struct passport_saved){.version = s.version, .at = s.now, .answered = s.answered};
	return NULL;
}

/* --- reading it all --- */

struct reading {
	struct arena *arena;
	const struct actor *actor;
	struct pick_row_list picks;
	struct answer_row_list rows;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(access_require(tx, r->actor, ACTION_PASSPORT_READ, r->actor->person));
	TRY(pick_list(tx, r->arena, r->actor->person, &r->picks));
	return answer_list(tx, r->arena, r->actor->person, &r->rows);
}

static err_t open_chapter(const struct app *app, const struct reading *r,
	const struct content_chapter *chapter, struct passport_chapter *ret)
{
	struct passport_answer *answers =
		arena_array(r->arena, struct passport_answer, chapter->count);
	*ret = (struct passport_chapter){.chapter = chapter, .answers = answers};
	for (size_t i = 0; i < chapter->count; i++) {
		answers[i].question = &chapter->questions[i];
		const struct answer_row *row = FIND_ROW(&r->rows, chapter->questions[i].id);
		if (row)
			TRY(open_answer(app, r->arena, r->actor, row, &answers[i]));
		ret->answered += answers[i].answered;
	}
	return NULL;
}

err_t passport_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport_whole *ret)
{
	struct reading r = {.arena = a, .actor = actor};
	TRY(db_read(app->db, read_rows, &r));
	struct passport_whole whole = {0};
	TRY(find_route(app, a, actor, &r.picks, lang, &whole.route));
	for (size_t i = 0; i < whole.route->count; i++)
		TRY(open_chapter(app, &r, &whole.route->chapters[i], &whole.chapters[i]));
	*ret = whole;
	return NULL;
}
