/*
 * What was written before a project got a type with another framework (app/project_type.h). It
 * stays as it is, the organiser does not see it and no certificate has it; it is back when the type
 * is. Until then who wrote it reads it (learning.former) and moves what fits.
 */
#pragma once

#include "app/learning.h"

/* How many who take part wrote something that a project of that type would leave behind; none for a
 * type that is not there. */
err_t learning_left_behind(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str type, int64_t *ret_people);

struct learning_move {
	struct learning_place from; /* of another framework */
	struct learning_place to;   /* of the project's own */
};
/*
 * Puts it below what stands there. What stood at both places is kept as earlier texts. Field
 * errors: area. ERR_CONFLICT when one of them changed meanwhile.
 */
err_t learning_move(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_move *in);
