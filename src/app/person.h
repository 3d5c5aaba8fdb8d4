/* What a person chose about themselves: how to be called, and how large the pages are. */
#pragma once

#include "app/access.h"
#include "app/app.h"

#define PERSON_NAME_MOST 80

struct person_settings {
	struct str name;
	bool large_type;
};
/* Field error: name. */
err_t person_change(
	const struct app *app, const struct actor *actor, const struct person_settings *in);
