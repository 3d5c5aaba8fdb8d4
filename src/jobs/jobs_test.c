#include "jobs/jobs.h"

#include "jobs/run.h"
#include "unit/store.h"
#include "unit/unit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const usec delays[] = {10 * USEC_SECOND, USEC_MINUTE, 0};

/* One of everything; its two kinds do what the test says. */
struct world {
	struct store store;
	struct clock_manual clock;
	struct log log;
	struct job_kind kinds[3];
	struct jobs *jobs;
	atomic_int runs, others;
	int64_t subject;
	int tries;
	bool was_last;
	enum err_code fails;
	bool orders_again, renews;
	usec wait; /* in what it orders */
};

static err_t order(struct tx *tx, void *ctx)
{
	const struct world *w = ctx;
	tx_allow(tx);
	return job_order(tx,
		&(struct job_order){.kind = "test.work",
			.subject = w->subject,
			.run_at = w->clock.at + w->wait,
			.key = STR("same")},
		w->clock.at);
}

static err_t work(void *ctx, const struct job *job)
{
	struct world *w = ctx;
	w->runs++;
	w->subject = job->subject;
	w->tries = job->tries;
	w->was_last = job->is_last;
	if (w->orders_again) {
		w->orders_again = false;
		w->subject = 8;
		TRY(db_tx(w->store.content, order, w));
		w->wait = USEC_DAY; /* a later one does not put it off */
		TRY(db_tx(w->store.content, order, w));
		w->wait = 0;
	}
	if (w->renews) {
		w->clock.at += USEC_MINUTE;
		TRY(job_renew(job));
	}
	return w->fails ? err_log(w->fails, "as told") : NULL;
}

static err_t other_work(void *ctx, const struct job *job)
{
	struct world *w = ctx;
	(void)job;
	w->others++;
	return NULL;
}

static bool make_jobs(struct world *w)
{
	return CHECK_OK(jobs_new(&(struct jobs_settings){.db = w->store.content,
					 .clock = &w->clock.clock,
					 .random = &random_system,
					 .log = &w->log,
					 .kinds = w->kinds,
					 .threads = 2},
		&w->jobs));
}

static bool set_up(struct world *w)
{
	*w = (struct world){.log = {.fd = -1}};
	clock_manual_init(&w->clock, 1000 * USEC_DAY);
	w->log.clock = &w->clock.clock;
	w->kinds[0] = (struct job_kind){"test.work", work, w, 90 * USEC_SECOND, delays};
	w->kinds[1] = (struct job_kind){"test.other", other_work, w, 90 * USEC_SECOND, delays};
	return store_open(&w->store) && make_jobs(w);
}

static void tear_down(struct world *w)
{
	jobs_free(w->jobs);
	store_close(&w->store);
}

struct put {
	const struct job_order *order;
	usec now;
};

static err_t put(struct tx *tx, void *ctx)
{
	const struct put *p = ctx;
	tx_allow(tx);
	return job_order(tx, p->order, p->now);
}

static void check_order(struct world *w, struct job_order o)
{
	o.kind = o.kind ? o.kind : "test.work";
	CHECK_OK(db_tx(w->store.content, put, &(struct put){&o, w->clock.at}));
}

/* Runs what is due; returns how many. */
static int due(struct world *w)
{
	int count = -1;
	CHECK_OK(jobs_run_due(w->jobs, &count));
	return count;
}

struct given_up {
	struct arena *arena;
	struct job_given_up_row_list rows;
};

static err_t read_given_up(struct tx *tx, void *ctx)
{
	struct given_up *g = ctx;
	return job_given_up(tx, g->arena, &g->rows);
}

static void check_given_up(struct world *w, size_t want, const char *fault)
{
	struct given_up g = {.arena = w->store.arena};
	CHECK_OK(db_read(w->store.content, read_given_up, &g));
	CHECK_INT((int64_t)g.rows.len, (int64_t)want);
	if (want && g.rows.len)
		CHECK_STR(g.rows.at[0].fault, fault);
}

TEST(job_runs_once_when_its_time_has_come)
{
	struct world w;
	REQUIRE(set_up(&w));
	check_order(&w, (struct job_order){.subject = 7, .run_at = w.clock.at + USEC_HOUR});
	CHECK_INT(due(&w), 0);
	w.clock.at += USEC_HOUR;
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.subject, 7);
	CHECK_INT(w.tries, 1);
	w.clock.at += USEC_DAY;
	CHECK_INT(due(&w), 0);
	tear_down(&w);
}

static err_t order_and_fail(struct tx *tx, void *ctx)
{
	TRY(put(tx, ctx));
	return err_log(ERR_CONFLICT, "changed its mind");
}

TEST(job_of_a_rolled_back_transaction_never_was)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct job_order o = {.kind = "test.work"};
	CHECK_ERR(db_tx(w.store.content, order_and_fail, &(struct put){&o, w.clock.at}),
		ERR_CONFLICT);
	CHECK_INT(due(&w), 0);
	tear_down(&w);
}

TEST(job_that_fails_is_tried_again_by_the_schedule)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.fails = ERR_UNAVAILABLE;
	check_order(&w, (struct job_order){0});
	CHECK_INT(due(&w), 1);
	CHECK_INT(due(&w), 0);
	w.clock.at += 10 * USEC_SECOND - 1;
	CHECK_INT(due(&w), 0);
	w.clock.at += 2 * USEC_SECOND;
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.tries, 2);
	CHECK(!w.was_last);
	w.clock.at += 70 * USEC_SECOND;
	check_given_up(&w, 0, "");
	CHECK_INT(due(&w), 1);
	CHECK(w.was_last);
	check_given_up(&w, 1, "unavailable");
	w.clock.at += USEC_DAY;
	CHECK_INT(due(&w), 0);
	tear_down(&w);
}

TEST(job_that_is_no_use_is_given_up_at_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.fails = ERR_INVALID;
	check_order(&w, (struct job_order){0});
	CHECK_INT(due(&w), 1);
	check_given_up(&w, 1, "invalid");
	CHECK_OK(jobs_clear(w.jobs));
	check_given_up(&w, 1, "invalid");
	w.clock.at += JOBS_REMEMBER + USEC_DAY;
	CHECK_OK(jobs_clear(w.jobs));
	check_given_up(&w, 0, "");
	tear_down(&w);
}

TEST(job_orders_with_one_key_are_one_job_at_the_earlier_time)
{
	struct world w;
	REQUIRE(set_up(&w));
	usec now = w.clock.at;
	check_order(&w, (struct job_order){.run_at = now + USEC_HOUR, .key = STR("same")});
	check_order(&w, (struct job_order){.run_at = now + USEC_MINUTE, .key = STR("same")});
	check_order(&w, (struct job_order){.run_at = now + USEC_DAY, .key = STR("same")});
	check_order(&w, (struct job_order){.run_at = now + USEC_DAY, .key = STR("else")});
	check_order(
		&w, (struct job_order){
			    .kind = "test.other", .run_at = now + USEC_DAY, .key = STR("same")});
	w.clock.at += USEC_MINUTE;
	CHECK_INT(due(&w), 1);
	w.clock.at += USEC_HOUR;
	CHECK_INT(due(&w), 0);
	w.clock.at += USEC_DAY;
	CHECK_INT(due(&w), 2);
	tear_down(&w);
}

TEST(job_ordered_while_it_runs_runs_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.orders_again = true;
	check_order(&w, (struct job_order){.subject = 7, .key = STR("same")});
	CHECK_INT(due(&w), 2);
	CHECK_INT(w.subject, 8);
	CHECK_INT(w.tries, 1);
	/* the same when the first run failed: the new order counts, not the schedule */
	w.orders_again = true;
	w.fails = ERR_UNAVAILABLE;
	check_order(&w, (struct job_order){.subject = 7, .key = STR("same")});
	CHECK_INT(due(&w), 2);
	tear_down(&w);
}

/* Says of the runs so far. */
static bool was_logged(const struct world *w, const char *event)
{
	char text[4096];
	ssize_t len = pread(w->log.fd, text, sizeof(text), 0);
	return len > 0 && memmem(text, (size_t)len, event, strlen(event));
}

TEST(job_that_runs_again_was_not_given_up)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.log.fd = memfd_create("log", MFD_CLOEXEC);
	w.orders_again = true;
	w.fails = ERR_INVALID;
	check_order(&w, (struct job_order){.key = STR("same")});
	int count = 0;
	bool ran;
	usec rest;
	CHECK_OK(job_run_next(jobs_runner(w.jobs), w.store.arena, &ran, &rest));
	CHECK(was_logged(&w, "job.failed") && !was_logged(&w, "job.given_up"));
	CHECK_OK(jobs_run_due(w.jobs, &count));
	CHECK_INT(count, 1);
	CHECK(was_logged(&w, "job.given_up"));
	close(w.log.fd);
	tear_down(&w);
}

TEST(job_given_up_comes_back_when_ordered_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.fails = ERR_INVALID;
	check_order(&w, (struct job_order){.key = STR("same")});
	CHECK_INT(due(&w), 1);
	w.fails = 0;
	check_order(&w, (struct job_order){.key = STR("same")});
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.tries, 1);
	check_given_up(&w, 0, "");
	tear_down(&w);
}

struct steal {
	struct world *world;
	struct job_row *row;
};

/* Claims a job as a program does that then ends. */
static err_t claim_and_die(struct tx *tx, void *ctx)
{
	struct steal *s = ctx;
	struct world *w = s->world;
	const struct str names[] = {STR("test.work")};
	tx_allow(tx);
	TRY(job_pick(tx, w->store.arena, w->clock.at, (struct text_list){names, 1}, &s->row));
	if (!s->row)
		return err_log(ERR_NOT_FOUND, "none");
	return job_claim(tx, s->row->id, 42, w->clock.at, w->clock.at + 90 * USEC_SECOND);
}

TEST(job_whose_program_ended_runs_again_when_the_lease_is_over)
{
	struct world w;
	REQUIRE(set_up(&w));
	check_order(&w, (struct job_order){.subject = 7});
	CHECK_OK(db_tx(w.store.content, claim_and_die, &(struct steal){&w, NULL}));
	REQUIRE(store_reopen(&w.store));
	jobs_free(w.jobs);
	REQUIRE(make_jobs(&w));
	w.clock.at += 89 * USEC_SECOND;
	CHECK_INT(due(&w), 0);
	w.clock.at += USEC_SECOND;
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.tries, 2);
	tear_down(&w);
}

TEST(job_that_always_ends_the_program_is_given_up)
{
	struct world w;
	REQUIRE(set_up(&w));
	check_order(&w, (struct job_order){0});
	for (int i = 0; i < 3; i++) {
		CHECK_OK(db_tx(w.store.content, claim_and_die, &(struct steal){&w, NULL}));
		w.clock.at += 2 * USEC_MINUTE;
	}
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.runs, 0);
	check_given_up(&w, 1, "crash");
	tear_down(&w);
}

/* What was ordered while the last try ran is not lost with it. */
TEST(job_ordered_while_its_program_ended_begins_anew)
{
	struct world w;
	REQUIRE(set_up(&w));
	check_order(&w, (struct job_order){.key = STR("same")});
	for (int i = 0; i < 3; i++) {
		CHECK_OK(db_tx(w.store.content, claim_and_die, &(struct steal){&w, NULL}));
		if (i == 2)
			check_order(&w, (struct job_order){.key = STR("same")});
		w.clock.at += 2 * USEC_MINUTE;
	}
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.runs, 1);
	CHECK_INT(w.tries, 1);
	check_given_up(&w, 0, "");
	tear_down(&w);
}

TEST(job_ordered_for_later_while_its_program_ended_runs_then_too)
{
	struct world w;
	REQUIRE(set_up(&w));
	check_order(&w, (struct job_order){.key = STR("same")});
	CHECK_OK(db_tx(w.store.content, claim_and_die, &(struct steal){&w, NULL}));
	check_order(&w, (struct job_order){.run_at = w.clock.at + USEC_DAY, .key = STR("same")});
	w.clock.at += 2 * USEC_MINUTE;
	CHECK_INT(due(&w), 1);
	w.clock.at += USEC_DAY;
	CHECK_INT(due(&w), 1);
	tear_down(&w);
}

static err_t lose_the_lease(void *ctx, const struct job *job)
{
	struct world *w = ctx;
	w->runs++;
	w->clock.at += 91 * USEC_SECOND;
	if (w->runs == 1) {
		TRY(db_tx(w->store.content, claim_and_die, &(struct steal){w, NULL}));
		CHECK_ERR(job_renew(job), ERR_CONFLICT);
	}
	return NULL;
}

/* Who lost the job to another runner must not end the other's. */
TEST(job_taken_over_is_left_to_the_other)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.kinds[0].run = lose_the_lease;
	check_order(&w, (struct job_order){0});
	CHECK_INT(due(&w), 1);
	w.clock.at += 90 * USEC_SECOND;
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.runs, 2);
	tear_down(&w);
}

TEST(job_renewed_keeps_its_lease)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.renews = true;
	check_order(&w, (struct job_order){0});
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.runs, 1);
	w.clock.at += USEC_DAY;
	CHECK_INT(due(&w), 0);
	tear_down(&w);
}

TEST(job_of_an_unknown_kind_is_left_alone)
{
	struct world w;
	REQUIRE(set_up(&w));
	check_order(&w, (struct job_order){.kind = "from.tomorrow"});
	check_order(&w, (struct job_order){.kind = "test.other"});
	CHECK_INT(due(&w), 1);
	CHECK_INT(w.others, 1);
	tear_down(&w);
}

TEST(job_refuses_a_long_key_and_odd_thread_counts)
{
	struct world w;
	char longer[65];
	memset(longer, 'x', sizeof(longer));
	REQUIRE(set_up(&w));
	struct job_order o = {.kind = "test.work", .key = {longer, sizeof(longer)}};
	CHECK_ERR(db_tx(w.store.content, put, &(struct put){&o, w.clock.at}), ERR_INTERNAL);
	struct jobs *none;
	CHECK_ERR(jobs_new(&(struct jobs_settings){.kinds = w.kinds}, &none), ERR_INVALID);
	CHECK_ERR(jobs_new(&(struct jobs_settings){.kinds = w.kinds, .threads = 17}, &none),
		ERR_INVALID);
	jobs_free(NULL);
	tear_down(&w);
}

static bool wait_for(const atomic_int *count, int want)
{
	usec until = clock_monotonic() + 60 * USEC_SECOND;
	while (*count < want && clock_monotonic() < until)
		sched_yield();
	return *count >= want;
}

TEST(jobs_threads_run_each_job_once_and_stop)
{
	enum { JOBS = 60 };
	struct world w;
	REQUIRE(set_up(&w));
	w.kinds[0].run = other_work;
	REQUIRE_OK(jobs_start(w.jobs));
	for (int i = 0; i < JOBS; i++) {
		check_order(&w, (struct job_order){.subject = i});
		jobs_wake(w.jobs);
	}
	CHECK(wait_for(&w.others, JOBS));
	jobs_stop(w.jobs);
	CHECK_INT(w.others, JOBS);
	/* nothing runs any more, and nothing is lost */
	check_order(&w, (struct job_order){0});
	jobs_wake(w.jobs);
	CHECK_INT(due(&w), 1);
	tear_down(&w);
}

TEST(jobs_wake_is_quicker_than_looking)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.kinds[0].run = other_work;
	REQUIRE_OK(jobs_start(w.jobs));
	usec start = clock_monotonic();
	for (int i = 0; i < 20; i++) {
		check_order(&w, (struct job_order){0});
		jobs_wake(w.jobs);
		CHECK(wait_for(&w.others, i + 1));
	}
	CHECK(clock_monotonic() - start < 20 * USEC_SECOND); /* and not two for each */
	jobs_stop(w.jobs);
	tear_down(&w);
}
