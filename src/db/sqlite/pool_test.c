#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <pthread.h>

static err_t add_note(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return note_put(tx, *(int *)ctx, STR("body"));
}

/* Counts, lets somebody else commit, and counts again. */
static err_t count_twice(struct tx *tx, void *ctx)
{
	struct scratch *s = ctx;
	int64_t before, after;
	TRY(note_count(tx, &before));
	CHECK_OK(db_tx(s->db, add_note, &(int){2}));
	TRY(note_count(tx, &after));
	CHECK_INT(after, before);
	return NULL;
}

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

TEST(pool_read_is_one_snapshot)
{
	struct scratch s;
	int64_t n = 0;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_read(s.db, count_twice, &s));
	CHECK_OK(db_read(s.db, count, &n));
	CHECK_INT(n, 2);
	scratch_close(&s);
}

/* A reader goes on while a writer holds its transaction open. */
static err_t read_inside(struct tx *tx, void *ctx)
{
	struct scratch *s = ctx;
	int64_t n = 0;
	tx_allow(tx);
	TRY(note_put(tx, 2, STR("body")));
	CHECK_OK(db_read(s->db, count, &n));
	CHECK_INT(n, 1);
	return NULL;
}

TEST(pool_read_does_not_wait_for_a_writer)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, read_inside, &s));
	scratch_close(&s);
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
		&(struct db_config){.path = s.path, .schema = s.schema, .readers = 2}, &db));
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
