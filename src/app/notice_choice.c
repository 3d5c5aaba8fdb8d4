#include "app/notice_choice.h"

#include "app/audit.h"
#include "db/content.h"

#define KIND "notice.day"
#define LEASE (5 * USEC_MINUTE)

static const char *const hows[NOTICE_HOWS] = {"now", "daily", "never"};
static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

const char *notice_how_id(enum notice_how how)
{
	return hows[how];
}

enum notice_how notice_how_parse(struct str id)
{
	enum notice_how how = NOTICE_AT_ONCE;
	while (how < NOTICE_HOWS && !str_is(id, hows[how]))
		how++;
	return how;
}

static bool is_chosen(enum notice_kind kind)
{
	return kind != NOTICE_OF_NOTHING && !notice_kind_about(kind)->why;
}

/* --- choosing --- */

struct choosing {
	struct arena *arena;
	const struct actor *actor;
	struct notice_choice_row_list rows;
	const struct notice_choices *in;
	usec now;
};

static err_t read_choices(struct tx *tx, void *ctx)
{
	struct choosing *c = ctx;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_SEE, c->actor->person));
	return notice_choices_of(tx, c->arena, c->actor->person, &c->rows);
}

err_t notice_choices(const struct app *app, struct arena *a, const struct actor *actor,
	struct notice_choices *ret)
{
	struct choosing c = {.arena = a, .actor = actor};
	struct notice_choices all = {{0}};
	TRY(db_read(app->db, read_choices, &c));
	for (size_t i = 0; i < c.rows.len; i++) {
		enum notice_kind kind = notice_kind_parse(c.rows.at[i].kind);
		enum notice_how how = notice_how_parse(c.rows.at[i].how);
		if (is_chosen(kind) && how < NOTICE_HOWS)
			all.how[kind] = how;
	}
	*ret = all;
	return NULL;
}

static err_t put_choice(
	struct tx *tx, struct row_id person, enum notice_kind kind, enum notice_how how)
{
	struct str id = str_of(notice_kind_about(kind)->id);
	int64_t count;
	if (how == NOTICE_AT_ONCE)
		return notice_choice_remove(tx, person, id, &count);
	if (how == NOTICE_NEVER)
		TRY(notice_waiting_drop(tx, person, id, &count));
	return notice_choice_put(tx, person, id, str_of(hows[how]));
}

static err_t put_choices(struct tx *tx, void *ctx)
{
	const struct choosing *c = ctx;
	struct audit_entry entry = {.actor = c->actor,
		.subject = &c->actor->public,
		.action = AUDIT_NOTICES,
		.at = c->now};
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, c->actor->person));
	for (enum notice_kind kind = 0; kind < NOTICE_KINDS; kind++)
		if (is_chosen(kind))
			TRY(put_choice(tx, c->actor->person, kind, c->in->how[kind]));
	return audit_note(tx, &entry);
}

err_t notice_choose(
	const struct app *app, const struct actor *actor, const struct notice_choices *in)
{
	struct choosing c = {.actor = actor, .in = in, .now = clock_now(app->clock)};
	for (enum notice_kind kind = 0; kind < NOTICE_KINDS; kind++) {
		bool may = in->how[kind] == NOTICE_AT_ONCE ||
			   (is_chosen(kind) && in->how[kind] < NOTICE_HOWS);
		if (!may)
			return err_log(ERR_INVALID, "notices of kind %d are for everybody", kind);
	}
	return db_tx(app->db, put_choices, &c);
}

/* --- giving --- */

static usec next_day_mail(usec now)
{
	usec today = zone_day_start(zone_day(now)) + NOTICE_DAY_HOUR * USEC_HOUR;
	if (today > now)
		return today;
	return zone_day_start(zone_day(now) + 1) + NOTICE_DAY_HOUR * USEC_HOUR;
}

static err_t keep_for_the_day(struct tx *tx, struct arena *a, const struct notice_given *g)
{
	struct job_order order = {.kind = KIND,
		.subject = g->person.n,
		.run_at = next_day_mail(g->now),
		.key = str_fmt(a, "%lld", (long long)g->person.n)};
	struct str id = str_of(notice_kind_about(g->kind)->id);
	TRY(notice_wait(tx, g->person, notice_role_key(a, g->role), id, g->now));
	return job_order(tx, &order, g->now);
}

err_t notice_give(struct tx *tx, struct arena *a, const struct notice_given *given)
{
	struct str how = STR_NONE;
	if (is_chosen(given->kind))
		TRY(notice_choice_of(
			tx, a, given->person, str_of(notice_kind_about(given->kind)->id), &how));
	if (str_is(how, hows[NOTICE_NEVER]))
		return NULL;
	if (str_is(how, hows[NOTICE_DAILY]))
		return keep_for_the_day(tx, a, given);
	return notice_send(tx, given->sealed);
}

struct str notice_role_key(struct arena *a, struct row_id role)
{
	return role.n ? str_fmt(a, "%lld", (long long)role.n) : STR("");
}

err_t notice_address(struct tx *tx, struct arena *a, struct row_id person, struct row_id role,
	struct str *ret_mail)
{
	return address_for(tx, a, person, notice_role_key(a, role), ret_mail);
}

/* --- the day's mail --- */

struct telling {
	const struct app *app;
	struct arena *arena;
	struct row_id id;
	struct person_row *person;
	struct notice_waiting_row_list rows;
	/* of the rows with one role */
	struct str role, mail;
	struct outbox_sealed *sealed;
	usec until;
};

static err_t read_waiting(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	TRY(access_keep_house(tx));
	TRY(person_get(tx, t->arena, t->id, &t->person));
	return notice_waiting_of(tx, t->arena, t->id, &t->rows);
}

static err_t read_address(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	TRY(access_keep_house(tx));
	return address_for(tx, t->arena, t->id, t->role, &t->mail);
}

static err_t send(struct tx *tx, void *ctx)
{
	const struct telling *t = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(notice_waiting_told(tx, t->id, t->role, t->until, &count));
	return count && t->sealed ? notice_send(tx, t->sealed) : NULL;
}

/* A kind that this program does not know is left out: a newer one wrote it. */
static err_t write_letter(struct telling *io, size_t from, size_t to)
{
	const char *before[NOTICE_KINDS + 3] = {
		N_("Hello {name},"), N_("This happened at {place}:")};
	enum notice_kind last = NOTICE_OF_NOTHING;
	size_t n = 2;
	for (size_t i = from; i < to; i++) {
		enum notice_kind kind = notice_kind_parse(io->rows.at[i].kind);
		if (!is_chosen(kind))
			continue;
		before[n++] = notice_kind_about(kind)->day;
		last = kind;
	}
	if (last == NOTICE_OF_NOTHING)
		return NULL;
	const struct lang_value values[] = {
		{"name", io->person->name}, {"place", io->app->place_name}, {NULL, STR_NONE}};
	struct notice_to who = {io->mail, io->person->name, io->person->language};
	struct letter letter = {
		.subject = N_("Your day at {place}"),
		.before = before,
		.button = N_("Have a look"),
		.link = str_fmt(io->arena, "%.*s/passport", STR_ARG(io->app->public_url)),
		.values = values,
	};
	return notice_seal(io->app, io->arena, &who, last, &letter, 0, &io->sealed);
}

/* The rows of one role are one mail. */
static err_t tell_role(struct telling *io, size_t from, size_t to)
{
	io->role = io->rows.at[from].role;
	io->sealed = NULL;
	io->until = 0;
	for (size_t i = from; i < to; i++)
		io->until = io->rows.at[i].last > io->until ? io->rows.at[i].last : io->until;
	TRY(db_read(io->app->db, read_address, io));
	if (io->mail.len)
		TRY(write_letter(io, from, to));
	return db_tx(io->app->db, send, io);
}

static err_t run_day(void *ctx, const struct job *job)
{
	struct telling t = {.app = ctx, .arena = job->arena, .id = {job->subject}};
	TRY(db_read(t.app->db, read_waiting, &t));
	for (size_t from = 0, to; t.person && from < t.rows.len; from = to) {
		to = from + 1;
		while (to < t.rows.len && str_eq(t.rows.at[to].role, t.rows.at[from].role))
			to++;
		TRY(tell_role(&t, from, to));
	}
	notice_hurry(t.app);
	return NULL;
}

struct job_kind notice_day_job(struct app *app)
{
	return (struct job_kind){KIND, run_day, app, LEASE, delays};
}
