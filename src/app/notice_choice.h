/*
 * How people get the notices whose kind leaves it to them: each at once, all of a day in one mail
 * at NOTICE_DAY_HOUR, or never. And where: a notice that is about one of somebody's roles goes to
 * the address that they chose for that role.
 */
#pragma once

#include "app/access.h"
#include "app/notice.h"
#include "jobs/jobs.h"

#define NOTICE_DAY_HOUR 17

enum notice_how { NOTICE_AT_ONCE, NOTICE_DAILY, NOTICE_NEVER, NOTICE_HOWS };
/* As in the form: "now", "daily", "never". */
const char *notice_how_id(enum notice_how how);
/* NOTICE_HOWS for what is none. */
enum notice_how notice_how_parse(struct str id);

struct notice_choices {
	enum notice_how how[NOTICE_KINDS];
};
/* The actor's own. */
err_t notice_choices(const struct app *app, struct arena *a, const struct actor *actor,
	struct notice_choices *ret);
/* ERR_INVALID when something that everybody gets is not to come at once. */
err_t notice_choose(
	const struct app *app, const struct actor *actor, const struct notice_choices *in);

/* --- inside a transaction that was allowed to --- */

struct notice_given {
	struct row_id person;
	struct row_id role; /* the membership of theirs that it is about; {0}: none */
	enum notice_kind kind;
	const struct outbox_sealed *sealed;
	usec now;
};
/* Sends it, keeps it for the day's mail, or neither: as the person chose. */
err_t notice_give(struct tx *tx, struct arena *a, const struct notice_given *given);

/* Where it goes; empty: nowhere. */
err_t notice_address(struct tx *tx, struct arena *a, struct row_id person, struct row_id role,
	struct str *ret_mail);
/* As stored beside the address that was chosen for it. */
struct str notice_role_key(struct arena *a, struct row_id role);

/* The kind of job that sends the day's mail of one person; app outlives it. */
struct job_kind notice_day_job(struct app *app);
