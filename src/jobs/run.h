/* One job from claim to end; private to this folder. */
#pragma once

#include "base/random.h"
#include "db/content.h"
#include "jobs/jobs.h"

struct job_runner {
	struct jobs *jobs;
	struct db *db;
	const struct clock *clock;
	const struct random *random;
	const struct log *log;
	const struct job_kind *kinds;
	struct text_list names; /* of the kinds */
};

const struct job_runner *jobs_runner(const struct jobs *j);

/*
 * Runs the next job that is due. When none is, *ret_ran is false and *ret_rest the time to the
 * next, if there is one. Errors are those of the store; the jobs' own are logged and settled here.
 */
err_t job_run_next(const struct job_runner *r, struct arena *a, bool *ret_ran, usec *ret_rest);
