#include "app/leave.h"

#include "app/audit.h"
#include "app/erase.h"
#include "app/leave_notice.h"
#include "app/notice_choice.h"
#include "app/round.h"
#include "app/unused.h"
#include "db/content.h"

#define KIND "account.leave"
#define LEASE (5 * USEC_MINUTE)
#define EACH USEC_HOUR
#define BATCH 20

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

/* --- asking --- */

/* Who is told that the owner goes. */
struct viewer {
	struct str mail;
	struct outbox_sealed *sealed; /* NULL without an address */
};

struct asking {
	struct arena *arena;
	const struct actor *actor;
	enum audit_action act;
	usec now, ends;
	struct unused_row *row;
	struct outbox_sealed *mail; /* NULL without an address */
	struct leave_viewer_list viewers;
	struct viewer *told; /* viewers.len */
};

static err_t read_person(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	TRY(access_require(tx, q->actor, ACTION_ACCOUNT_LEAVE, q->actor->person));
	TRY(leave_viewers(tx, q->arena, q->actor->person, zone_day(q->now), &q->viewers));
	q->told = arena_array(q->arena, struct viewer, q->viewers.len);
	for (size_t i = 0; i < q->viewers.len; i++)
		TRY(address_of(tx, q->arena, q->viewers.at[i].person, &q->told[i].mail));
	return unused_get(tx, q->arena, q->actor->person, &q->row);
}

static err_t tell_viewer(struct tx *tx, const struct asking *q, size_t at)
{
	struct notice_given given = {.person = q->viewers.at[at].person,
		.kind = NOTICE_OF_END,
		.sealed = q->told[at].sealed,
		.now = q->now};
	return given.sealed ? notice_give(tx, q->arena, &given) : NULL;
}

/* Nobody looks along or comes in by a link any more, and whoever looked along is told. */
static err_t end_grants(struct tx *tx, const struct asking *q)
{
	int64_t count;
	TRY(leave_shares(tx, q->actor->person, q->now, &count));
	TRY(leave_grants(tx, q->actor->person, q->now, STR("owner"), &count));
	for (size_t i = 0; i < q->viewers.len; i++)
		TRY(tell_viewer(tx, q, i));
	return NULL;
}

static err_t put_leaving(struct tx *tx, void *ctx)
{
	const struct asking *q = ctx;
	struct row_id person = q->actor->person;
	int64_t count;
	TRY(access_require(tx, q->actor, ACTION_ACCOUNT_LEAVE, person));
	TRY(leaving_put(tx, person, q->now, q->ends));
	TRY(erase_session(tx, person, &count));
	TRY(arrival_end_all(tx, person));
	TRY(end_grants(tx, q));
	TRY(round_order_at(tx, KIND, q->ends, q->now));
	if (q->mail)
		TRY(notice_send(tx, q->mail));
	struct audit_entry entry = {
		.actor = q->actor, .subject = &q->actor->public, .action = q->act, .at = q->now};
	return audit_note(tx, &entry);
}

static err_t write_to_viewers(const struct app *app, struct asking *q)
{
	for (size_t i = 0; i < q->viewers.len; i++) {
		const struct leave_viewer *v = &q->viewers.at[i];
		struct notice_to to = {q->told[i].mail, v->name, v->language};
		if (to.mail.len)
			TRY(leave_notice_viewer(
				app, q->arena, &to, q->row->whole_name, &q->told[i].sealed));
	}
	return NULL;
}

static err_t ask(const struct app *app, struct asking *q, enum leave_notice notice)
{
	TRY(db_read(app->db, read_person, q));
	if (!q->row)
		return err_log(ERR_NOT_FOUND, "the account is erased");
	struct notice_to to = {q->row->mail, q->row->name, q->row->language};
	if (to.mail.len)
		TRY(leave_notice(app, q->arena, &to, notice, q->ends, &q->mail));
	TRY(write_to_viewers(app, q));
	TRY(db_tx(app->db, put_leaving, q));
	notice_hurry(app);
	return NULL;
}

err_t leave_later(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct asking q = {
		.arena = a, .actor = actor, .act = AUDIT_LEAVE, .now = clock_now(app->clock)};
	q.ends = q.now + LEAVE_GRACE;
	return ask(app, &q, LEAVE_NOTICE_ASKED);
}

err_t leave_now(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct asking q = {
		.arena = a, .actor = actor, .act = AUDIT_LEAVE_NOW, .now = clock_now(app->clock)};
	q.ends = q.now;
	return ask(app, &q, LEAVE_NOTICE_NOW);
}

/* --- coming back --- */

static err_t note_return(struct tx *tx, struct row_id person, usec now)
{
	struct arena *a = arena_new();
	struct person_row *row;
	err_t e = person_get(tx, a, person, &row);
	if (!e) {
		struct actor actor = {.person = person, .public = row->public};
		struct audit_entry entry = {.actor = &actor,
			.subject = &row->public,
			.action = AUDIT_LEAVE_UNDO,
			.at = now};
		e = audit_note(tx, &entry);
	}
	arena_free(a);
	return e;
}

err_t leave_came_in(struct tx *tx, struct row_id person, usec now)
{
	int64_t count;
	TRY(unused_came_in(tx, person, now));
	TRY(erase_leaving(tx, person, &count));
	return count ? note_return(tx, person, now) : NULL;
}

/* --- the end --- */

struct round {
	struct arena *arena;
	usec now;
	struct public_id_list people;
};

static err_t read_due(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	return leaving_list(tx, r->arena, r->now, BATCH, &r->people);
}

struct ending {
	struct public_id public;
	usec now;
	struct row_id person; /* none: they came back since the list was read */
};

static err_t close_ways(struct tx *tx, void *ctx)
{
	struct ending *e = ctx;
	TRY(access_keep_house(tx));
	TRY(leaving_over(tx, e->public, e->now, &e->person));
	return e->person.n ? erase_ways_in(tx, e->person) : NULL;
}

static err_t end_one(const struct app *app, struct public_id public)
{
	struct ending e = {.public = public, .now = clock_now(app->clock)};
	TRY(db_tx(app->db, close_ways, &e));
	return e.person.n ? erase_person(app, public) : NULL;
}

err_t leave_start(const struct app *app)
{
	return round_order(app, KIND, 0);
}

static err_t run_round(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	struct round r = {.arena = arena_child(job->arena), .now = clock_now(app->clock)};
	size_t count = BATCH;
	TRY(round_order(app, KIND, EACH));
	while (count == BATCH) {
		TRY(job_renew(job));
		TRY(db_read(app->db, read_due, &r));
		count = r.people.len;
		for (size_t i = 0; i < count; i++)
			TRY(end_one(app, r.people.at[i]));
		arena_reset(r.arena);
	}
	return NULL;
}

struct job_kind leave_job(struct app *app)
{
	return (struct job_kind){KIND, run_round, app, LEASE, delays};
}
