/*
 * Showing that what stays closed to a code which was made later (app/learning.h) is one's own: with
 * the code with which it was written, or with a code mailed to the address that the page was known
 * to have then. Who made the new code, or changed the address since, has neither.
 */
#pragma once

#include "app/learning.h"
#include "app/visitor.h"

struct learning_proof {
	bool is_needed;
	bool by_code;    /* there is an earlier code */
	bool by_mail;    /* the address of then still stands there */
	bool had_mail;   /* there was one then; no: the way in was a card */
	bool is_awaited; /* a code was mailed to this browser */
};
/* ERR_NOT_FOUND for everybody else's. */
err_t learning_proof(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct public_id who, struct learning_proof *ret);

/* The earlier code, as typed. Field error: code. ERR_NOT_FOUND when nothing needs a proof. */
err_t learning_prove_code(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str typed);
/* ERR_NOT_FOUND when it cannot be mailed. */
err_t learning_prove_ask(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct public_id who);
/* The mailed one. Field error: code. ERR_NOT_FOUND when none was, or nothing needs a proof. */
err_t learning_prove_mailed(const struct app *app, struct arena *a, const struct actor *actor,
	const struct visitor *visitor, struct public_id who, struct str typed);
