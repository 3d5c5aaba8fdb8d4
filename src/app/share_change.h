/*
 * Changing a live link that works: which parts, until when, how many come in unasked, for whom. Who
 * came by it follows at once; only who was given other parts or another last day than the link's
 * keeps those, as far as the link still has them. What shows more than before needs a clear yes.
 * A change of its parts, its end or its places can be taken back for GRANT_UNDO, unless somebody
 * who came by it was given other parts since, or consent ended; then what it was is forgotten.
 */
#pragma once

#include "app/share.h"

struct share_terms {
	const struct str *scopes;
	size_t scopes_len;
	day ends;
	int64_t places;
	struct str receiver;
};

/* What another set of terms changes. */
struct share_difference {
	const struct str *added, *removed; /* ids of scopes */
	size_t added_len, removed_len;
	day ends_before, ends;
	int64_t places_before, places;
	bool renamed; /* for whom */
	bool is_none;
	bool shows_more; /* to more people, of more parts or for longer */
};
void share_compare(struct arena *a, const struct share *now, const struct share_terms *then,
	struct share_difference *ret);

/*
 * Field errors as for a draft. ERR_CONFLICT: it does not work (any more), or this shows more than
 * before.
 */
err_t share_change(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, const struct share_terms *terms);
/* The same with the owner's clear yes to what shows more. */
err_t share_change_more(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id share, const struct share_terms *terms);
/*
 * As it was before the last change, for everybody who came by it; who came since follows the link.
 * ERR_EXPIRED after GRANT_UNDO; ERR_CONFLICT when a parent took consent back meanwhile.
 */
err_t share_change_undo(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id share);
/* Forgets what links were before changes that cannot be taken back any more. */
err_t share_change_forget(const struct app *app);
