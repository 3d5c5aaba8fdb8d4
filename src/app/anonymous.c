#include "app/anonymous.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int64_t anonymous_counted(int64_t people)
{
	return people - people % ANONYMOUS_LEAST;
}

int64_t anonymous_told(int64_t count, int64_t people)
{
	int64_t most = people - ANONYMOUS_LEAST, told = anonymous_counted(count);
	return told < most ? told : most;
}

/* --- parts of a whole --- */

/* The smallest of those that are told by themselves; len: there is none. */
static size_t smallest(const int64_t *counts, size_t len, const bool *joined)
{
	size_t found = len;
	for (size_t i = 0; i < len; i++)
		if (!joined[i] && (found == len || counts[i] < counts[found]))
			found = i;
	return found;
}

void anonymous_join(const int64_t *counts, size_t len, bool *ret_joined)
{
	int64_t others = 0;
	for (size_t i = 0; i < len; i++) {
		ret_joined[i] = counts[i] < ANONYMOUS_LEAST;
		others += ret_joined[i] ? counts[i] : 0;
	}
	size_t more = smallest(counts, len, ret_joined);
	if (others > 0 && others < ANONYMOUS_LEAST && more < len)
		ret_joined[more] = true;
}

/* --- a row for each --- */

struct folding {
	const struct anonymous_table *table;
	struct str **rows; /* those that do not stand ANONYMOUS_LEAST times yet come first */
	size_t open;
};

static int compare(const void *a, const void *b, void *columns)
{
	struct str *const *one = a, *const *other = b;
	int order = 0;
	for (size_t i = 0; i < *(const size_t *)columns && !order; i++)
		order = str_cmp((*one)[i], (*other)[i]);
	return order;
}

/* The first row after those that are like the one at from. */
static size_t run_end(const struct folding *f, size_t from, size_t len)
{
	size_t columns = f->table->columns, end = from + 1;
	while (end < len && !compare(&f->rows[from], &f->rows[end], &columns))
		end++;
	return end;
}

static void sort(const struct folding *f, size_t len)
{
	size_t columns = f->table->columns;
	qsort_r(f->rows, len, sizeof(*f->rows), compare, &columns);
}

/* Puts those behind the open ones that stand there often enough. */
static void settle(struct arena *a, struct folding *io)
{
	struct str **sorted = arena_array(a, struct str *, io->open + 1);
	size_t few = 0, enough = io->open;
	sort(io, io->open);
	for (size_t i = 0, end; i < io->open; i = end) {
		end = run_end(io, i, io->open);
		for (size_t k = i; k < end; k++)
			sorted[end - i < ANONYMOUS_LEAST ? few++ : --enough] = io->rows[k];
	}
	memcpy(io->rows, sorted, io->open * sizeof(*sorted));
	io->open = few;
}

static void fold_row(const struct anonymous_table *table, struct str *io_row)
{
	for (size_t i = 0; i < table->columns; i++)
		io_row[i] = ANONYMOUS_FOLDED;
}

/* A few are left of which all is folded: the smallest group of others joins them. */
static void fold_left(struct folding *io)
{
	size_t len = io->table->rows, from = 0, best = len + 1;
	struct str **others = io->rows + io->open;
	struct folding rest = {io->table, others, len - io->open};
	sort(&rest, rest.open);
	for (size_t i = 0, end; i < rest.open; i = end) {
		end = run_end(&rest, i, rest.open);
		if (end - i < best) {
			best = end - i;
			from = i;
		}
	}
	for (size_t i = from; i < from + best && i < rest.open; i++)
		fold_row(io->table, others[i]);
}

/* --- what is sensitive --- */

static bool is_secret(const struct anonymous_table *t, size_t column)
{
	for (size_t i = 0; i < t->secrets_len; i++)
		if (t->secrets[i].column == column)
			return true;
	return false;
}

/* By the columns that are no secrets. */
static int compare_open(const void *a, const void *b, void *table)
{
	struct str *const *one = a, *const *other = b;
	const struct anonymous_table *t = table;
	int order = 0;
	for (size_t i = 0; i < t->columns && !order; i++)
		if (!is_secret(t, i))
			order = str_cmp((*one)[i], (*other)[i]);
	return order;
}

/* Are there two values of it among these? What is folded is none. */
static bool differs(struct str *const *rows, size_t len, size_t column)
{
	struct str first = ANONYMOUS_FOLDED;
	for (size_t i = 0; i < len; i++) {
		struct str value = rows[i][column];
		if (str_eq(value, ANONYMOUS_FOLDED) || str_eq(value, first))
			continue;
		if (!str_eq(first, ANONYMOUS_FOLDED))
			return true;
		first = value;
	}
	return false;
}

static void fold_column(struct str **rows, size_t len, size_t column)
{
	for (size_t i = 0; i < len; i++)
		rows[i][column] = ANONYMOUS_FOLDED;
}

static void keep_secrets(struct folding *io)
{
	struct anonymous_table table = *io->table;
	size_t len = table.rows;
	qsort_r(io->rows, len, sizeof(*io->rows), compare_open, &table);
	for (size_t from = 0, end; from < len; from = end) {
		struct str **group = io->rows + from;
		for (end = from + 1; end < len; end++)
			if (compare_open(group, io->rows + end, &table))
				break;
		for (size_t i = 0; i < table.secrets_len; i++) {
			const struct anonymous_secret *s = &table.secrets[i];
			if (differs(group, end - from, s->column))
				continue;
			fold_column(group, end - from, s->column);
			fold_column(group, end - from, s->told_by);
		}
	}
}

void anonymous_fold(struct arena *a, struct anonymous_table *io)
{
	struct folding f = {io, arena_array(a, struct str *, io->rows + 1), io->rows};
	struct str *sorted = arena_array(a, struct str, io->rows * io->columns + 1);
	for (size_t i = 0; i < io->rows; i++)
		f.rows[i] = io->cells + i * io->columns;
	settle(a, &f);
	for (size_t level = 0; level < io->columns && f.open; level++) {
		for (size_t i = 0; i < f.open; i++)
			f.rows[i][io->order[level]] = ANONYMOUS_FOLDED;
		settle(a, &f);
	}
	if (f.open)
		fold_left(&f);
	keep_secrets(&f);
	sort(&f, io->rows);
	for (size_t i = 0; i < io->rows; i++)
		memcpy(sorted + i * io->columns, f.rows[i], io->columns * sizeof(*sorted));
	io->cells = sorted;
}
