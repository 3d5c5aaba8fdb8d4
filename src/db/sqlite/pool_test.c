#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <pthread.h>

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

struct reader {
	pthread_t thread;
	struct db *db;
	long wrong;
};

static void *read_on(void *arg)
{
	struct reader *r = arg;
	for (int i = 0; i < 300; i++) {
		int64_t n = 0;
		err_t e = db_read(r->db, count, &n);
		r->wrong += e || n != 1;
		err_free(e);
	}
	return NULL;
}

TEST(pool_shares_few_connections_among_many_threads)
{
	struct scratch s;
	struct db *db;
	struct reader readers[8];
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(db_open(
		&(struct db_config){.place = s.place, .schema = s.schema, .connections = 2}, &db));
	for (int i = 0; i < 8; i++) {
		readers[i] = (struct reader){.db = db};
		pthread_create(&readers[i].thread, NULL, read_on, &readers[i]);
	}
	for (int i = 0; i < 8; i++) {
		pthread_join(readers[i].thread, NULL);
		CHECK_INT(readers[i].wrong, 0);
	}
	CHECK(((struct sqlite_db *)db)->pool.open <= 2);
	db_close(db);
	scratch_close(&s);
}

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
