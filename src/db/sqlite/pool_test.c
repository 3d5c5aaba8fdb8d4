#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <pthread.h>

TEST(pool_survives_a_connection_that_cannot_be_opened)
{
	struct scratch s;
	struct connection *held[2];
	scratch_open(&s, &fixture_schema);
	struct sqlite_db *db = (struct sqlite_db *)s.db;
	char *path = db->path;
	int open = db->pool.open;
	db->path = scratch_file(&s, "missing/store.db");
	while (db->pool.idle)
		CHECK_OK(pool_take(db, &held[0]));
	CHECK_ERR(pool_take(db, &held[1]), ERR_UNAVAILABLE);
	db->path = path;
	CHECK_INT(db->pool.open, open);
	CHECK_OK(pool_take(db, &held[1]));
	pool_give(db, held[1]);
	if (open)
		pool_give(db, held[0]);
	scratch_close(&s);
}
