/*
 * Participants as a table to save, in the reader's language: an empty one to fill in, those of a
 * project, and what is left of a list with what is wrong. Each can be sent as a list again.
 */
#pragma once

#include "app/participant_import.h"
#include "i18n/lang.h"

#define PARTICIPANT_TABLE_BYTES ((size_t)32 << 20)

enum table_format { TABLE_CSV, TABLE_XLSX, TABLE_FORMATS };
/* "csv"; false for another. */
bool table_format_find(struct str id, enum table_format *ret);

err_t participant_table_empty(
	struct arena *a, const struct lang *lang, enum table_format format, struct str *ret_bytes);
/* All that is noted about those who take part, as far as the reader may see it; that it was read
 * is noted. */
err_t participant_table_all(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, enum table_format format,
	struct str *ret_bytes);
/*
 * The same with the columns that the official site takes (app/official_list.h), in English.
 * ERR_CONFLICT for a project without a grant.
 */
err_t participant_table_official(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum table_format format, struct str *ret_bytes);
/* The rows of the list that did not come in. ERR_NOT_FOUND when none waits. */
err_t participant_table_rest(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, enum table_format format,
	struct str *ret_bytes);

/* What is wrong, in the reader's language: "Country “Belguim” is unknown. Do you mean Belgium?" */
struct str entry_issue_print(
	struct arena *a, const struct lang *lang, const struct entry_issue *issue);
