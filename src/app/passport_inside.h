/* Inside of the passport: what its parts share. */
#pragma once

#include "app/passport.h"

err_t passport_find_route(const struct app *app, struct arena *a, struct public_id owner,
	const struct pick_row_list *rows, size_t lang, const struct content_route **ret_route);

/* NULL when nothing was written; rows of one person, as the queries sort them. */
const struct answer_row *passport_row(const struct answer_row_list *rows, struct str question);
/* Is there anything, enough or not? */
bool passport_is_written(const struct answer_mark_list *marks, struct str question);
bool passport_is_answered(const struct answer_mark_list *marks, struct str question);

/* Fills in what stands in the row; what is damaged is said to be. ERR_EXPIRED. */
err_t passport_open_answer(const struct app *app, struct arena *a, struct public_id owner,
	const struct answer_row *row, struct passport_answer *io);

/* As passport_save, to a question that nobody asks any more too. */
err_t passport_put(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_question *question, const struct passport_save *in,
	struct passport_saved *ret);

/*
 * The files of somebody's pictures: each stays as long as an answer, a past one or a dated version
 * names it. Read and opened before the transaction.
 */
struct passport_naming {
	struct str question; /* of an answer, with its version; empty: of a dated version */
	int64_t version;
	struct public_id dated;
	bool has_file, is_damaged;
	struct public_id file;
};
struct passport_files {
	const struct content *content;
	struct passport_naming *at;
	size_t len, cap;
};
err_t passport_files_read(const struct app *app, struct arena *a, const struct actor *actor,
	struct passport_files *ret);
/* What was put down in the transaction itself. */
void passport_files_add(struct arena *a, struct str question, int64_t version,
	const struct answer *value, struct passport_files *io);
/*
 * In it: drops the files that nothing names any more. None, when something stands there that was
 * not read, or cannot be: it may name any of them.
 */
err_t passport_files_drop(
	struct tx *tx, struct arena *a, struct row_id person, const struct passport_files *files);
