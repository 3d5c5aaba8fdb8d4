/*
 * What a person chose about themselves: how to be called, their whole name for whoever reads their
 * passport and works with them, and how large the pages are.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "db/statement.h"

#define PERSON_NAME_MOST 80 /* characters, of each of the two */

struct person_settings {
	struct str name;      /* how to be called: in greetings and on their own pages */
	struct str full_name; /* as others read it; empty: as they are called */
	bool large_type;
};
/* Field errors: name, full_name. */
err_t person_change(
	const struct app *app, const struct actor *actor, const struct person_settings *in);

/*
 * What a new password or PIN of theirs may not be made of: names of theirs, of the organisations
 * that they belong to, and of the place. Inside a transaction that was allowed to.
 */
err_t person_words_of(struct tx *tx, const struct app *app, struct arena *a, struct row_id person,
	struct text_list *ret_words);
