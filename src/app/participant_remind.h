/*
 * Reminders that go out by themselves before a participant's deadline, in the morning: as often as
 * the project says. None goes to who handed in or has a certificate, whose mail did not arrive, who
 * wants none, or who was mailed since it became due; nor of a project that is closed.
 */
#pragma once

#include "app/participation.h"
#include "jobs/jobs.h"

#define PARTICIPANT_REMIND_HOUR 9

enum participant_reminders {
	PARTICIPANT_REMIND_NEVER,
	PARTICIPANT_REMIND_ONCE,  /* three days before it; as long as nobody chose */
	PARTICIPANT_REMIND_TWICE, /* a week, and two days before it */
	PARTICIPANT_REMINDS
};
const char *participant_reminders_id(enum participant_reminders how);
/* Message id: "Once: three days before". */
const char *participant_reminders_text(enum participant_reminders how);

err_t participant_reminders(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum participant_reminders *ret);
err_t participant_set_reminders(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum participant_reminders how);

/* One's own: wants says whether they come. */
err_t participation_want_reminders(const struct app *app, struct arena *a,
	const struct actor *actor, struct public_id participant, bool wants);

/* The kind of job that sends them, once a day; app outlives it. */
struct job_kind participant_remind_job(struct app *app);
/* Orders the first run, for each process at its start; it may be there already. */
err_t participant_remind_start(const struct app *app);
