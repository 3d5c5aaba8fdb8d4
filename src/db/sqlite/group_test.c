#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "db/sqlite/sqlite.h"
#include "unit/power.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <sched.h>
#include <string.h>

enum { CALLERS = 16 };

/* One transaction of a test; they may be made to fall into one group. */
struct member {
	pthread_t thread;
	struct db *db;
	int number;     /* of the note it writes */
	int wait_for;   /* callers that have to queue before fn goes on */
	bool fail;      /* fn returns an error of its own */
	bool roll_back; /* the engine drops the whole transaction under fn */
	err_t result;
};

static err_t run(struct tx *tx, void *ctx)
{
	struct member *m = ctx;
	struct sqlite_db *db = (struct sqlite_db *)tx->db;
	while (atomic_load(&db->writer.queued) < m->wait_for)
		sched_yield();
	tx_allow(tx);
	TRY(note_put(tx, m->number, STR("body")));
	if (m->roll_back)
		TRY(connection_control(db->writer.connection, ROLLBACK));
	return m->fail || m->roll_back ? err_log(ERR_FORBIDDEN, "member %d", m->number) : NULL;
}

static void *call(void *arg)
{
	struct member *m = arg;
	m->result = db_tx(m->db, run, m);
	return NULL;
}

static err_t there(struct tx *tx, void *ctx)
{
	struct member *m = ctx;
	struct str body;
	struct arena *a = arena_new();
	err_t e = note_get(tx, a, m->number, &body);
	arena_free(a);
	return e;
}

/* The first holds the lock until all (two or more) have come, so that they share a group. */
static void run_together(struct db *db, struct member *m, int count)
{
	for (int i = 0; i < count; i++) {
		m[i].db = db;
		m[i].number = 10 + i;
		m[i].wait_for = i ? 0 : count;
	}
	for (int i = 0; i < count; i++) {
		pthread_create(&m[i].thread, NULL, call, &m[i]);
		while (i == 0 && atomic_load(&((struct sqlite_db *)db)->writer.owner) == 0)
			sched_yield();
	}
	for (int i = 0; i < count; i++)
		pthread_join(m[i].thread, NULL);
}

TEST(group_shares_one_commit)
{
	struct scratch s;
	struct db *db;
	struct member m[CALLERS] = {0};
	scratch_open(&s, &fixture_schema);
	power_on(1, 1 << 30);
	REQUIRE_OK(sqlite_open_with(&(struct db_config){.place = s.place, .schema = s.schema},
		&(struct sqlite_knobs){POWER_VFS, "FULL"}, &db));
	struct member alone = {.db = db, .number = 2};
	long start = power_operations();
	call(&alone);
	CHECK_OK(alone.result);
	long one = power_operations() - start;
	run_together(db, m, CALLERS);
	long many = power_operations() - start - one;
	CHECK(one > 0 && many <= 2 * one);
	for (int i = 0; i < CALLERS; i++) {
		CHECK_OK(m[i].result);
		CHECK_OK(db_read(db, there, &m[i]));
	}
	db_close(db);
	power_off();
	scratch_close(&s);
}

TEST(group_member_that_fails_spoils_nothing)
{
	struct scratch s;
	struct member m[CALLERS] = {0};
	scratch_open(&s, &fixture_schema);
	for (int i = 0; i < CALLERS; i += 3)
		m[i].fail = true;
	run_together(s.db, m, CALLERS);
	for (int i = 0; i < CALLERS; i++) {
		CHECK_ERR(m[i].result, m[i].fail ? ERR_FORBIDDEN : 0);
		CHECK_ERR(db_read(s.db, there, &m[i]), m[i].fail ? ERR_NOT_FOUND : 0);
	}
	scratch_close(&s);
}

TEST(group_whose_commit_fails_fails_for_everybody)
{
	struct scratch s;
	struct db *db;
	struct member m[CALLERS] = {0}, again = {.number = 2};
	scratch_open(&s, &fixture_schema);
	power_on(1, 0);
	REQUIRE_OK(sqlite_open_with(&(struct db_config){.place = s.place, .schema = s.schema},
		&(struct sqlite_knobs){POWER_VFS, "FULL"}, &db));
	m[5].fail = true; /* also who failed is told that nothing it saw came true */
	power_fail_syncs(1);
	run_together(db, m, CALLERS);
	for (int i = 0; i < CALLERS; i++) {
		CHECK(i == 0 || m[i].result != m[0].result);
		CHECK_ERR(db_read(db, there, &m[i]), ERR_NOT_FOUND);
	}
	for (int i = 0; i < CALLERS; i++)
		CHECK_ERR(m[i].result, ERR_INTERNAL);
	again.db = db;
	call(&again);
	CHECK_OK(again.result);
	CHECK_OK(db_check(db));
	db_close(db);
	power_off();
	scratch_close(&s);
}

TEST(group_ends_when_the_engine_drops_the_transaction)
{
	struct scratch s;
	struct member m[3] = {{0}, {.roll_back = true}, {0}};
	scratch_open(&s, &fixture_schema);
	run_together(s.db, m, 3);
	CHECK(m[0].result && m[1].result); /* what ran before is gone; what came after may stay */
	for (int i = 0; i < 3; i++) {
		bool failed = m[i].result != NULL;
		err_free(m[i].result);
		CHECK_ERR(db_read(s.db, there, &m[i]), failed ? ERR_NOT_FOUND : 0);
	}
	scratch_close(&s);
}

static err_t fill_disk(struct tx *tx, void *ctx)
{
	struct scratch *s = ctx;
	struct sqlite_db *db = (struct sqlite_db *)s->db;
	tx_allow(tx);
	TRY(connection_exec(db->writer.connection, "PRAGMA max_page_count = 1"));
	struct str large = {arena_bytes(s->arena, 1 << 20), 1 << 20};
	return note_put(tx, 2, (struct str){memset((char *)large.p, 'x', large.len), large.len});
}

TEST(group_full_disk_is_unavailable)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(db_tx(s.db, fill_disk, &s), ERR_UNAVAILABLE);
	CHECK_OK(connection_exec(
		((struct sqlite_db *)s.db)->writer.connection, "PRAGMA max_page_count = 1000000"));
	struct member m = {.db = s.db, .number = 2};
	call(&m);
	CHECK_OK(m.result);
	scratch_close(&s);
}

/* Two programs on one file: the other one is a second struct db. */
static err_t other_writes(struct tx *tx, void *ctx)
{
	struct db *other = ctx;
	struct member m = {.db = other, .number = 3};
	tx_allow(tx);
	TRY(note_put(tx, 2, STR("body")));
	call(&m);
	CHECK_ERR(m.result, ERR_UNAVAILABLE);
	return NULL;
}

TEST(group_gives_up_on_another_program_that_stays)
{
	struct scratch s;
	struct db *other;
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(db_open(
		&(struct db_config){.place = s.place, .schema = s.schema, .busy_ms = 20}, &other));
	CHECK_OK(db_tx(s.db, other_writes, other));
	struct member m = {.db = other, .number = 3};
	call(&m);
	CHECK_OK(m.result);
	db_close(other);
	scratch_close(&s);
}
