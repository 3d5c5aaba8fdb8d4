/*
 * How many mails leave in an hour, counted in the store for all programs together: at most half of
 * them at once, the others spread. The last fifth of what may leave at once is kept for urgent
 * mails. Private to this folder.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/time.h"

struct tx;

/* Takes one; ERR_RATE_LIMITED when none is left now. */
err_t budget_take_urgent(struct tx *tx, struct arena *a, int64_t hourly_most, usec now);
err_t budget_take(struct tx *tx, struct arena *a, int64_t hourly_most, usec now);
