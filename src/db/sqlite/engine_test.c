#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include "db/sqlite/sqlite.h"

static err_t open_without_vfs(const struct scratch *s)
{
	struct db *db;
	const struct sqlite_knobs knobs = {.vfs = "no such vfs", .synchronous = "FULL"};
	return sqlite_open_with(
		&(struct db_config){.place = s->place, .schema = s->schema}, &knobs, &db);
}

TEST(engine_that_fails_to_open_leaves_nothing_behind)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(open_without_vfs(&s), ERR_INTERNAL);
	scratch_close(&s);
}

TEST(engine_opens_one_file_twice)
{
	struct scratch s;
	struct db *again;
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(db_open(&(struct db_config){.place = s.place, .schema = s.schema}, &again));
	CHECK_OK(db_migrate(again, 2));
	db_close(again);
	CHECK_OK(db_check(s.db));
	scratch_close(&s);
}
