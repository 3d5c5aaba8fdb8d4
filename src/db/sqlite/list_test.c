#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <string.h>

static struct public_id code_of(char c)
{
	struct public_id code;
	memset(code.bytes, c, sizeof(code.bytes));
	return code;
}

static err_t add_plain(struct tx *tx, char c, struct str name, struct row_id *ret_id)
{
	tx_allow(tx);
	return person_add(tx, code_of(c), name, NULL, NULL, STR_NONE, false, (struct row_id){0},
		STR_NONE, ret_id);
}

static err_t lists(struct tx *tx, void *arena)
{
	struct row_id ids[3];
	struct id_list found;
	struct text_list names;
	TRY(add_plain(tx, 'a', STR("A"), &ids[0]));
	TRY(add_plain(tx, 'b', STR(""), &ids[1]));
	TRY(add_plain(tx, 'c', STR("C';--"), &ids[2]));
	const struct str wanted[] = {STR("C';--"), STR("nobody"), STR_NONE};
	TRY(person_find_all(tx, arena, (struct text_list){wanted, 3}, &found));
	CHECK(found.len == 2 && found.at[0].n == ids[1].n && found.at[1].n == ids[2].n);
	TRY(person_find_all(tx, arena, (struct text_list){NULL, 0}, &found));
	CHECK(found.len == 0);
	const struct public_id codes[] = {code_of('a'), code_of('z')};
	TRY(person_find_others(tx, arena, (struct id_list){&ids[2], 1},
		(struct public_id_list){codes, 2}, &names));
	CHECK(names.len == 1 && names.at[0].len == 0);
	TRY(person_find_others(
		tx, arena, (struct id_list){NULL, 0}, (struct public_id_list){NULL, 0}, &names));
	CHECK(names.len == 3);
	CHECK_ERR(person_find_all(tx, arena, (struct text_list){wanted, DB_LIST_MAX + 1}, &found),
		ERR_TOO_LARGE);
	return NULL;
}

TEST(list_stands_in_in_and_not_in)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, lists, s.arena));
	scratch_close(&s);
}

static err_t without_list(struct tx *tx, void *ctx)
{
	struct sqlite_tx *own = (struct sqlite_tx *)tx;
	int64_t *ret_rows = ctx;
	sqlite3_stmt *stmt;
	CHECK(sqlite3_prepare_v2(own->connection->handle,
		      "VALUES ((SELECT count(*) FROM list_items(NULL)))", -1, &stmt,
		      NULL) == SQLITE_OK);
	CHECK(sqlite3_step(stmt) == SQLITE_ROW);
	*ret_rows = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	CHECK(sqlite3_prepare_v2(own->connection->handle, "VALUES ((SELECT 1 FROM list_items))", -1,
		      &stmt, NULL) != SQLITE_OK);
	return NULL;
}

TEST(list_that_was_not_handed_over_is_empty)
{
	struct scratch s;
	int64_t rows = 7;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_read(s.db, without_list, &rows));
	CHECK_INT(rows, 0);
	scratch_close(&s);
}
