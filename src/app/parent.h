/*
 * The request to invite a parent, to who is young: friendly, and never in the way. It is there
 * until a parent was invited or the person said "rather not", which nobody else is told and after
 * which it never comes back. It is not consent (app/consent.h).
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "app/content.h"

#define PARENT_AGE 16 /* who is younger is asked */

/* Who did not say how old they are is asked unless their route speaks to adults. */
err_t parent_is_asked(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_route *route, bool *ret_is_asked);
/* "Rather not." */
err_t parent_rather_not(const struct app *app, const struct actor *actor);
