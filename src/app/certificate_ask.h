/*
 * Asking for one's certificate: a participant may when the project is over or what they learned is
 * handed in, as long as there is none that says it. Who coordinates the project sees it.
 */
#pragma once

#include "app/participation.h"

/* Once more is harmless. ERR_CONFLICT when it is too early, or there is one. */
err_t certificate_ask(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id who);
