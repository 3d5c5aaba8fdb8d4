/*
 * A region's worth of invented people, each with an answer to every question of one route: to see
 * how an installation grows. Of the demo world and of benches; nothing in a real installation
 * calls this.
 */
#pragma once

#include "app/app.h"

#define REGION_PEOPLE 134000 /* 4 million answers */
#define REGION_PEOPLE_MOST 20000000

struct region_count {
	int64_t people, answers; /* that were made now */
};

/* How many people there are now; called now and then, by one thread at a time. */
typedef void (*region_progress)(void *ctx, int64_t people);

/* Makes those who are missing of the first `people`; may be interrupted and said again. */
err_t region_fill(const struct app *app, int64_t people, region_progress progress, void *ctx,
	struct region_count *ret_made);
/* The address of one of them, from 0. */
struct str region_mail(struct arena *a, int64_t number);
