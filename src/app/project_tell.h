/*
 * Mails that gather what came in a project, so that forty who hand in are one mail: to everybody
 * who coordinates it, that somebody handed in or asks for a certificate, or that a partner
 * accepted; to a partner, the same of their own participants and of whom they invited; to a
 * participant, that something was suggested. A mail goes out PROJECT_TELL_AFTER the first of it,
 * and says nothing of what was written.
 */
#pragma once

#include "app/app.h"
#include "jobs/jobs.h"

#define PROJECT_TELL_AFTER USEC_HOUR
#define PROJECT_TELL_MOST 100 /* people who coordinate it */

/* In the transaction: somebody handed in, asks or accepted. */
err_t project_tell(struct tx *tx, struct arena *a, struct row_id project, usec now);
/* The same: something was suggested to them. */
err_t project_tell_participant(struct tx *tx, struct arena *a, struct row_id participant, usec now);

/* The kinds of jobs that send them; app outlives them. */
struct job_kind project_tell_job(struct app *app);
struct job_kind project_tell_participant_job(struct app *app);
