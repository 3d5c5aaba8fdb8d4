/*
 * Numbers about people that tell nothing of any one of them: a count of few is not told, nor one
 * by which it could be worked out; and in a table with a row for each of them, every row looks
 * like at least ANONYMOUS_LEAST - 1 others (k-anonymity: Samarati and Sweeney, 1998).
 */
#pragma once

#include "base/str.h"

struct arena;

#define ANONYMOUS_LEAST 5
#define ANONYMOUS_COLUMNS_MOST 16
#define ANONYMOUS_FOLDED STR("*") /* in the place of a value that would tell too much */

/* Of so many, how many are counted: those who came last wait until there are ANONYMOUS_LEAST of
 * them, so that two figures never differ by one person. */
int64_t anonymous_counted(int64_t people);

enum anonymous_share {
	ANONYMOUS_NUMBER, /* may be told */
	ANONYMOUS_FEW,    /* fewer than ANONYMOUS_LEAST, or nobody */
	ANONYMOUS_MOST,   /* all, or all but fewer than ANONYMOUS_LEAST */
};
/* What may be told of how many of them have something, which each may have or not. */
enum anonymous_share anonymous_share(int64_t count, int64_t people);

/*
 * Which parts of a whole are told together, as others: those of few, and one more when it could
 * be worked out what they are.
 */
void anonymous_join(const int64_t *counts, size_t len, bool *ret_joined);

/*
 * Rows of values, one for each person, at least ANONYMOUS_LEAST. Values are folded, column after
 * column in that order, until every row is there ANONYMOUS_LEAST times; then the rows are sorted.
 */
struct anonymous_table {
	struct str *cells; /* columns in a row */
	size_t rows, columns;
	const size_t *order; /* of columns: the one that matters least first */
};
void anonymous_fold(struct arena *a, struct anonymous_table *io);
