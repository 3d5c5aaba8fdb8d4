/*
 * What an export is made of: one row for each part. A new table with something of a person's gets
 * a line here; a test compares with the stores.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "codec/json.h"

struct lang;

struct export_making {
	const struct app *app;
	struct arena *arena;
	struct actor actor; /* whose it is */
	const struct lang *lang;
};

struct export_part {
	const char *id;     /* member of the JSON object, and name of the page */
	const char *title;  /* message id */
	const char *tables; /* separated by a space */
	/* An array of objects whose members are texts, numbers, truths, or arrays of texts. */
	err_t (*make)(const struct export_making *m, struct json *io_items);
};
/* Ended by a NULL id. */
extern const struct export_part export_parts[];

/* Tables that refer to a person and are not handed over, with the reason. */
struct export_omission {
	const char *table, *reason;
};
extern const struct export_omission export_omissions[];

/* Message id of what a member is called; NULL when it has none. */
const char *export_label(struct str member);
