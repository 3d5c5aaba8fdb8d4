#include "app/mentor.h"

#include "app/notice_choice.h"
#include "app/passport_inside.h"
#include "app/pick.h"
#include "app/talk_notice.h"
#include "db/content.h"
#include "mail/outbox.h"

#include <assert.h>
#include <stddef.h>

/* --- the list --- */

struct listing {
	struct arena *arena;
	const struct actor *actor;
	struct public_id via;
	usec now;
	struct mentor_learner_row_list learners;
	struct mentor_pick_list picks;
	struct mentor_mark_list marks;
	struct id_list parents, shared, waiting;
};

static struct id_list owners_of(struct arena *a, const struct mentor_learner_row_list *rows)
{
	struct row_id *ids = arena_array(a, struct row_id, rows->len);
	for (size_t i = 0; i < rows->len; i++)
		ids[i] = rows->at[i].owner;
	return (struct id_list){ids, rows->len};
}

static err_t read_learners(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_GRANT_TAKE, l->actor->person));
	return mentor_learners(tx, l->arena, l->actor->person, l->via, zone_day(l->now), l->now,
		MENTOR_LEARNERS_MOST, &l->learners);
}

static err_t read_all(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	day today = zone_day(l->now);
	TRY(read_learners(tx, l));
	struct id_list owners = owners_of(l->arena, &l->learners);
	TRY(mentor_picks(tx, l->arena, owners, &l->picks));
	TRY(mentor_marks(tx, l->arena, owners, &l->marks));
	TRY(mentor_parents(tx, l->arena, owners, today, &l->parents));
	TRY(mentor_shared(tx, l->arena, owners, today, &l->shared));
	return mentor_waiting(tx, l->arena, l->actor->person, &l->waiting);
}

static_assert(offsetof(struct mentor_pick, person) == 0, "first member");
static_assert(offsetof(struct mentor_mark, person) == 0, "first member");

/* Where the rows of that person begin, in rows sorted by person, which is their first member. */
static size_t begin_of(const void *rows, size_t len, size_t size, struct row_id person)
{
	size_t low = 0, high = len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct row_id *at = (const void *)((const char *)rows + middle * size);
		if (at->n < person.n)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool has(const struct id_list *ids, struct row_id id)
{
	size_t at = begin_of(ids->at, ids->len, sizeof(*ids->at), id);
	return at < ids->len && ids->at[at].n == id.n;
}

static err_t open_picks(const struct app *app, const struct listing *l,
	const struct mentor_learner_row *row, struct content_picks *ret)
{
	const struct mentor_pick_list *all = &l->picks;
	size_t from = begin_of(all->at, all->len, sizeof(*all->at), row->owner), len = 0;
	while (from + len < all->len && all->at[from + len].person.n == row->owner.n)
		len++;
	struct pick_row *rows = arena_array(l->arena, struct pick_row, len);
	for (size_t i = 0; i < len; i++)
		rows[i] = (struct pick_row){all->at[from + i].choice, all->at[from + i].option};
	struct pick_row_list own = {rows, len};
	return pick_open(app, l->arena, row->owner_public, &own, ret);
}

/* The marks of one learner, which stand together; the last change too. */
static struct answer_mark_list marks_of(
	const struct listing *l, struct row_id owner, usec *ret_active)
{
	const struct mentor_mark_list *all = &l->marks;
	size_t from = begin_of(all->at, all->len, sizeof(*all->at), owner), len = 0;
	while (from + len < all->len && all->at[from + len].person.n == owner.n)
		len++;
	struct answer_mark *marks = arena_array(l->arena, struct answer_mark, len);
	usec active = 0;
	for (size_t i = 0; i < len; i++) {
		const struct mentor_mark *mark = &all->at[from + i];
		marks[i] = (struct answer_mark){mark->question, mark->answered};
		active = mark->changed > active ? mark->changed : active;
	}
	*ret_active = active;
	return (struct answer_mark_list){marks, len};
}

static void count_chapters(const struct content_route *route, const struct answer_mark_list *marks,
	struct mentor_learner *io)
{
	for (size_t i = 0; i < route->count; i++) {
		const struct content_chapter *chapter = &route->chapters[i];
		if (chapter->is_apart)
			continue;
		struct passport_progress p = {.chapter = chapter};
		for (size_t k = 0; k < chapter->count; k++)
			p.answered += passport_is_answered(marks, chapter->questions[k].id);
		io->chapters[io->count++] = p;
	}
}

static bool may_remind(const struct mentor_learner_row *row, usec now)
{
	return row->has_mail && !row->anew &&
	       (!row->reminded || now - *row->reminded >= MENTOR_REMIND_EACH);
}

static err_t describe(const struct app *app, const struct listing *l,
	const struct mentor_learner_row *row, size_t lang, struct mentor_learner *ret)
{
	struct content_picks picks;
	*ret = (struct mentor_learner){
		.owner = row->owner_public,
		.name = row->name,
		.has_parent = has(&l->parents, row->owner),
		.has_shared = has(&l->shared, row->owner),
		.is_waiting = has(&l->waiting, row->owner),
		.has_mail = row->has_mail,
		.can_remind = may_remind(row, l->now),
		.reminded = row->reminded ? *row->reminded : 0,
		.anew = row->anew ? *row->anew : 0,
	};
	struct answer_mark_list marks = marks_of(l, row->owner, &ret->active);
	TRY(open_picks(app, l, row, &picks));
	const struct content_route *route = content_route(app->content, lang, &picks);
	ret->has_route = route;
	if (route)
		count_chapters(route, &marks, ret);
	return NULL;
}

err_t mentor_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id via, size_t lang, struct mentor_list *ret)
{
	struct listing l = {.arena = a, .actor = actor, .via = via, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_all, &l));
	struct mentor_learner *learners = arena_array(a, struct mentor_learner, l.learners.len);
	for (size_t i = 0; i < l.learners.len; i++)
		TRY(describe(app, &l, &l.learners.at[i], lang, &learners[i]));
	*ret = (struct mentor_list){learners, l.learners.len};
	return NULL;
}

/* --- reminding --- */

struct reminding {
	struct listing list;
	const struct mentor_learner_row *row;
	struct str mail, name; /* the learner's address, the mentor's name */
	struct row_id role;    /* of the learner, where the mentor works; {0}: none */
	struct outbox_sealed *sealed;
	bool sent;
};

static err_t read_address(struct tx *tx, void *ctx)
{
	struct reminding *r = ctx;
	struct person_row *mentor;
	struct arena *a = r->list.arena;
	const struct actor *actor = r->list.actor;
	TRY(access_require(tx, actor, ACTION_GRANT_TAKE, actor->person));
	TRY(person_get(tx, a, actor->person, &mentor));
	r->name = mentor->whole_name;
	TRY(learner_role(tx, r->row->owner, actor->person, &r->role));
	return notice_address(tx, a, r->row->owner, r->role, &r->mail);
}

/* Decided again here: the learner may have stopped it, or been reminded from another window. */
static err_t send_one(struct tx *tx, void *ctx)
{
	struct reminding *r = ctx;
	const struct listing *l = &r->list;
	struct access_part part;
	int64_t count;
	TRY(access_passport(
		tx, l->arena, l->actor, ACTION_PASSPORT_REMIND, r->row->owner, l->now, &part));
	TRY(mentor_reminded(tx, r->row->grant_id, l->now, l->now - MENTOR_REMIND_EACH, &count));
	r->sent = count;
	struct notice_given given = {r->row->owner, r->role, NOTICE_OF_REMINDER, r->sealed, l->now};
	return count ? notice_give(tx, l->arena, &given) : NULL;
}

static err_t remind_one(const struct app *app, struct reminding *io, int *io_sent)
{
	io->sent = false;
	TRY(db_read(app->db, read_address, io));
	if (!io->mail.len || !may_remind(io->row, io->list.now))
		return NULL;
	struct notice_to to = {.mail = io->mail, .language = io->row->language};
	TRY(talk_notice(app, io->list.arena, &to, TALK_NOTICE_REMIND, io->name, STR("/passport"),
		&io->sealed));
	TRY(db_tx(app->db, send_one, io));
	*io_sent += io->sent;
	return NULL;
}

static bool is_chosen(const struct mentor_chosen *chosen, struct public_id owner)
{
	for (size_t i = 0; i < chosen->len; i++)
		if (public_id_eq(chosen->owners[i], owner))
			return true;
	return false;
}

err_t mentor_remind(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id via, const struct mentor_chosen *chosen, int *ret_sent)
{
	struct reminding r = {
		.list = {.arena = a, .actor = actor, .via = via, .now = clock_now(app->clock)}};
	int sent = 0;
	TRY(db_read(app->db, read_learners, &r.list));
	for (size_t i = 0; i < r.list.learners.len; i++) {
		r.row = &r.list.learners.at[i];
		if (is_chosen(chosen, r.row->owner_public))
			TRY(remind_one(app, &r, &sent));
	}
	notice_hurry(app);
	*ret_sent = sent;
	return NULL;
}
