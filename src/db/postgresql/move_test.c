/* There and back: from SQLite to PostgreSQL to SQLite, every byte the same. */
#include "db/copy.h"

#include "db/engine.h"
#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

static err_t fill(struct tx *tx, void *ctx)
{
	struct arena *a = ctx;
	const day born = -365;
	const usec seen = INT64_MAX;
	struct row_id id = {0}, mother = {0};
	int64_t count;
	tx_allow(tx);
	TRY(note_remove(tx, 1, &count));
	for (uint8_t i = 0; i < 200; i++) {
		struct public_id code = {.bytes = {(uint8_t)(i * 37), i}};
		TRY(person_add(tx, code, str_fmt(a, "Zoë %d", i), i % 3 ? &born : NULL,
			i % 5 ? &seen : NULL, i % 7 ? STR("\0\xff'\\") : STR_NONE, i % 2, mother,
			i % 4 ? STR("{\"nl\":\"juf\"}") : STR_NONE, &id));
		mother = id;
		for (int k = 0; k < 20; k++)
			TRY(answer_put(tx, id, str_fmt(a, "Q%d", k * 7), STR("\0"), -k));
	}
	return NULL;
}

static err_t clear_notes(struct tx *tx, void *ctx)
{
	int64_t count;
	(void)ctx;
	tx_allow(tx);
	return note_remove(tx, 1, &count);
}

static void pass_progress(void *ctx, const char *table, int64_t rows)
{
	(void)ctx, (void)table, (void)rows;
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

static struct db *open_file(const struct scratch *s, const char *name)
{
	struct db *db = NULL;
	const char *path = scratch_file(s, name);
	CHECK_OK(db_open(&(struct db_config){.place = path, .schema = s->schema}, &db));
	CHECK_OK(db_migrate(db, 1));
	CHECK_OK(db_tx(db, clear_notes, NULL));
	return db;
}

static void copy(struct db *from, struct db *to)
{
	struct db_copying c = {from, to, STR("x"), 1, pass_progress, NULL};
	struct sum before = sum_of(from);
	CHECK_OK(db_copy(&c));
	CHECK_OK(db_copy_finish(to));
	struct sum after = sum_of(to);
	CHECK(before.rows == after.rows && before.hash == after.hash);
}

TEST(move_there_and_back)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, clear_notes, NULL));
	struct db *first = open_file(&s, "first.db"), *last = open_file(&s, "last.db");
	REQUIRE(first && last);
	CHECK_OK(db_tx(first, fill, s.arena));
	copy(first, s.db);
	copy(s.db, last);
	CHECK_INT(sum_of(last).rows, 200 + 200 * 20);
	CHECK_OK(db_check(s.db));
	CHECK_OK(db_check(last));
	db_close(first);
	db_close(last);
	scratch_close(&s);
}
