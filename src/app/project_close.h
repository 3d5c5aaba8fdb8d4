/*
 * The end of a project's work: nobody is added or invited any more, until it is opened again.
 * Certificates stay, and can still be issued, delivered and withdrawn. While somebody has none that
 * is valid, it closes with a reason only, which stands in its history; "-" is none.
 */
#pragma once

#include "app/project.h"

#define PROJECT_REASON_MOST 500 /* characters */

/* Field error: reason. Closed already is fine. */
err_t project_close(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str reason);
/* Open is fine. */
err_t project_reopen(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at);
