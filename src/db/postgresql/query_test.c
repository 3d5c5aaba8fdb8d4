#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

static err_t wrong_script(struct tx *tx, void *ctx)
{
	(void)ctx;
	const struct db_migration broken = {.name = "broken", .postgresql = "this is no sql"};
	CHECK_ERR(pg_script(tx, &broken), ERR_INTERNAL);
	return NULL;
}

TEST(query_script_says_that_it_failed)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(pg_migration(s.db, wrong_script, NULL), ERR_INTERNAL); /* cannot be committed */
	CHECK_OK(db_migrate(s.db, 2));
	scratch_close(&s);
}

static err_t too_long(struct tx *tx, void *ctx)
{
	struct arena *a = ctx;
	size_t len = ((size_t)1 << 29) + 1;
	struct str bytes = {arena_alloc(a, len), len}; /* never touched: pages of zeros */
	tx_allow(tx);
	return answer_put(tx, (struct row_id){1}, STR("q"), bytes, 1);
}

TEST(query_refuses_what_the_protocol_cannot_carry)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(db_tx(s.db, too_long, s.arena), ERR_TOO_LARGE);
	scratch_close(&s);
}

/* A statement whose text the server does not know leaves the connection of use. */
static err_t unknown_table(struct tx *tx, void *ctx)
{
	(void)ctx;
	const struct db_statement st = {.name = "unknown", .postgresql = "SELECT n FROM nowhere"};
	struct pg_tx *own = (struct pg_tx *)tx;
	struct db_schema schema = {.statements = &st, .statement_count = 1};
	const struct db_schema *usual = own->connection->schema;
	own->connection->schema = &schema;
	own->connection->prepared[0] = false;
	err_t e = pg_start(tx, &st, NULL);
	own->connection->schema = usual;
	return e;
}

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

TEST(query_that_cannot_be_prepared)
{
	struct scratch s;
	int64_t n = 0;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(db_read(s.db, unknown_table, NULL), ERR_INTERNAL);
	CHECK_ERR(db_tx(s.db, unknown_table, NULL), ERR_INTERNAL);
	CHECK_OK(db_read(s.db, count, &n));
	CHECK_INT(n, 1);
	scratch_close(&s);
}
