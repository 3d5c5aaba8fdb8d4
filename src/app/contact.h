/*
 * Contact codes: what somebody with an account shows, as a QR code, a link or ten characters, so
 * that a learner lets them look along. Showing it is their yes; the learner's comes with the parts
 * and the last day. A new code makes the old one worthless.
 */
#pragma once

#include "app/grant.h"
#include "crypto/code.h"

/*
 * The actor's own code; len 0 when there is none yet. via: of a membership as a mentor, so that who
 * uses the code becomes a learner of theirs; or NULL.
 */
err_t contact_code(const struct app *app, struct arena *a, const struct actor *actor,
	const struct public_id *via, struct code *ret_code);
err_t contact_code_renew(const struct app *app, struct arena *a, const struct actor *actor,
	const struct public_id *via);

struct contact {
	struct public_id person;
	struct str name;
	struct str place; /* of a mentor's code: the organisation; else empty */
	struct public_id via;
};
/* Whose code it is. Field error on code: none, unknown, or the actor's own. */
err_t contact_find(const struct app *app, struct arena *a, const struct actor *actor,
	struct str typed, struct contact *ret);

struct contact_new {
	struct str code;
	struct str called; /* what the owner calls them; or empty */
	enum grant_role role;
	struct grant_terms terms;
};
/*
 * They look along from now on. Errors as contact_find and grant_check; a mentor, who sees progress
 * in any case, may be let in without any part.
 */
err_t contact_add(const struct app *app, struct arena *a, const struct actor *actor,
	const struct contact_new *in);
