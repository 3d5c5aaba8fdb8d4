/* Inside of bringing a copy along: what its parts share. */
#pragma once

#include "app/import.h"
#include "db/content.h"

#define IMPORT_KIND "account.import"

bool import_is_over(const struct import_row *row, usec now);
/*
 * As it is kept, in sealed chunks: first what is looked at, an archive of what of export.json can
 * come in and of empty files in the place of its pictures; then an archive of the pictures.
 */
struct import_kept {
	struct str *at;
	size_t len, looks; /* chunks: all of them, and those of the first archive */
	size_t size;       /* bytes before sealing */
};
err_t import_keep(const struct app *app, struct arena *a, struct public_id owner, usec sent,
	const struct import_copy *copy, struct import_kept *ret);
/* One of both archives, from its chunks. */
err_t import_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct import_row *row, const struct import_chunk_row_list *chunks,
	struct str *ret_archive);
/* From "choices answers". */
void import_parts(struct str ids, bool ret_takes[IMPORT_PARTS]);
