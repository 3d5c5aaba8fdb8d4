#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

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
