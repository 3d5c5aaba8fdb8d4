#include "app/anonymous.h"

#include "base/arena.h"
#include "base/random.h"
#include "unit/unit.h"

TEST(figures_go_on_by_fives)
{
	CHECK_INT(anonymous_counted(4), 0);
	CHECK_INT(anonymous_counted(5), 5);
	CHECK_INT(anonymous_counted(9), 5);
	CHECK_INT(anonymous_counted(10), 10);
}

TEST(shares_are_told_by_steps_and_never_of_a_few_or_of_all)
{
	CHECK_INT(anonymous_told(0, 20), 0);
	CHECK_INT(anonymous_told(4, 20), 0);
	CHECK_INT(anonymous_told(5, 20), 5);
	CHECK_INT(anonymous_told(6, 20), 5); /* one more is not seen */
	CHECK_INT(anonymous_told(9, 20), 5);
	CHECK_INT(anonymous_told(14, 20), 10);
	CHECK_INT(anonymous_told(20, 20), 15);
	CHECK_INT(anonymous_told(4, ANONYMOUS_SHARES_LEAST), 0);
	CHECK_INT(anonymous_told(5, ANONYMOUS_SHARES_LEAST), 5);
	CHECK_INT(anonymous_told(10, ANONYMOUS_SHARES_LEAST), 5);
}

/* Whatever is told fits several figures, so that none is learned exactly. */
TEST(shares_fit_five_figures_at_least)
{
	for (int64_t people = ANONYMOUS_SHARES_LEAST; people < 100; people += ANONYMOUS_LEAST)
		for (int64_t count = 0; count <= people; count++) {
			int alike = 0;
			for (int64_t other = 0; other <= people; other++)
				alike += anonymous_told(other, people) ==
					 anonymous_told(count, people);
			CHECK(alike >= ANONYMOUS_LEAST);
		}
}

TEST(one_small_part_takes_the_smallest_other_with_it)
{
	bool joined[3];
	anonymous_join((const int64_t[]){20, 3, 7}, 3, joined);
	CHECK(!joined[0] && joined[1] && joined[2]);
	anonymous_join((const int64_t[]){20, 3, 2}, 3, joined);
	CHECK(!joined[0] && joined[1] && joined[2]); /* five together need no other */
	anonymous_join((const int64_t[]){20, 5, 7}, 3, joined);
	CHECK(!joined[0] && !joined[1] && !joined[2]);
	anonymous_join((const int64_t[]){9, 0}, 2, joined);
	CHECK(!joined[0] && joined[1]); /* nobody is in it */
	anonymous_join((const int64_t[]){1}, 1, joined);
	CHECK(joined[0]);
}

#define COLUMNS 3
static const size_t order[COLUMNS] = {1, 0, 2};

static struct anonymous_table table_of(struct arena *a, const char *const *cells, size_t rows)
{
	struct anonymous_table t = {
		arena_array(a, struct str, rows * COLUMNS), rows, COLUMNS, order};
	for (size_t i = 0; i < rows * COLUMNS; i++)
		t.cells[i] = str_of(cells[i]);
	return t;
}

static struct anonymous_table folded(struct arena *a, const char *const *cells, size_t rows)
{
	struct anonymous_table t = table_of(a, cells, rows);
	anonymous_fold(a, &t);
	return t;
}

static size_t times(const struct anonymous_table *t, size_t row)
{
	size_t found = 0;
	for (size_t i = 0; i < t->rows; i++) {
		bool same = true;
		for (size_t k = 0; k < t->columns; k++)
			same &= str_eq(
				t->cells[i * t->columns + k], t->cells[row * t->columns + k]);
		found += same;
	}
	return found;
}

TEST(rows_are_folded_no_further_than_they_must)
{
	static const char *const cells[] = {"team", "nl", "yes", "person", "nl", "yes", "person",
		"nl", "yes", "person", "nl", "yes", "person", "fi", "yes", "person", "nl", "yes",
		"person", "nl", "yes", "person", "it", "yes", "person", "pl", "yes", "person", "de",
		"yes", "person", "fr", "yes"};
	struct arena *a = arena_new();
	struct anonymous_table t = folded(a, cells, 11);
	size_t whole = 0, starred = 0;
	for (size_t i = 0; i < t.rows; i++) {
		CHECK(times(&t, i) >= ANONYMOUS_LEAST);
		whole += str_is(t.cells[i * COLUMNS + 1], "nl");
		starred += str_is(t.cells[i * COLUMNS], "*");
	}
	/* Five are Dutch; five others are folded once, and go along with one of the team. */
	CHECK_INT((int64_t)whole, 5);
	CHECK_INT((int64_t)starred, 6);
	arena_free(a);
}

/* Rows by chance: so many values in the first column, and in the others. */
static const char *const *thrown(struct arena *a, size_t rows, size_t first, size_t others)
{
	static const char *const words[] = {"a", "b", "c", "d", "e", "f", "g"};
	const char **cells = arena_array(a, const char *, rows *COLUMNS);
	uint8_t *dice = arena_alloc(a, rows * COLUMNS);
	random_fill(&random_system, dice, rows * COLUMNS);
	for (size_t i = 0; i < rows * COLUMNS; i++)
		cells[i] = words[dice[i] % (i % COLUMNS ? others : first)];
	return cells;
}

TEST(whatever_the_rows_everyone_has_company)
{
	struct arena *a = arena_new();
	for (size_t rows = ANONYMOUS_LEAST; rows < 120; rows += 7) {
		struct anonymous_table t = folded(a, thrown(a, rows, 2, 7), rows);
		for (size_t i = 0; i < rows; i++)
			CHECK(times(&t, i) >= ANONYMOUS_LEAST);
	}
	arena_free(a);
}

/* Columns: where from, whether something is there, and how much of it. */
static const struct anonymous_secret secrets[] = {{1, 2}, {2, 2}};

static struct anonymous_table told(struct arena *a, const char *const *cells, size_t rows)
{
	static const size_t by[COLUMNS] = {0, 2, 1};
	struct anonymous_table t = table_of(a, cells, rows);
	t.order = by;
	t.secrets = secrets;
	t.secrets_len = sizeof(secrets) / sizeof(*secrets);
	anonymous_fold(a, &t);
	return t;
}

#define FIVE(...) __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__, __VA_ARGS__

TEST(what_all_of_a_group_have_is_not_told)
{
	static const char *const cells[] = {FIVE("fi", "yes", "1"), FIVE("fi", "no", "0"),
		FIVE("nl", "yes", "1"), FIVE("nl", "yes", "3")};
	struct arena *a = arena_new();
	struct anonymous_table t = told(a, cells, 20);
	for (size_t i = 0; i < 20; i++) {
		const struct str *row = t.cells + i * COLUMNS;
		/* of the Dutch how much would tell that all of them have it */
		bool is_open = str_is(row[0], "fi");
		CHECK(str_is(row[1], "*") == !is_open && str_is(row[2], "*") == !is_open);
		CHECK(times(&t, i) >= ANONYMOUS_LEAST);
	}
	arena_free(a);
}

TEST(whatever_the_rows_no_group_has_one_value)
{
	struct arena *a = arena_new();
	for (size_t rows = ANONYMOUS_LEAST; rows < 120; rows += 7) {
		struct anonymous_table t = told(a, thrown(a, rows, 3, 2), rows);
		for (size_t i = 0; i < rows * COLUMNS; i++) {
			size_t column = i % COLUMNS, others = 0;
			if (!column || str_is(t.cells[i], "*"))
				continue;
			for (size_t k = 0; k < rows; k++) {
				struct str other = t.cells[k * COLUMNS + column];
				others += str_eq(t.cells[k * COLUMNS], t.cells[i - column]) &&
					  !str_is(other, "*") && !str_eq(other, t.cells[i]);
			}
			CHECK(others >= ANONYMOUS_LEAST);
		}
	}
	arena_free(a);
}

TEST(the_order_of_rows_tells_nothing)
{
	static const char *const one[] = {"b", "x", "1", "a", "x", "1", "a", "x", "1", "a", "x",
		"1", "a", "x", "1", "a", "x", "1", "b", "x", "1", "b", "x", "1", "b", "x", "1", "b",
		"x", "1"};
	struct arena *a = arena_new();
	struct anonymous_table t = folded(a, one, 10);
	CHECK_STR(t.cells[0], "a");
	CHECK_STR(t.cells[4 * COLUMNS], "a");
	CHECK_STR(t.cells[5 * COLUMNS], "b");
	arena_free(a);
}
