/*
 * Jobs: work that outlives a request (mail, reminders, imports, retention). A job is a row in the
 * content store, put there in the transaction that makes it necessary: it exists exactly when its
 * reason does. A runner claims it with a lease, runs its kind's function, and deletes it. When the
 * program ends in the middle, the lease runs out and the job runs again: a job runs at least once,
 * and its function must stand running twice.
 *
 * Any number of processes may run the jobs of one store.
 */
#pragma once

#include "base/arena.h"
#include "base/id.h"
#include "base/log.h"
#include "db/db.h"

#define JOBS_REMEMBER (30 * USEC_DAY) /* what was given up */

struct jobs;

struct job_kind;

/* A job while it runs. */
struct job {
	struct arena *arena; /* ends with this run */
	struct row_id id;
	int64_t subject; /* what it is about: the id of a row, or what the kind makes of it */
	int tries;       /* from 1, this one included */
	bool is_last;    /* when this try fails, no other follows */
	struct jobs *jobs;
	const struct job_kind *kind;
	int64_t lease;
};

/*
 * Does the work. An error is logged by the runner; then the job is tried again by the schedule of
 * its kind. ERR_INVALID says that trying again is no use.
 */
typedef err_t (*job_fn)(void *ctx, const struct job *job);

struct job_kind {
	const char *name; /* as stored: "mail.send"; NULL ends a table */
	job_fn run;
	void *ctx;
	usec lease;         /* longer than a run takes, or than the time between two job_renew */
	const usec *delays; /* before the second try, the third ...; ended by 0 */
};

struct job_order {
	const char *kind;
	int64_t subject;
	usec run_at; /* not before */
	/*
	 * Two orders of a kind with the same key are one job, which runs at the earlier time; one
	 * that is running runs again after this. STR_NONE: no key. At most 64 bytes, no content.
	 */
	struct str key;
};

/* Orders a job; call jobs_wake after the commit. */
err_t job_order(struct tx *tx, const struct job_order *order, usec now);
/* Takes a whole lease from now; ERR_CONFLICT when another runner has taken over: stop then. */
err_t job_renew(const struct job *job);

struct jobs_settings {
	struct db *db;
	const struct clock *clock;
	const struct random *random;
	const struct log *log;
	const struct job_kind *kinds; /* kept, not copied */
	int threads;                  /* 1 to 16, for jobs_start */
};

/* Does nothing yet; the settings are copied. */
err_t jobs_new(const struct jobs_settings *settings, struct jobs **ret_jobs);
/* Starts the threads. */
err_t jobs_start(struct jobs *j);
/* Says that there may be something to do; otherwise a runner looks every two seconds. */
void jobs_wake(struct jobs *j);
/* Waits for the jobs that run, starts no others, and ends the threads. */
void jobs_stop(struct jobs *j);
/* After jobs_stop. NULL is fine. */
void jobs_free(struct jobs *j);

/* Forgets what was given up long ago; now and then. */
err_t jobs_clear(struct jobs *j);

/* Runs what is due on the calling thread, until nothing is. For commands and tests. */
err_t jobs_run_due(struct jobs *j, int *ret_count);
