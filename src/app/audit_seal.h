/*
 * The sealer: a job that puts what waits into the chain, a batch at a time, each batch with its
 * signed point in one transaction, and orders itself again. However many processes run, and
 * wherever one of them stops, a row gets one place in the chain and a place one row: a batch is
 * kept only when the chain still ends where the sealer saw it end.
 *
 * Rows are taken in the order of their ids among those that wait; one that was committed later
 * than a row with a higher id comes after it.
 */
#pragma once

#include "app/app.h"
#include "jobs/jobs.h"

#define AUDIT_SEAL_EACH USEC_MINUTE

/* The kind of job; app outlives it. */
struct job_kind audit_job(struct app *app);
/* Orders the first run, for each process at its start; it may be there already. */
err_t audit_start(const struct app *app);
