/*
 * The end of projects: those whose time is over (app/project_end.h), and what was removed and was
 * not put back within PROJECT_UNDO. Of who took part only the stubs of certificates stay; whose
 * account has the own page, keeps a copy of it (app/project_kept.h).
 */
#pragma once

#include "app/app.h"
#include "jobs/jobs.h"

/* How many projects are due: their last day was before that time. */
err_t project_keep_due(struct tx *tx, usec before, int64_t *ret_count);

/* The kind of job that deletes them, once a day; app outlives it. */
struct job_kind project_job(struct app *app);
/* Orders the first run, for each process at its start; it may be there already. */
err_t project_start(const struct app *app);
