#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

static void in_tx(db_fn fn)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, fn, s.arena));
	scratch_close(&s);
}

static err_t wrong_sql(struct tx *tx, void *arena)
{
	(void)arena;
	const struct db_migration broken = {.name = "broken", .sqlite = "this is no sql"};
	CHECK_ERR(sqlite_script(tx, &broken), ERR_INTERNAL);
	return NULL;
}

TEST(query_script_says_that_it_failed)
{
	in_tx(wrong_sql);
}
