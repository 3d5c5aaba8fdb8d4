/*
 * Participants from a list, below /projects/{organisation}/{key}/list: sending one, looking it
 * through, and saying what its columns are.
 */
#pragma once

#include "view/participant.h"

/* Posted to path/list: list (a file) or rows (pasted). */
struct participant_send_view {
	struct str path; /* of the project */
	bool was_dropped;
	struct str rows;
	struct problem problem;
};

/* Something wrong in a row: posted to path/list/mend under that name. */
struct list_issue_view {
	struct str name, text;
	struct str value; /* what is proposed, or stands there */
	bool is_country;
};
struct list_row_view {
	int64_t number;
	struct str name; /* of whom it is about; or empty */
	struct str about;
	struct str told; /* why it is not chosen; or empty */
	bool chosen;
	const struct list_issue_view *issues;
	size_t issues_len;
};
/* Posted to path/list/bring: shown, and row for each that is chosen; to path/list/order: order. */
struct participant_review_view {
	struct str path; /* of the project */
	int64_t came;    /* just now */
	bool was_mended;
	struct problem problem;
	bool is_unclear; /* columns without which nobody can be made out were not found */
	const struct str *lacks;
	size_t lacks_len;
	bool asks_order;
	struct str order_text;
	int64_t ready, twice, wrong, inside; /* rows */
	const struct list_row_view *wrongs;
	size_t wrongs_len;
	int64_t wrongs_more; /* that are not shown */
	const struct list_row_view *twices;
	size_t twices_len;
	int64_t twices_more;
	const struct list_row_view *readies;
	size_t readies_len;
	int64_t readies_more;
	struct str shown; /* numbers of the rows that can be chosen */
	const struct str *countries;
	size_t countries_len;
	const struct str *notes; /* what was read otherwise than as it stands there */
	size_t notes_len;
	day until; /* it is kept */
};

struct list_option_view {
	struct str key, text;
	bool chosen;
};
struct list_column_view {
	struct str name;    /* posted */
	struct str heading; /* or "Column C" */
	struct str sample;
	const struct list_option_view *options;
	size_t options_len;
};
/* Posted to path/list/columns: head, order, charset, separator, sheet, and each column. */
struct participant_columns_view {
	struct str path; /* of the project */
	struct problem problem;
	const struct list_option_view *heads;
	size_t heads_len;
	const struct list_column_view *columns;
	size_t columns_len;
	const struct list_option_view *orders;
	size_t orders_len;
	const struct list_option_view *charsets; /* of a CSV file */
	size_t charsets_len;
	const struct list_option_view *separators;
	size_t separators_len;
	const struct list_option_view *sheets; /* of a workbook with more than one */
	size_t sheets_len;
};
