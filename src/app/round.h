/*
 * Work that comes round: a job that orders itself again before anything in it can fail, so that
 * whatever happens to it, it runs again. One order of a kind waits at a time, the earliest.
 */
#pragma once

#include "app/app.h"
#include "jobs/jobs.h"

/* In a transaction that has its permission. */
err_t round_order_at(struct tx *tx, const char *kind, usec at, usec now);
/* As the house, so long from now. */
err_t round_order(const struct app *app, const char *kind, usec wait);
