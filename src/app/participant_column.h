/*
 * The columns of a list of participants: what they hold, and by which headings they are known, in
 * the languages of the program and as usual tools write them. What a list has beside these is left
 * out.
 */
#pragma once

#include "base/str.h"

struct arena;

enum participant_column {
	COLUMN_NONE,
	COLUMN_GIVEN_NAME,
	COLUMN_PREFIX, /* of the family name, where it has a column of its own: "van der" */
	COLUMN_FAMILY_NAME,
	COLUMN_COUNTRY,
	COLUMN_KIND,
	COLUMN_MAIL,
	COLUMN_BORN,
	COLUMN_PLACE,
	COLUMN_HOST,
	COLUMN_STARTS,
	COLUMN_ENDS,
	COLUMN_LANGUAGE,
	COLUMNS
};

/* As in forms and as remembered: "given_name". */
const char *participant_column_id(enum participant_column column);
/* COLUMN_NONE for another. */
enum participant_column participant_column_find(struct str id);
/* Message id: "Given name"; also its heading in a template. */
const char *participant_column_text(enum participant_column column);
/* Characters that it may hold. */
size_t participant_column_most(enum participant_column column);

/* By a heading as codec/fold.h folds it: exactly, or by words in it. */
enum participant_column participant_column_guess(struct arena *a, struct str folded);
