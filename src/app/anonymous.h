/*
 * Numbers about people that tell nothing of any one of them: a count of few is not told, nor one
 * by which it could be worked out, and others go on by steps; and in a table with a row for each of
 * them, every row looks like at least ANONYMOUS_LEAST - 1 others (k-anonymity: Samarati and
 * Sweeney, 1998), and what is sensitive is told only among people of whom it differs (l-diversity:
 * Machanavajjhala and others, 2007).
 */
#pragma once

#include "base/str.h"

struct arena;

#define ANONYMOUS_LEAST 5
/* Of how many it is told how many have something: of fewer, each figure is of all or of a few. */
#define ANONYMOUS_SHARES_LEAST (2 * ANONYMOUS_LEAST)
#define ANONYMOUS_FOLDED STR("*") /* in the place of a value that would tell too much */

/* Of so many, how many are counted, or told: the whole steps of ANONYMOUS_LEAST. So whoever sees
 * two figures seldom learns that one more came, and never which of a step it was. */
int64_t anonymous_counted(int64_t people);

/*
 * At least how many of them have something, which each may have or not: by whole steps, and never
 * all; 0: fewer than ANONYMOUS_LEAST, or nobody. people: ANONYMOUS_SHARES_LEAST or more.
 */
int64_t anonymous_told(int64_t count, int64_t people);

/*
 * Which parts of a whole are told together, as others: those of few, and one more when it could
 * be worked out what they are.
 */
void anonymous_join(const int64_t *counts, size_t len, bool *ret_joined);

/*
 * Rows of values, one for each person, at least ANONYMOUS_LEAST. Values are folded, column after
 * column in that order, until every row is there ANONYMOUS_LEAST times. Then, among those who are
 * alike in all columns that are no secrets, a secret of which there are not two values is folded,
 * with the one by which it could be worked out. Then the rows are sorted.
 */
struct anonymous_secret {
	size_t column;
	size_t told_by; /* column; its own when none tells it */
};
struct anonymous_table {
	struct str *cells; /* columns in a row */
	size_t rows, columns;
	const size_t *order; /* of columns: the one that matters least first */
	const struct anonymous_secret *secrets;
	size_t secrets_len;
};
void anonymous_fold(struct arena *a, struct anonymous_table *io);
