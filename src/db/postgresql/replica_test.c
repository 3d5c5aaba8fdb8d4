#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "unit/location.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <string.h>
#include <unistd.h>

#define PATIENCE 3000

struct world {
	struct scratch scratch;
	struct db *db;
	const char *replica;
};

static bool set_up_with(struct world *w, const char *replica)
{
	struct db_config config = {
		.place = w->scratch.place, .schema = &fixture_schema, .replica = replica};
	return CHECK_OK(db_open(&config, &w->db));
}

static bool set_up(struct world *w)
{
	scratch_open(&w->scratch, &fixture_schema);
	w->replica = location_replica(w->scratch.arena, w->scratch.place);
	return set_up_with(w, w->replica);
}

static void tear_down(struct world *w)
{
	db_close(w->db);
	scratch_close(&w->scratch);
}

static void pause_replica(const struct world *w)
{
	location_exec(w->replica, "SELECT pg_wal_replay_pause()");
}

static void resume_replica(const struct world *w)
{
	location_exec(w->replica, "SELECT pg_wal_replay_resume()");
}

struct note {
	int number;
	int64_t count;
	int64_t on_replica; /* pg_is_in_recovery, as far as its connection tells */
};

static err_t add_note(struct tx *tx, void *ctx)
{
	const struct note *n = ctx;
	tx_allow(tx);
	return note_put(tx, n->number, STR("body"));
}

static err_t count_notes(struct tx *tx, void *ctx)
{
	struct note *n = ctx;
	const struct pg_connection *c = ((struct pg_tx *)tx)->connection;
	n->on_replica = strcmp(PQparameterStatus(c->handle, "in_hot_standby"), "on") == 0;
	return note_count(tx, &n->count);
}

/* Notes as a visitor with that mark sees them. */
static struct note seen_by(struct world *w, int64_t mark)
{
	struct note n = {.count = -1};
	struct db *view = db_seen_by(w->scratch.arena, w->db, mark);
	CHECK_OK(db_read(view, count_notes, &n));
	return n;
}

/* Adds one as a visitor; their mark afterwards. */
static int64_t add(struct world *w, int number)
{
	struct db *view = db_seen_by(w->scratch.arena, w->db, DB_MARK_ALL);
	CHECK_INT(db_mark(view), 0);
	CHECK_OK(db_tx(view, add_note, &(struct note){.number = number}));
	CHECK(db_mark(view) > 0 && db_mark(view) < DB_MARK_ALL);
	return db_mark(view);
}

static bool comes_from_replica(struct world *w, int64_t mark, int64_t count)
{
	for (int i = 0; i < PATIENCE; i++) {
		struct note n = seen_by(w, mark);
		if (n.on_replica)
			return CHECK_INT(n.count, count);
		usleep(20000);
	}
	return CHECK(!"the replica is never asked");
}

TEST(replica_answers_once_it_has_the_visitors_change)
{
	struct world w;
	REQUIRE(set_up(&w));
	int64_t mark = add(&w, 2);
	CHECK(comes_from_replica(&w, mark, 2));
	pause_replica(&w);
	int64_t next = add(&w, 3);
	CHECK(next > mark);
	for (int i = 0; i < 20; i++) {
		struct note own = seen_by(&w, next);
		CHECK(!own.on_replica && own.count == 3);
	}
	resume_replica(&w);
	CHECK(comes_from_replica(&w, next, 3));
	tear_down(&w);
}

TEST(replica_that_stands_still_is_left_alone)
{
	struct world w;
	REQUIRE(set_up(&w));
	int64_t mark = add(&w, 2);
	CHECK(comes_from_replica(&w, mark, 2));
	pause_replica(&w);
	add(&w, 3); /* by somebody else */
	bool is_left = false;
	for (int i = 0; i < PATIENCE && !is_left; i++) {
		struct note n = seen_by(&w, mark);
		is_left = !n.on_replica && n.count == 3;
		usleep(20000);
	}
	CHECK(is_left);
	resume_replica(&w);
	CHECK(comes_from_replica(&w, mark, 3));
	tear_down(&w);
}

TEST(replica_is_not_for_who_must_see_everything)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(comes_from_replica(&w, 0, 1));
	CHECK(!seen_by(&w, DB_MARK_ALL).on_replica);
	struct note n = {0};
	CHECK_OK(db_read(w.db, count_notes, &n));
	CHECK(!n.on_replica);
	tear_down(&w);
}

static err_t fail_on_replica(struct tx *tx, void *ctx)
{
	struct note *n = ctx;
	TRY(count_notes(tx, ctx));
	n->number++;
	return n->on_replica ? err_log(ERR_NOT_FOUND, "not there yet") : NULL;
}

TEST(replica_that_fails_is_made_up_for)
{
	struct world w;
	struct note n = {0};
	REQUIRE(set_up(&w));
	CHECK(comes_from_replica(&w, 0, 1));
	CHECK_OK(db_read(db_seen_by(w.scratch.arena, w.db, 0), fail_on_replica, &n));
	CHECK_INT(n.number, 2);
	location_exec(w.replica, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
				 "WHERE application_name = 'leerpas'");
	CHECK_INT(seen_by(&w, 0).count, 1);
	CHECK(comes_from_replica(&w, 0, 1));
	tear_down(&w);
}

TEST(replica_that_is_away_or_none_is_not_needed)
{
	struct world w;
	struct db *db;
	scratch_open(&w.scratch, &fixture_schema);
	struct db_config wrong = {.place = w.scratch.place,
		.schema = &fixture_schema,
		.replica = "/var/lib/leerpas/leerpas.db"};
	CHECK_ERR(db_open(&wrong, &db), ERR_INVALID);
	REQUIRE(set_up_with(&w, "postgresql:///leerpas?host=/tmp/no-such-folder"));
	CHECK_INT(seen_by(&w, 0).count, 1);
	db_close(w.db);
	REQUIRE(set_up_with(&w, w.scratch.place)); /* no replica at all */
	for (int i = 0; i < 5; i++)
		CHECK(seen_by(&w, 0).count == 1 && !seen_by(&w, 0).on_replica);
	CHECK(db_seen_by(w.scratch.arena, w.scratch.db, 0) == w.scratch.db);
	CHECK_INT(db_mark(w.scratch.db), 0);
	tear_down(&w);
}
