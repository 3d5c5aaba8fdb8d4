#include "app/passport_inside.h"

#include "app/audit.h"
#include "app/pick.h"

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
	TRY(pick_list_soon(tx, o->arena, o->actor->person, &o->picks));
	return answer_marks_soon(tx, o->arena, o->actor->person, &o->marks);
}

err_t passport_find_route(const struct app *app, struct arena *a, struct public_id owner,
	const struct pick_row_list *rows, size_t lang, const struct content_route **ret_route)
{
	struct content_picks picks;
	TRY(pick_open(app, a, owner, rows, &picks));
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

const struct answer_row *passport_row(const struct answer_row_list *rows, struct str question)
{
	return FIND_ROW(rows, question);
}

bool passport_is_written(const struct answer_mark_list *marks, struct str question)
{
	return FIND_ROW(marks, question);
}

bool passport_is_answered(const struct answer_mark_list *marks, struct str question)
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
		bool answered = passport_is_answered(marks, chapter->questions[i].id);
		p.answered += answered;
		if (!answered && !chapter->is_apart && !io_next->question)
			*io_next = (struct content_place){
				chapter, &chapter->questions[i], chapter_at, i};
	}
	return p;
}

static bool can_undo(const struct pick_row_list *picks, usec now)
{
	bool can = false;
	for (size_t i = 0; i < picks->len; i++)
		can |= picks->at[i].replaced && now - picks->at[i].changed < PASSPORT_UNDO;
	return can;
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
	ret->can_undo = can_undo(&o.picks, clock_now(app->clock));
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
