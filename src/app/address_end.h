/*
 * Addresses that stop working on a day that their person knows, as those of a school do: the
 * person is warned 60, 30 and 7 days before, at that address and where our mail goes. Once the day
 * is over, mail goes to another address of theirs.
 */
#pragma once

#include "app/app.h"
#include "jobs/jobs.h"

/* The kind of job, which orders itself again for the next day; app outlives it. */
struct job_kind address_end_job(struct app *app);
/* Orders the first run, for each process at its start; it may be there already. */
err_t address_end_start(const struct app *app);
