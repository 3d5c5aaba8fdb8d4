/*
 * Bringing a copy along (docs/export.md), into one's own passport as long as nothing was written in
 * it. The archive is looked through and kept, sealed by the person's key, for IMPORT_LIFE; the
 * person sees what of it can come in, part by part, and chooses; a job brings that in, in one
 * transaction. Whose copy it was makes no difference: only what a person could have typed comes
 * in, and it is kept for ever that it came that way.
 */
#pragma once

#include "app/access.h"
#include "app/export.h"
#include "app/import_read.h"
#include "jobs/jobs.h"

#define IMPORT_LIFE USEC_DAY
#define IMPORT_MOST EXPORT_MOST  /* bytes of the archive */
#define IMPORT_PICTURES_MOST 300 /* the others are left out */

enum import_state {
	IMPORT_NONE,
	IMPORT_WAITS, /* for the choice */
	IMPORT_RUNS,
	IMPORT_FAILED, /* it was tried in vain; choosing again begins anew */
	IMPORT_DONE,
};

struct import_status {
	enum import_state state;
	usec ends;               /* when it is forgotten */
	int64_t done, total;     /* while it runs: of so many steps */
	int64_t came, left_out;  /* once it is done */
	struct import_copy copy; /* while it waits, or failed */
	bool is_written;         /* something stands in the passport: answers cannot come in */
};

/* Field errors on copy, with what is wrong with the archive; what was there before is replaced. */
err_t import_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, struct str archive);
err_t import_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, struct import_status *ret);
/*
 * Begins to bring in those parts, by id. Field errors on parts: none, none that there is, earlier
 * answers without the present ones, or answers where something was written. ERR_NOT_FOUND when
 * nothing waits.
 */
err_t import_choose(const struct app *app, struct arena *a, const struct actor *actor,
	const struct str *parts, size_t len);
/* Forgets what waits; none is fine. */
err_t import_drop(const struct app *app, struct arena *a, const struct actor *actor);

/* The kind of job that brings in what was chosen; app outlives it. */
struct job_kind import_job(struct app *app);
