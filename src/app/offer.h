/*
 * Invitations: the learner asks somebody by mail to look along. The mail holds no content, only a
 * code, typed or in the fragment of its link. Who brings the code and is signed in may say yes,
 * once; who brings it may say no. Nothing tells whether an account has the invited address.
 */
#pragma once

#include "app/grant.h"
#include "db/statement.h"

#define OFFER_LIFE (30 * USEC_DAY)

struct offer_new {
	struct str called; /* what the owner calls the invited */
	struct str mail;
	struct str language; /* of the mail, where it is not known what the invited reads */
	struct str reads;    /* what they read best: the tag of any language; or empty */
	struct str message;  /* the owner's own words, read after the code was typed; or empty */
	enum grant_role role;
	struct grant_terms terms;
};
/* Field errors: mail, and those of grant_check. ERR_RATE_LIMITED. */
err_t offer_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct offer_new *in);
/* Mails another code; the one before no longer works. language: as in offer_new. ERR_CONFLICT when
 * it does not wait. */
err_t offer_send_again(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id grant, struct str language);

/* The actor's invitations that wait although their code is too old: to be sent again. */
err_t offer_late(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id_list *ret);

struct offer {
	struct public_id owner;
	struct str name;    /* the owner's */
	struct str message; /* or empty */
	struct str reads;   /* what the owner says that the invited reads best; or empty */
	enum grant_role role;
	const struct str *scopes;
	size_t scopes_len;
	day ends;
	bool is_own;     /* the actor invited */
	bool is_damaged; /* the message cannot be opened, and is empty */
};
/* Field error on code when it is none, or none that waits: unknown, used, withdrawn, too old. */
err_t offer_look(const struct app *app, struct arena *a, const struct actor *actor, struct str code,
	struct offer *ret);
/* The actor looks along from now on. Errors as above; ERR_CONFLICT for one's own. */
err_t offer_accept(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct public_id *ret_owner);
err_t offer_decline(
	const struct app *app, struct arena *a, const struct actor *actor, struct str code);
