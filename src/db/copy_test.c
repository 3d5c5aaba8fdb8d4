#include "db/copy.h"

#include "db/engine.h"
#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <string.h>

enum { PEOPLE = 3, ANSWERS = 600 };

/* Rows of every type, more than a page of one table, and a number that was used and given up. */
static err_t fill(struct tx *tx, void *ctx)
{
	struct arena *a = ctx;
	const day born = -365;
	const usec seen = INT64_MIN;
	struct row_id id = {0}, mother = {0};
	int64_t count;
	tx_allow(tx);
	TRY(note_remove(tx, 1, &count));
	for (uint8_t i = 0; i < PEOPLE; i++) {
		struct public_id code = {.bytes = {i, 0xff}};
		TRY(person_add(tx, code, STR("Zoë"), i ? &born : NULL, i ? &seen : NULL,
			i ? STR("\0\xff") : STR_NONE, i == 1, mother,
			i ? STR("{\"nl\":\"juf\"}") : STR_NONE, &id));
		mother = mother.n ? mother : id;
	}
	TRY(person_delete(tx, id, &count));
	for (int i = 0; i < ANSWERS; i++)
		TRY(answer_put(tx, mother, str_fmt(a, "q%03d", i), STR("body"), i));
	return NULL;
}

struct watch {
	int64_t rows;
};

static void note_progress(void *ctx, const char *table, int64_t rows)
{
	struct watch *w = ctx;
	(void)table;
	w->rows = rows;
}

struct sum {
	uint64_t hash;
	int64_t rows;
};

static err_t add_row(void *ctx, struct str row)
{
	struct sum *s = ctx;
	s->hash = s->hash * 31 + str_hash(row);
	s->rows++;
	return NULL;
}

static struct sum sum_of(struct db *db)
{
	struct sum s = {0};
	for (const struct db_table *t = db_tables(db->schema); t->name; t++)
		CHECK_OK(db_each_row(db, t, add_row, &s));
	return s;
}

static err_t add_person(struct tx *tx, void *ctx)
{
	struct public_id code = {.bytes = {99}};
	tx_allow(tx);
	return person_add(
		tx, code, STR("A"), NULL, NULL, STR_NONE, false, (struct row_id){0}, STR_NONE, ctx);
}

/* The target's migrations may make rows of their own; ours make one note. */
static err_t clear_notes(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return note_remove(tx, 1, ctx);
}

static void open_target(struct scratch *to)
{
	int64_t count;
	scratch_open(to, &fixture_schema);
	CHECK_OK(db_tx(to->db, clear_notes, &count));
}

TEST(copy_of_a_store_is_the_same)
{
	struct scratch from, to;
	struct watch w = {0};
	struct row_id id;
	scratch_open(&from, &fixture_schema);
	open_target(&to);
	CHECK_OK(db_tx(from.db, fill, from.arena));
	struct db_copying c = {from.db, to.db, STR("a"), 1, note_progress, &w};
	CHECK_OK(db_copy(&c));
	struct sum before = sum_of(from.db), after = sum_of(to.db);
	CHECK_INT(before.rows, PEOPLE - 1 + ANSWERS);
	CHECK(before.rows == after.rows && before.hash == after.hash);
	CHECK_OK(db_copy_finish(to.db));
	CHECK_OK(db_migrate(to.db, 2));
	CHECK_OK(db_check(to.db));
	CHECK_OK(db_tx(to.db, add_person, &id));
	CHECK_INT(id.n, PEOPLE + 1); /* the number of the one who is gone stays theirs */
	scratch_close(&from);
	scratch_close(&to);
}

TEST(copy_into_a_store_that_is_in_use_is_refused)
{
	struct scratch from, to;
	struct watch w = {0};
	struct row_id id;
	scratch_open(&from, &fixture_schema);
	open_target(&to);
	CHECK_OK(db_tx(to.db, add_person, &id));
	struct db_copying c = {from.db, to.db, STR("a"), 1, note_progress, &w};
	CHECK_ERR(db_copy(&c), ERR_CONFLICT);
	CHECK_OK(db_migrate(to.db, 2));
	scratch_close(&from);
	scratch_close(&to);
}

/* The answers' table takes only so many rows: the copy breaks off in the middle. */
static err_t one_answer_less(struct tx *tx, void *ctx)
{
	int64_t count;
	(void)ctx;
	tx_allow(tx);
	return answer_remove_after(tx, STR("q499"), &count);
}

TEST(copy_that_was_interrupted_goes_on)
{
	struct scratch from, to;
	struct watch w = {0};
	scratch_open(&from, &fixture_schema);
	open_target(&to);
	CHECK_OK(db_tx(from.db, fill, from.arena));
	struct db_copying c = {from.db, to.db, STR("a"), 1, note_progress, &w};
	CHECK_OK(db_copy(&c));
	CHECK_OK(db_tx(to.db, one_answer_less, NULL)); /* as it is after the first page */
	CHECK_ERR(db_migrate(to.db, 2), ERR_UNAVAILABLE);
	db_close(to.db);
	REQUIRE_OK(db_open(&(struct db_config){.place = to.place, .schema = to.schema}, &to.db));
	struct db_copying other = {from.db, to.db, STR("b"), 1, note_progress, &w};
	CHECK_ERR(db_copy(&other), ERR_CONFLICT);
	c.to = to.db;
	w.rows = 0;
	CHECK_OK(db_copy(&c));
	CHECK_INT(w.rows, ANSWERS - 500);
	struct sum before = sum_of(from.db), after = sum_of(to.db);
	CHECK(before.rows == after.rows && before.hash == after.hash);
	CHECK_OK(db_copy_finish(to.db));
	CHECK_OK(db_migrate(to.db, 2));
	scratch_close(&from);
	scratch_close(&to);
}
