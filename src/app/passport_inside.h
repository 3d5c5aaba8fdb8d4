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
