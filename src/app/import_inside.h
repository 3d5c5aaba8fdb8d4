/* Inside of bringing a copy along: what its parts share. */
#pragma once

#include "app/import.h"
#include "db/content.h"

#define IMPORT_KIND "account.import"

bool import_is_over(const struct import_row *row, usec now);
/* The archive as it is kept. */
err_t import_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct import_row *row, const struct import_chunk_row_list *chunks,
	struct str *ret_archive);
/* Parts that stand in a passport which must be empty for them. */
bool import_is_content(enum import_part part);
/* From "choices answers". */
void import_parts(struct str ids, bool ret_takes[IMPORT_PARTS]);
