/*
 * The photo of a person, who may want one: a square that is made anew, so that nothing of what the
 * camera noted is left, and sealed by their key as every file. Its owner sees it, and whoever may
 * read a part of their passport today; that such a person looked is noted (app/reading.h).
 */
#pragma once

#include "app/access.h"
#include "app/file.h"

#define PROFILE_PHOTO_SIDE 480 /* pixels */

/* In place of what was there. Field error photo: no picture; ERR_TOO_LARGE, with a text. */
err_t profile_photo_set(const struct app *app, struct arena *a, const struct actor *actor,
	struct str filename, struct str bytes);
/* None is fine. */
err_t profile_photo_remove(const struct app *app, struct arena *a, const struct actor *actor);

/* May the actor see one of that person? */
err_t profile_photo_is(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id owner, bool *ret_is);
/* The actor's own, for what is printed of theirs; empty: none. */
err_t profile_photo_own(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_jpeg);
/* ERR_NOT_FOUND: there is none, or not for the actor. */
err_t profile_photo(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id owner, struct file *ret);
