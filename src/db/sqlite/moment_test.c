#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

static err_t put(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return note_put(tx, *(const int *)ctx, STR("body"));
}

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

static int64_t notes(struct db *db)
{
	int64_t n = -1;
	CHECK_OK(db_read(db, count, &n));
	return n;
}

static int idle(const struct scratch *s)
{
	int n = 0;
	for (const struct connection *c = ((struct sqlite_db *)s->db)->pool.idle; c; c = c->next)
		n++;
	return n;
}

TEST(moment_is_one_snapshot_until_it_ends)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct db *moment = sqlite_moment(s.arena, s.db);
	int64_t first = notes(moment);
	CHECK_OK(db_tx(s.db, put, &(int){2}));
	CHECK_INT(notes(moment), first);
	CHECK_INT(notes(s.db), first + 1);
	db_moment_end(moment);
	CHECK_INT(notes(moment), first + 1);
	db_moment_end(moment);
	scratch_close(&s);
}

TEST(moment_gives_its_connection_back_when_it_or_its_arena_ends)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK(notes(s.db) >= 0);
	int all = idle(&s);
	struct arena *a = arena_new();
	struct db *moment = sqlite_moment(a, s.db);
	CHECK_INT(idle(&s), all);
	for (int i = 0; i < 2; i++) {
		CHECK(notes(moment) >= 0);
		CHECK_INT(idle(&s), all - 1);
		db_moment_end(moment);
		db_moment_end(moment);
		CHECK_INT(idle(&s), all);
	}
	CHECK(notes(moment) >= 0);
	arena_free(a);
	CHECK_INT(idle(&s), all);
	scratch_close(&s);
}

static err_t refuse(struct tx *tx, void *ctx)
{
	(void)tx;
	(void)ctx;
	return err_say(ERR_FORBIDDEN, NULL);
}

TEST(moment_goes_on_after_a_read_or_change_that_failed)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct db *moment = sqlite_moment(s.arena, s.db);
	CHECK_ERR(db_read(moment, refuse, NULL), ERR_FORBIDDEN);
	CHECK_ERR(db_read(moment, put, &(int){2}), ERR_INTERNAL);
	CHECK_ERR(db_tx(moment, refuse, NULL), ERR_FORBIDDEN);
	CHECK_INT(notes(moment), 1);
	db_moment_end(moment);
	scratch_close(&s);
}

TEST(moment_of_a_store_that_gives_no_connection_reads_when_it_does)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct sqlite_db *db = (struct sqlite_db *)s.db;
	struct connection *held = NULL;
	int64_t n;
	char *path = db->path;
	while (db->pool.idle)
		CHECK_OK(pool_take(db, &held));
	db->path = scratch_file(&s, "missing/store.db");
	struct db *moment = sqlite_moment(s.arena, s.db);
	CHECK_ERR(db_read(moment, count, &n), ERR_UNAVAILABLE);
	db->path = path;
	CHECK_INT(notes(moment), 1);
	db_moment_end(moment);
	if (held)
		pool_give(db, held);
	scratch_close(&s);
}
