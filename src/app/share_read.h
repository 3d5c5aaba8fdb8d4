/*
 * What came to a receiver by a live link, as one page. While it is shared: everything that was
 * chosen for them, opened; the owner sees that each part was read. Before the owner's yes and after
 * the end: the fact alone.
 */
#pragma once

#include "app/passport.h"
#include "app/share_door.h"

struct share_read {
	struct share_received about;
	bool has_passport;           /* there is something to read */
	struct passport_whole whole; /* of the parts that are shared, and no more */
};
/* ERR_NOT_FOUND for what did not come to the actor. */
err_t share_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id grant, struct share_read *ret);
