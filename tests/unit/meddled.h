/* A store before each of whose changes something else happens, for tests of what meets there. */
#pragma once

#include "app/app.h"
#include "db/engine.h"

struct meddled {
	struct db db; /* what the app takes for its store */
	struct db *real;
	void (*before)(void *ctx);
	void *ctx;
};

/* The app on that store; m: with before and ctx. */
struct app meddled_app(struct meddled *m, const struct app *app);
