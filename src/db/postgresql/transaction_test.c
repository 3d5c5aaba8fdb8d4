#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "unit/location.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <unistd.h>

static err_t add_note(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return note_put(tx, *(int *)ctx, STR("body"));
}

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

/* Ends all other sessions in the place, as a restarted server does. */
static void end_sessions(const struct scratch *s)
{
	location_exec(s->place, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
				"WHERE application_name = 'leerpas'");
}

TEST(transaction_goes_on_after_a_restart)
{
	struct scratch s;
	int64_t n = 0;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, add_note, &(int){2}));
	end_sessions(&s);
	CHECK_OK(db_tx(s.db, add_note, &(int){3}));
	end_sessions(&s);
	CHECK_OK(db_read(s.db, count, &n));
	CHECK_INT(n, 3);
	scratch_close(&s);
}

struct cut {
	const struct scratch *store;
	int runs;
};

/* The server goes away once, in the middle. */
static err_t add_notes_and_lose(struct tx *tx, void *ctx)
{
	struct cut *c = ctx;
	TRY(add_note(tx, &(int){2}));
	if (c->runs++ == 0)
		end_sessions(c->store);
	return add_note(tx, &(int){3});
}

TEST(transaction_that_loses_its_server_runs_again)
{
	struct scratch s;
	int64_t n = 0;
	scratch_open(&s, &fixture_schema);
	struct cut c = {.store = &s};
	CHECK_OK(db_tx(s.db, add_notes_and_lose, &c));
	CHECK_INT(c.runs, 2);
	CHECK_OK(db_read(s.db, count, &n));
	CHECK_INT(n, 3);
	scratch_close(&s);
}

static err_t count_and_lose(struct tx *tx, void *ctx)
{
	struct cut *c = ctx;
	int64_t n;
	TRY(note_count(tx, &n));
	if (c->runs++ == 0)
		end_sessions(c->store);
	return note_count(tx, &n);
}

/* What is asked last finds it out after fn has returned. */
static err_t list_and_lose(struct tx *tx, void *ctx)
{
	struct cut *c = ctx;
	struct person_row *row;
	int64_t n;
	TRY(note_count(tx, &n));
	if (c->runs++ == 0)
		end_sessions(c->store);
	return person_get_soon(tx, c->store->arena, (struct row_id){1}, &row);
}

TEST(transaction_read_that_loses_its_server_runs_again)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct cut c = {.store = &s};
	CHECK_OK(db_read(s.db, count_and_lose, &c));
	CHECK_INT(c.runs, 2);
	c.runs = 0;
	CHECK_OK(db_read(s.db, list_and_lose, &c));
	CHECK_INT(c.runs, 2);
	scratch_close(&s);
}

/* The role that the test's own sessions have no part in is kept out, as when the server is away. */
TEST(transaction_is_unavailable_while_the_server_is_away)
{
	struct scratch s;
	struct db *db;
	int64_t n = 0;
	scratch_open(&s, &fixture_schema);
	location_exec(s.place, "CREATE ROLE away LOGIN");
	location_exec(s.place,
		"DO $$BEGIN EXECUTE format('GRANT ALL ON SCHEMA %1$I TO away;"
		"GRANT ALL ON ALL TABLES IN SCHEMA %1$I TO away', current_schema()); END$$");
	const char *place = str_fmt(s.arena, "%s&user=away", s.place).p;
	REQUIRE_OK(db_open(&(struct db_config){.place = place, .schema = s.schema}, &db));
	CHECK_OK(db_tx(db, add_note, &(int){2}));
	location_exec(s.place, "ALTER ROLE away NOLOGIN");
	end_sessions(&s);
	CHECK_ERR(db_tx(db, add_note, &(int){3}), ERR_UNAVAILABLE);
	CHECK_ERR(db_read(db, count, &n), ERR_UNAVAILABLE);
	location_exec(s.place, "ALTER ROLE away LOGIN");
	usleep(300000);
	CHECK_OK(db_tx(db, add_note, &(int){3}));
	CHECK_OK(db_read(db, count, &n));
	CHECK_INT(n, 3);
	db_close(db);
	location_exec(s.place, "DROP OWNED BY away; DROP ROLE away");
	scratch_close(&s);
}

/* Changes a row, and lets another connection, which waits 50 ms at most, try the same. */
static err_t hold_row(struct tx *tx, void *ctx)
{
	struct db *other = ctx;
	TRY(add_note(tx, &(int){2}));
	CHECK_ERR(db_tx(other, add_note, &(int){2}), ERR_UNAVAILABLE);
	return NULL;
}

TEST(transaction_waits_for_others_only_so_long)
{
	struct scratch s;
	struct db *other;
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(db_open(
		&(struct db_config){.place = s.place, .schema = s.schema, .busy_ms = 50}, &other));
	CHECK_OK(db_tx(s.db, hold_row, other));
	db_close(other);
	scratch_close(&s);
}

static err_t add_next(struct tx *tx, void *ctx)
{
	(void)ctx;
	int64_t notes;
	TRY(note_count(tx, &notes));
	return add_note(tx, &(int){(int)notes + 1});
}

static err_t add_next_slowly(struct tx *tx, void *ctx)
{
	struct cut *c = ctx;
	int64_t notes;
	TRY(note_count(tx, &notes));
	if (c->runs++ == 0)
		CHECK_OK(db_tx(c->store->db, add_next, NULL));
	return add_note(tx, &(int){(int)notes + 1});
}

/* Each read what the other changed: there is no order, unless the later one looks again. */
TEST(transaction_that_clashes_runs_again)
{
	struct scratch s;
	struct db *other;
	int64_t n = 0;
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(db_open(&(struct db_config){.place = s.place, .schema = s.schema}, &other));
	struct cut c = {.store = &s};
	CHECK_OK(db_tx(other, add_next_slowly, &c));
	CHECK_INT(c.runs, 2);
	CHECK_OK(db_read(s.db, count, &n));
	CHECK_INT(n, 3);
	db_close(other);
	scratch_close(&s);
}

/* Never to be brought into an order: somebody is always faster. */
static err_t add_next_too_late(struct tx *tx, void *ctx)
{
	struct cut *c = ctx;
	int64_t notes;
	TRY(note_count(tx, &notes));
	c->runs++;
	CHECK_OK(db_tx(c->store->db, add_next, NULL));
	return add_note(tx, &(int){(int)notes + 1});
}

TEST(transaction_that_clashes_for_ever_is_given_up)
{
	struct scratch s;
	struct db *other;
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(db_open(&(struct db_config){.place = s.place, .schema = s.schema}, &other));
	struct cut c = {.store = &s};
	CHECK_ERR(db_tx(other, add_next_too_late, &c), ERR_UNAVAILABLE);
	CHECK(c.runs > 1 && c.runs < 100);
	db_close(other);
	scratch_close(&s);
}
