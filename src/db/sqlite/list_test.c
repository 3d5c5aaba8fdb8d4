#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

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
