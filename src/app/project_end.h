/*
 * When a youth project ends. Its period (app/retention.h) counts from its last day, or from the day
 * on which it was made if that is later; a coordinator may have it count from a later day still.
 *
 * Nothing ends unannounced: who coordinates it and who took part are warned three times, by mail,
 * and it stays until the day that the last warning named. A warning that comes late, because the
 * program did not run, or the period became shorter, moves that day.
 */
#pragma once

#include "app/project.h"
#include "db/content.h"
#include "jobs/jobs.h"

#define PROJECT_WARNINGS 3
#define PROJECT_LONGER_MOST (2 * 365) /* days that one may be kept beyond its period */
#define PROJECT_REASON_MOST 300       /* characters */

/* Days before the end. */
extern const int project_warnings[PROJECT_WARNINGS];

struct project_end {
	day last;     /* on which it is here; the next one it is deleted */
	day longest;  /* on which it may be, when it is kept for longer */
	int warning;  /* that is due now: how many there have been with it; 0: none */
	day promised; /* what that one says */
	bool is_over; /* it was announced, and the day is past */
};
struct project_end project_end_of(
	const struct app *app, const struct project_end_row *row, usec now);
/* Whose last day was before is over, by the period alone; else they have nothing due yet. */
day project_over_before(const struct app *app, usec now);

/*
 * Keeps it until that day. Field errors: until (later than it would be here, at most
 * PROJECT_LONGER_MOST beyond its period), reason.
 */
err_t project_keep_longer(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, day until, struct str reason);

/* Sends the warnings that are due: each once, and to each address one mail about all its projects.
 * What is ready goes out after a crash. */
err_t project_warn(const struct app *app, const struct job *job);
