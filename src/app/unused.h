/*
 * Accounts that nobody uses: after the period of RETENTION_ACCOUNT since the person last came in
 * (or left their school, if that is later) they are erased, with three warnings by mail before. A
 * warning that came late, because the program did not run, moves the end: nobody goes without at
 * least a week's warning.
 */
#pragma once

#include "app/app.h"
#include "base/id.h"
#include "jobs/jobs.h"

struct tx;

#define UNUSED_WARNINGS 3
/* Days before the end. */
extern const int unused_warnings[UNUSED_WARNINGS];

/* Inside the transaction in which a person comes in: their time begins anew. */
err_t unused_came_in(struct tx *tx, struct row_id person, usec now);

/* The kind of job, which orders itself again for the next day; app outlives it. */
struct job_kind unused_job(struct app *app);
/* Orders the first run, for each process at its start; it may be there already. */
err_t unused_start(const struct app *app);
