/*
 * What a person picked on the way to a route, sealed like every answer. All picks are sealed at one
 * length: a ciphertext of another length would tell them apart.
 */
#pragma once

#include "app/app.h"
#include "app/content.h"
#include "base/id.h"
#include "db/content.h"

#define PICK_LENGTH 40         /* bytes; no option's id is longer */
#define PICK_WORDING "wording" /* the choice of content_picks.wording; no choice of a route */

/* ERR_EXPIRED when the owner's key was destroyed. */
err_t pick_seal(const struct app *app, struct arena *a, struct public_id owner, struct str choice,
	struct str option, struct str *ret_sealed);
/* All picks of the owner; what belongs to no choice of the content is left out, and so is what is
 * damaged: it can be picked again. */
err_t pick_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct pick_row_list *rows, struct content_picks *ret_picks);
