/* Another route: what it would change, making the change, and taking it back. */
#include "app/passport_inside.h"

#include "app/audit.h"
#include "app/pick.h"
#include "base/arena.h"

#define TRIES 3 /* at picks that others change meanwhile */
#define QUESTIONS_MOST (CONTENT_CHAPTERS_MOST * CONTENT_QUESTIONS_MOST)

struct changing {
	struct arena *arena;
	const struct actor *actor;
	struct pick_row_list picks;
	struct answer_mark_list marks;
};

static err_t read_all(struct tx *tx, void *ctx)
{
	struct changing *c = ctx;
	TRY(access_require(tx, c->actor, ACTION_PASSPORT_SEE, c->actor->person));
	TRY(pick_list(tx, c->arena, c->actor->person, &c->picks));
	return answer_marks(tx, c->arena, c->actor->person, &c->marks);
}

/* The questions of one route that the other does not ask, and that were answered or not. */
static const struct content_question **differing(const struct changing *c,
	const struct content_route *route, const struct content_route *other, bool written,
	size_t *ret_count)
{
	const struct content_question **found =
		arena_array(c->arena, const struct content_question *, QUESTIONS_MOST);
	size_t count = 0;
	for (size_t i = 0; i < route->count; i++)
		for (size_t k = 0; k < route->chapters[i].count; k++) {
			const struct content_question *question = &route->chapters[i].questions[k];
			if (content_find(other, question->id).question)
				continue;
			if (passport_is_written(&c->marks, question->id) == written)
				found[count++] = question;
		}
	*ret_count = count;
	return found;
}

err_t passport_change(const struct app *app, struct arena *a, const struct actor *actor,
	size_t lang, const struct content_picks *to, struct passport_change *ret)
{
	struct changing c = {.arena = a, .actor = actor};
	struct content_picks picks;
	struct passport_change change = {.to = content_route(app->content, lang, to)};
	if (!change.to)
		return err_say(ERR_INVALID, N_("Choose what fits you best."));
	TRY(db_read(app->db, read_all, &c));
	TRY(pick_open(app, a, actor->public, &c.picks, &picks));
	change.from = content_route(app->content, lang, &picks);
	if (change.from) {
		change.hidden = differing(&c, change.from, change.to, true, &change.hidden_count);
		change.back = differing(&c, change.to, change.from, true, &change.back_count);
		change.fresh = differing(&c, change.to, change.from, false, &change.fresh_count);
	}
	*ret = change;
	return NULL;
}

/* --- making it --- */

struct new_pick {
	struct str choice, sealed;
	struct str former;
};

struct choosing {
	struct arena *arena;
	const struct actor *actor;
	struct pick_row_list picks; /* as they were read; looked at again in the transaction */
	struct new_pick changes[CONTENT_CHOICES_MOST + 1];
	size_t count;
	bool had_route; /* else there is nothing to go back to */
	usec now;
};

static err_t read_picks(struct tx *tx, void *ctx)
{
	struct choosing *c = ctx;
	TRY(access_require(tx, c->actor, ACTION_PASSPORT_SEE, c->actor->person));
	return pick_list(tx, c->arena, c->actor->person, &c->picks);
}

static struct str former_of(const struct choosing *c, struct str choice)
{
	for (size_t i = 0; i < c->picks.len; i++)
		if (str_eq(c->picks.at[i].choice, choice))
			return c->picks.at[i].option;
	return STR_NONE;
}

/* A wording that nobody picked was that of the route: what it changed from is known too. */
static err_t add_change(const struct app *app, struct choosing *c, struct str choice,
	struct str was, struct str option)
{
	struct new_pick *change = &c->changes[c->count];
	if (str_eq(was, option))
		return NULL;
	change->choice = choice;
	change->former = former_of(c, choice);
	if (!change->former.p)
		TRY(pick_seal(app, c->arena, c->actor->public, choice, was, &change->former));
	TRY(pick_seal(app, c->arena, c->actor->public, choice, option, &change->sealed));
	c->count++;
	return NULL;
}

static err_t note_change(struct tx *tx, const struct choosing *c, struct str choice)
{
	struct audit_entry entry = {.actor = c->actor,
		.subject = &c->actor->public,
		.action = AUDIT_CHOOSE_ROUTE,
		.object = AUDIT_CHOICE,
		.object_id = choice,
		.at = c->now};
	return audit_note(tx, &entry);
}

static bool same_picks(const struct pick_row_list *a, const struct pick_row_list *b)
{
	bool same = a->len == b->len;
	for (size_t i = 0; same && i < a->len; i++)
		same = str_eq(a->at[i].choice, b->at[i].choice) &&
		       str_eq(a->at[i].option, b->at[i].option);
	return same;
}

/* What is chosen meanwhile is not gone over unseen: it could not be taken back. */
static err_t put_changes(struct tx *tx, void *ctx)
{
	const struct choosing *c = ctx;
	struct pick_row_list picks;
	TRY(access_require(tx, c->actor, ACTION_PASSPORT_WRITE, c->actor->person));
	TRY(pick_list(tx, c->arena, c->actor->person, &picks));
	if (!same_picks(&picks, &c->picks))
		return err_log(ERR_CONFLICT, "the route changed meanwhile");
	for (size_t i = 0; i < c->count; i++) {
		const struct new_pick *change = &c->changes[i];
		TRY(pick_replace(tx, c->actor->person, change->choice, change->sealed,
			c->had_route ? change->former : STR_NONE, c->now));
		TRY(note_change(tx, c, change->choice));
	}
	return NULL;
}

static err_t try_to_choose(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_picks *to)
{
	struct choosing c = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	struct content_picks was;
	size_t count;
	const struct content_choice *choices = content_choices(app->content, 0, &count);
	TRY(db_read(app->db, read_picks, &c));
	TRY(pick_open(app, a, actor->public, &c.picks, &was));
	c.had_route = content_route(app->content, 0, &was);
	for (size_t i = 0; i < count; i++)
		TRY(add_change(app, &c, choices[i].id, was.option[i], to->option[i]));
	TRY(add_change(app, &c, STR(PICK_WORDING), content_wording_id(was.wording),
		content_wording_id(to->wording)));
	return db_tx(app->db, put_changes, &c);
}

err_t passport_choose(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_picks *to)
{
	if (!content_route(app->content, 0, to))
		return err_say(ERR_INVALID, N_("Choose what fits you best."));
	err_t e = try_to_choose(app, a, actor, to);
	for (int tries = 1; e && e->code == ERR_CONFLICT && tries < TRIES; tries++) {
		err_free(e);
		e = try_to_choose(app, a, actor, to);
	}
	return e;
}

static err_t go_back(struct tx *tx, void *ctx)
{
	struct choosing *c = ctx;
	struct row_id person = c->actor->person;
	struct pick_change *last;
	int64_t count;
	TRY(access_require(tx, c->actor, ACTION_PASSPORT_WRITE, person));
	TRY(pick_changed(tx, c->arena, person, &last));
	if (!last || c->now - last->changed >= PASSPORT_UNDO)
		return err_log(ERR_NOT_FOUND, "no change to take back");
	TRY(pick_revert(tx, person, last->changed, c->now, &count));
	return note_change(tx, c, STR_NONE);
}

err_t passport_choose_undo(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct choosing c = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	return db_tx(app->db, go_back, &c);
}
