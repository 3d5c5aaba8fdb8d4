#include "app/unused.h"

#include "app/audit.h"
#include "app/erase.h"
#include "app/leave_notice.h"
#include "app/retention.h"
#include "app/round.h"
#include "db/content.h"

#define KIND "account.unused"
#define LEASE (10 * USEC_MINUTE)
#define BATCH 100

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};
static const struct actor house = {.is_house = true};

const int unused_warnings[UNUSED_WARNINGS] = {60, 30, 7};

err_t unused_came_in(struct tx *tx, struct row_id person, usec now)
{
	return last_use_put(tx, person, now);
}

/* --- what is due for one account --- */

static usec before_end(int warning)
{
	return unused_warnings[warning] * USEC_DAY;
}

static usec end_by_period(const struct app *app, const struct unused_row *row)
{
	usec from = row->gone && *row->gone > row->used ? *row->gone : row->used;
	return from + app->periods->of[RETENTION_ACCOUNT];
}

struct verdict {
	bool ends;
	int warning; /* to send now: how many there have been with it; 0: none */
	usec end;    /* of the account, as the warning says */
};

static usec later(usec a, usec b)
{
	return a > b ? a : b;
}

/* Of warnings that are due together only the last is sent. */
static struct verdict judge(const struct app *app, const struct unused_row *row, usec now)
{
	struct verdict v = {.end = end_by_period(app, row)};
	int due = 0;
	while (due < UNUSED_WARNINGS && now >= v.end - before_end(due))
		due++;
	if (due > row->warned)
		v.warning = due;
	if (due < UNUSED_WARNINGS)
		return v;
	usec last = row->warned == UNUSED_WARNINGS ? *row->warned_at : now;
	v.end = later(v.end, last + before_end(UNUSED_WARNINGS - 1));
	v.ends = !v.warning && now >= v.end;
	return v;
}

/* --- warning --- */

struct warning {
	struct arena *arena;
	const struct unused_row *row;
	int number;
	usec now;
	struct outbox_sealed *mail; /* NULL without an address */
};

/* They may have come in, or another process may have warned, since the row was read. */
static bool is_same(const struct unused_row *then, const struct unused_row *now)
{
	return now && now->used == then->used && now->warned == then->warned;
}

static err_t warn(struct tx *tx, void *ctx)
{
	const struct warning *w = ctx;
	struct unused_row *row;
	TRY(access_keep_house(tx));
	TRY(unused_get(tx, w->arena, w->row->person, &row));
	if (!is_same(w->row, row))
		return NULL;
	TRY(last_use_warn(tx, row->person, row->used, w->number, w->now));
	if (w->mail)
		TRY(notice_send(tx, w->mail));
	struct audit_entry entry = {.actor = &house,
		.subject = &row->public,
		.action = AUDIT_WARN_UNUSED,
		.at = w->now};
	return audit_note(tx, &entry);
}

static err_t warn_one(const struct app *app, struct arena *a, const struct unused_row *row,
	const struct verdict *v)
{
	struct warning w = {
		.arena = a, .row = row, .number = v->warning, .now = clock_now(app->clock)};
	struct notice_to to = {row->mail, row->name, row->language};
	if (to.mail.len)
		TRY(leave_notice(app, a, &to, LEAVE_NOTICE_UNUSED, v->end, &w.mail));
	TRY(db_tx(app->db, warn, &w));
	notice_hurry(app);
	return NULL;
}

/* --- the end --- */

struct ending {
	struct arena *arena;
	const struct unused_row *row;
	bool holds;
};

static err_t close_ways(struct tx *tx, void *ctx)
{
	struct ending *e = ctx;
	struct unused_row *row;
	TRY(access_keep_house(tx));
	TRY(unused_get(tx, e->arena, e->row->person, &row));
	e->holds = is_same(e->row, row);
	return e->holds ? erase_ways_in(tx, row->person) : NULL;
}

static err_t end_one(const struct app *app, struct arena *a, const struct unused_row *row)
{
	struct ending e = {.arena = a, .row = row};
	TRY(db_tx(app->db, close_ways, &e));
	return e.holds ? erase_person(app, row->public) : NULL;
}

/* --- the round --- */

struct round {
	struct arena *arena;
	int64_t after; /* the person up to whom it came */
	usec before;
	struct unused_row_list rows;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	return unused_list(tx, r->arena, r->before, r->after, BATCH, &r->rows);
}

static err_t treat(const struct app *app, struct arena *a, const struct unused_row *row)
{
	struct verdict v = judge(app, row, clock_now(app->clock));
	if (v.ends)
		return end_one(app, a, row);
	return v.warning ? warn_one(app, a, row, &v) : NULL;
}

static err_t treat_batch(const struct app *app, struct round *io)
{
	TRY(db_read(app->db, read_rows, io));
	for (size_t i = 0; i < io->rows.len; i++) {
		TRY(treat(app, io->arena, &io->rows.at[i]));
		io->after = io->rows.at[i].person.n;
	}
	return NULL;
}

err_t unused_start(const struct app *app)
{
	return round_order(app, KIND, 0);
}

static err_t run_round(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	struct round r = {.arena = arena_child(job->arena)};
	size_t count = BATCH;
	TRY(round_order(app, KIND, USEC_DAY));
	r.before = clock_now(app->clock) - app->periods->of[RETENTION_ACCOUNT] + before_end(0);
	while (count == BATCH) {
		TRY(job_renew(job));
		TRY(treat_batch(app, &r));
		count = r.rows.len;
		arena_reset(r.arena);
	}
	return NULL;
}

struct job_kind unused_job(struct app *app)
{
	return (struct job_kind){KIND, run_round, app, LEASE, delays};
}
