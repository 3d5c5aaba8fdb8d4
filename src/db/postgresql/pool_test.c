#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "unit/location.h"
#include "unit/scratch.h"
#include "unit/unit.h"

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
	for (int i = 0; i < 100; i++) {
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
	CHECK(((struct pg_db *)db)->pool.open <= 2);
	db_close(db);
	scratch_close(&s);
}

TEST(pool_gives_up_what_was_lost)
{
	struct scratch s;
	struct pg_connection *c[3];
	scratch_open(&s, &fixture_schema);
	struct pg_db *db = (struct pg_db *)s.db;
	for (int i = 0; i < 3; i++)
		REQUIRE_OK(pg_pool_take(db, &c[i]));
	CHECK_INT(db->pool.open, 3);
	pg_pool_give(db, c[0]);
	c[1]->lost = true;
	pg_pool_give(db, c[1]); /* and c[0], which was idle */
	CHECK_INT(db->pool.open, 1);
	pg_pool_give(db, c[2]);
	CHECK_INT(db->pool.open, 1);
	scratch_close(&s);
}

TEST(pool_does_not_ask_again_at_once)
{
	struct scratch s;
	struct pg_connection *c;
	scratch_open(&s, &fixture_schema);
	struct pg_db *db = (struct pg_db *)s.db;
	char *place = db->place;
	REQUIRE_OK(pg_pool_take(db, &c));
	db->place = scratch_file(&s, "nowhere");
	c->lost = true;
	pg_pool_give(db, c);
	CHECK_ERR(pg_pool_take(db, &c), ERR_INVALID);
	db->place = place;
	CHECK_ERR(pg_pool_take(db, &c), ERR_UNAVAILABLE);
	db->pool.away_until = 0;
	CHECK_OK(pg_pool_take(db, &c));
	pg_pool_give(db, c);
	scratch_close(&s);
}
