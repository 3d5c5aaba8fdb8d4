#include "app/participant_remind.h"

#include "app/participant_inside.h"
#include "app/participant_mail.h"
#include "codec/input.h"

#define KIND "participant.remind"
#define LEASE (10 * USEC_MINUTE)
#define BATCH 50

static const usec delays[] = {USEC_MINUTE, 10 * USEC_MINUTE, USEC_HOUR, 0};

/* Days before the deadline, the most first; ended by 0. */
static const struct {
	const char *id, *text;
	day before[3];
} hows[PARTICIPANT_REMINDS] = {
	[PARTICIPANT_REMIND_NEVER] = {"never", N_("Never"), {0}},
	[PARTICIPANT_REMIND_ONCE] = {"once", N_("Once: three days before"), {3}},
	[PARTICIPANT_REMIND_TWICE] = {"twice", N_("Twice: a week and two days before"), {7, 2}},
};
#define BEFORE_MOST 7

const char *participant_reminders_id(enum participant_reminders how)
{
	return hows[how].id;
}

const char *participant_reminders_text(enum participant_reminders how)
{
	return hows[how].text;
}

/* Never for what this program does not know. */
static enum participant_reminders parse(struct str id)
{
	enum participant_reminders how = PARTICIPANT_REMINDS - 1;
	while (how > PARTICIPANT_REMIND_NEVER && !str_is(id, hows[how].id))
		how--;
	return how;
}

/* --- choosing --- */

struct choosing {
	struct project_act act;
	enum participant_reminders how;
	struct str id;
};

static err_t read_choice(struct tx *tx, void *ctx)
{
	struct choosing *c = ctx;
	TRY(project_require(tx, &c->act, ACTION_PROJECT_SEE));
	return project_reminders(tx, c->act.arena, c->act.row->id, &c->id);
}

err_t participant_reminders(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum participant_reminders *ret)
{
	struct choosing c = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, read_choice, &c));
	*ret = parse(c.id);
	return NULL;
}

static err_t put_choice(struct tx *tx, void *ctx)
{
	struct choosing *c = ctx;
	TRY(project_require(tx, &c->act, ACTION_PROJECT_CHANGE));
	TRY(project_set_reminders(tx, c->act.row->id, str_of(hows[c->how].id)));
	return project_note(tx, &c->act, PROJECT_REMINDERS, STR_NONE);
}

err_t participant_set_reminders(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum participant_reminders how)
{
	struct choosing c = {.act = project_act(app, a, actor, at), .how = how};
	return db_tx(app->db, put_choice, &c);
}

struct wanting {
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	bool wants;
};

static err_t put_wants(struct tx *tx, void *ctx)
{
	const struct wanting *w = ctx;
	struct participant_at at;
	TRY(access_participant(tx, w->arena, w->actor, ACTION_PARTICIPATION_CHANGE, w->who, &at));
	return participant_set_unreminded(tx, at.participant, !w->wants);
}

err_t participation_want_reminders(const struct app *app, struct arena *a,
	const struct actor *actor, struct public_id participant, bool wants)
{
	struct wanting w = {a, actor, participant, wants};
	return db_tx(app->db, put_wants, &w);
}

/* --- whom --- */

struct round {
	const struct app *app;
	const struct job *job;
	struct arena *arena; /* of a batch */
	usec now;
	struct row_id last; /* of the batch before */
	struct participant_due_row_list rows;
};

/* One of a batch, ready before the transaction. */
struct due {
	const struct participant_due_row *row;
	struct participant_invite_row *to;
	usec since; /* when it became due */
	struct participant_mail mail;
};

/* The last reminder whose day has come; false before the first. */
static bool find_since(const struct participant_due_row *row, usec now, usec *ret_since)
{
	const day *before = hows[parse(row->reminders)].before;
	bool is = false;
	for (size_t i = 0; before[i]; i++) {
		usec since = zone_day_start(row->deadline - before[i]);
		if (since > now)
			break;
		*ret_since = since;
		is = true;
	}
	return is;
}

static err_t read_due(struct tx *tx, void *ctx)
{
	struct round *r = ctx;
	day today = zone_day(r->now);
	TRY(access_keep_house(tx));
	return participants_due(
		tx, r->arena, r->last.n, today, today + BEFORE_MOST, BATCH, &r->rows);
}

struct finding {
	struct arena *arena;
	struct due *due;
};

static err_t read_one(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	TRY(access_keep_house(tx));
	return participant_to_mail(tx, f->arena, f->due->row->participant, &f->due->to);
}

static err_t write_one(const struct round *r, struct due *io)
{
	struct finding f = {r->arena, io};
	const struct participant_mail_about about = {.project = io->row->title,
		.organisation = io->row->organisation,
		.deadline = io->row->deadline};
	TRY(db_read(r->app->db, read_one, &f));
	if (!io->to)
		return NULL;
	return participant_spare(participant_mail_write(
		r->app, r->arena, io->to, PARTICIPANT_NOTICE_DUE, &about, &io->mail));
}

/* --- sending --- */

struct batch {
	const struct round *round;
	struct due *at;
	size_t len;
};

/* The mark and the mail are one: whoever goes on after a crash finds who was reminded. */
static err_t send_one(struct tx *tx, const struct round *r, const struct due *due)
{
	int64_t count;
	bool good;
	TRY(participant_mail_is_good(tx, r->arena, &due->mail, r->now, &good));
	if (!good)
		return NULL;
	TRY(participant_set_reminded(tx, due->row->participant, r->now, due->since, &count));
	if (!count)
		return NULL;
	TRY(participation_note(
		tx, due->row->participant, r->now, NULL, PARTICIPATION_REMINDER, STR_NONE));
	return participant_mail_send(tx, r->arena, &due->mail, r->now);
}

static err_t send_batch(struct tx *tx, void *ctx)
{
	const struct batch *b = ctx;
	TRY(access_keep_house(tx));
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i].mail.sealed)
			TRY(send_one(tx, b->round, &b->at[i]));
	return NULL;
}

static err_t remind_batch(struct round *io)
{
	TRY(job_renew(io->job));
	TRY(db_read(io->app->db, read_due, io));
	struct batch b = {io, arena_array(io->arena, struct due, io->rows.len), 0};
	for (size_t i = 0; i < io->rows.len; i++) {
		const struct participant_due_row *row = &io->rows.at[i];
		struct due *due = &b.at[b.len];
		*due = (struct due){.row = row};
		io->last = row->participant;
		if (!find_since(row, io->now, &due->since) || row->invited >= due->since)
			continue;
		TRY(write_one(io, due));
		b.len++;
	}
	return b.len ? db_tx(io->app->db, send_batch, &b) : NULL;
}

static err_t remind_all(struct round *io)
{
	size_t count = BATCH;
	while (count == BATCH) {
		arena_reset(io->arena);
		TRY(remind_batch(io));
		count = io->rows.len;
	}
	return NULL;
}

/* --- once a day --- */

static err_t put_order(struct tx *tx, void *ctx)
{
	const usec *now = ctx;
	usec at = zone_day_start(zone_day(*now)) + PARTICIPANT_REMIND_HOUR * USEC_HOUR;
	if (at <= *now)
		at = zone_day_start(zone_day(*now) + 1) + PARTICIPANT_REMIND_HOUR * USEC_HOUR;
	struct job_order order = {.kind = KIND, .run_at = at, .key = STR("round")};
	TRY(access_keep_house(tx));
	return job_order(tx, &order, *now);
}

err_t participant_remind_start(const struct app *app)
{
	usec now = clock_now(app->clock);
	return db_tx(app->db, put_order, &now);
}

/* Ordered again before anything can fail: whatever happens here, it runs again. */
static err_t run_round(void *ctx, const struct job *job)
{
	struct round r = {.app = ctx, .job = job, .arena = arena_child(job->arena)};
	r.now = clock_now(r.app->clock);
	TRY(participant_remind_start(r.app));
	err_t e = remind_all(&r);
	notice_hurry(r.app);
	return e;
}

struct job_kind participant_remind_job(struct app *app)
{
	return (struct job_kind){KIND, run_round, app, LEASE, delays};
}
