#include "jobs/jobs.h"

#include "base/mem.h"
#include "db/content.h"
#include "jobs/run.h"

#include <pthread.h>

#define THREADS_MOST 16
#define LOOK_AGAIN (2 * USEC_SECOND)
#define KEY_MOST 64

struct jobs {
	struct job_runner runner;
	struct arena *arena;
	int threads_wanted, threads;
	pthread_t thread[THREADS_MOST];
	pthread_mutex_t lock;
	pthread_cond_t woken;
	uint64_t wakes;
	bool stopping;
};

err_t job_order(struct tx *tx, const struct job_order *order, usec now)
{
	if (order->key.len > KEY_MOST)
		return err_log(ERR_INTERNAL, "key of a %s job is too long", order->kind);
	return job_put(tx, str_of(order->kind), order->key, order->subject, order->run_at, now);
}

static struct text_list kind_names(struct arena *a, const struct job_kind *kinds)
{
	size_t n = 0;
	while (kinds[n].name)
		n++;
	struct str *names = arena_array(a, struct str, n);
	for (size_t i = 0; i < n; i++)
		names[i] = str_of(kinds[i].name);
	return (struct text_list){names, n};
}

err_t jobs_new(const struct jobs_settings *settings, struct jobs **ret_jobs)
{
	if (settings->threads < 1 || settings->threads > THREADS_MOST)
		return err_log(ERR_INVALID, "1 to %d job threads, not %d", THREADS_MOST,
			settings->threads);
	struct jobs *j = mem_new(struct jobs);
	j->arena = arena_new();
	j->runner = (struct job_runner){.jobs = j,
		.db = settings->db,
		.clock = settings->clock,
		.random = settings->random,
		.log = settings->log,
		.kinds = settings->kinds,
		.names = kind_names(j->arena, settings->kinds)};
	j->threads_wanted = settings->threads;
	pthread_mutex_init(&j->lock, NULL);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&j->woken, &monotonic);
	pthread_condattr_destroy(&monotonic);
	*ret_jobs = j;
	return NULL;
}

void jobs_free(struct jobs *j)
{
	if (!j)
		return;
	pthread_cond_destroy(&j->woken);
	pthread_mutex_destroy(&j->lock);
	arena_free(j->arena);
	mem_free(j);
}

const struct job_runner *jobs_runner(const struct jobs *j)
{
	return &j->runner;
}

void jobs_wake(struct jobs *j)
{
	pthread_mutex_lock(&j->lock);
	j->wakes++;
	pthread_cond_broadcast(&j->woken);
	pthread_mutex_unlock(&j->lock);
}

/* False when the runner stops; *io_seen is the count of wakes so far. */
static bool goes_on(struct jobs *j, uint64_t *io_seen)
{
	pthread_mutex_lock(&j->lock);
	*io_seen = j->wakes;
	bool on = !j->stopping;
	pthread_mutex_unlock(&j->lock);
	return on;
}

/* Until somebody woke us since seen, or that time is over. */
static void wait_for_work(struct jobs *j, uint64_t seen, usec most)
{
	usec until = clock_monotonic() + (most < LOOK_AGAIN ? most : LOOK_AGAIN);
	struct timespec at = {until / USEC_SECOND, until % USEC_SECOND * 1000};
	pthread_mutex_lock(&j->lock);
	while (j->wakes == seen && !j->stopping && clock_monotonic() < until)
		pthread_cond_timedwait(&j->woken, &j->lock, &at);
	pthread_mutex_unlock(&j->lock);
}

static void *serve(void *arg)
{
	struct jobs *j = arg;
	struct arena *a = arena_new();
	uint64_t seen;
	while (goes_on(j, &seen)) {
		bool ran = false;
		usec rest = LOOK_AGAIN;
		err_t e = job_run_next(&j->runner, a, &ran, &rest);
		if (e)
			log_err(j->runner.log, STR("jobs"), e);
		err_free(e);
		arena_reset(a);
		if (!ran)
			wait_for_work(j, seen, rest);
	}
	arena_free(a);
	return NULL;
}

err_t jobs_start(struct jobs *j)
{
	while (j->threads < j->threads_wanted) {
		if (pthread_create(&j->thread[j->threads], NULL, serve, j) != 0) {
			jobs_stop(j);
			return err_log(ERR_INTERNAL, "cannot start a job thread");
		}
		j->threads++;
	}
	return NULL;
}

void jobs_stop(struct jobs *j)
{
	pthread_mutex_lock(&j->lock);
	j->stopping = true;
	pthread_cond_broadcast(&j->woken);
	pthread_mutex_unlock(&j->lock);
	while (j->threads)
		pthread_join(j->thread[--j->threads], NULL);
	j->stopping = false;
}

err_t jobs_run_due(struct jobs *j, int *ret_count)
{
	struct arena *a = arena_new();
	err_t e = NULL;
	int count = 0;
	for (bool ran = true; ran && !e; count += ran) {
		usec rest;
		e = job_run_next(&j->runner, a, &ran, &rest);
		arena_reset(a);
	}
	arena_free(a);
	if (!e)
		*ret_count = count;
	return e;
}

static err_t forget(struct tx *tx, void *ctx)
{
	const usec *before = ctx;
	int64_t count;
	tx_allow(tx);
	return job_forget(tx, *before, &count);
}

err_t jobs_clear(struct jobs *j)
{
	usec before = clock_now(j->runner.clock) - JOBS_REMEMBER;
	return db_tx(j->runner.db, forget, &before);
}
