#include "app/address_end.h"

#include "app/access.h"
#include "app/account_notice.h"
#include "app/round.h"
#include "db/content.h"

#define KIND "address.end"
#define LEASE (10 * USEC_MINUTE)
#define BATCH 100
#define FIRST_WARNING 60

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};
static const day warnings[] = {7, 30, FIRST_WARNING};

struct round {
	struct arena *arena;
	const struct app *app;
	day today;
	struct str after; /* the last one that was looked at */
	struct address_end_row_list rows;
};

/* Of the warnings whose day has come, was the last one given? Once it is over there is none. */
static bool is_due(const struct address_end_row *row, day today)
{
	if (row->last_day < today)
		return false;
	for (size_t i = 0; i < sizeof(warnings) / sizeof(*warnings); i++)
		if (row->last_day - today <= warnings[i])
			return !row->warned || row->last_day - *row->warned > warnings[i];
	return false;
}

/* --- one warning --- */

struct warning {
	struct arena *arena;
	const struct address_end_row *row;
	struct outbox_sealed *here, *there;
	struct str other; /* where our mail goes, when that is elsewhere */
	day today;
};

static err_t find_other(struct tx *tx, void *ctx)
{
	struct warning *w = ctx;
	TRY(access_keep_house(tx));
	TRY(address_of(tx, w->arena, w->row->person, &w->other));
	if (str_eq(w->other, w->row->mail))
		w->other = STR_NONE;
	return NULL;
}

static err_t put(struct tx *tx, void *ctx)
{
	const struct warning *w = ctx;
	TRY(access_keep_house(tx));
	TRY(notice_send(tx, w->here));
	if (w->there)
		TRY(notice_send(tx, w->there));
	return address_end_warned(tx, w->row->mail_key, w->today);
}

static err_t warn(const struct round *r, const struct address_end_row *row)
{
	struct warning w = {.arena = r->arena, .row = row, .today = r->today};
	struct notice_to to = {row->mail, row->name, row->language};
	TRY(db_read(r->app->db, find_other, &w));
	TRY(account_notice_address_end(r->app, r->arena, &to, row->mail, row->last_day, &w.here));
	to.mail = w.other;
	if (w.other.len)
		TRY(account_notice_address_end(
			r->app, r->arena, &to, row->mail, row->last_day, &w.there));
	TRY(db_tx(r->app->db, put, &w));
	notice_hurry(r->app);
	return NULL;
}

/* --- the round --- */

static err_t leave_those_over(struct tx *tx, void *ctx)
{
	const struct round *r = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	return address_role_over(tx, r->today, &count);
}

static err_t read_batch(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	TRY(access_keep_house(tx));
	return address_end_soon(tx, r->arena, r->today + FIRST_WARNING, r->after, BATCH, &r->rows);
}

static err_t run_round(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	usec now = clock_now(app->clock);
	struct round r = {.arena = job->arena, .app = app, .today = zone_day(now)};
	TRY(round_order(app, KIND, USEC_DAY));
	TRY(db_tx(app->db, leave_those_over, &r));
	do {
		TRY(job_renew(job));
		TRY(db_read(app->db, read_batch, &r));
		for (size_t i = 0; i < r.rows.len; i++) {
			if (is_due(&r.rows.at[i], r.today))
				TRY(warn(&r, &r.rows.at[i]));
			r.after = r.rows.at[i].mail_key;
		}
	} while (r.rows.len == BATCH);
	return NULL;
}

struct job_kind address_end_job(struct app *app)
{
	return (struct job_kind){KIND, run_round, app, LEASE, delays};
}

err_t address_end_start(const struct app *app)
{
	return round_order(app, KIND, 0);
}
