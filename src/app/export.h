/*
 * A copy of everything about a person, for that person: a ZIP with one JSON file and its schema
 * (docs/export.md), pages to read without the internet, and the files. A job makes it; it waits,
 * sealed by the person's key, until EXPORT_LIFE after it was asked for.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "jobs/jobs.h"

#define EXPORT_LIFE (7 * USEC_DAY)
#define EXPORT_MOST ((size_t)112 << 20)         /* bytes of the archive */
#define EXPORT_DATED_MOST ((size_t)8 << 20)     /* of the PDFs of dated versions together */
#define EXPORT_PROJECTS_MOST ((size_t)32 << 20) /* of papers and files of projects together */
#define EXPORT_PROJECTS_COUNT 1200
#define EXPORT_JSON_MOST ((size_t)24 << 20) /* of export.json, and of each page */

/* FAILED: it was tried in vain; asking again begins anew. */
enum export_state { EXPORT_NONE, EXPORT_RUNS, EXPORT_READY, EXPORT_FAILED };

struct export_status {
	enum export_state state;
	int64_t done, total; /* while it runs: of so many steps */
	int64_t size;        /* once it is ready: bytes */
	usec ends;
};

/* Asks for a new one; what was there is replaced when it is ready. */
err_t export_order(const struct app *app, struct arena *a, const struct actor *actor);
err_t export_look(const struct app *app, struct arena *a, const struct actor *actor,
	struct export_status *ret);
/* The archive; ERR_NOT_FOUND unless it is ready. */
err_t export_fetch(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_zip);

/* The kind of job that makes one; app outlives it. */
struct job_kind export_job(struct app *app);
