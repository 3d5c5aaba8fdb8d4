/*
 * Leaving: a person deletes their account. All access ends at once; the key to what they wrote is
 * destroyed LEAVE_GRACE later, or at once when they say so. Signing in before that takes it back.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "jobs/jobs.h"

#define LEAVE_GRACE (7 * USEC_DAY)

/* All sessions of the actor are over when it returns. */
err_t leave_later(const struct app *app, struct arena *a, const struct actor *actor);
err_t leave_now(const struct app *app, struct arena *a, const struct actor *actor);

/* Inside the transaction in which a person comes in: they stay. */
err_t leave_came_in(struct tx *tx, struct row_id person, usec now);

/* The kind of job that erases who is due; app outlives it. */
struct job_kind leave_job(struct app *app);
/* Orders the first run, for each process at its start; it may be there already. */
err_t leave_start(const struct app *app);
