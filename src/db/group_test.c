#include "db/db.h"

#include "db/fixture.h"
#include "unit/unit.h"

#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>

static err_t count(struct tx *tx, void *ctx)
{
	return answer_count(tx, ctx);
}

TEST(smoke)
{
	struct db *db;
	char dir[] = "/tmp/leerpas-db-XXXXXX";
	REQUIRE(mkdtemp(dir));
	char path[64];
	snprintf(path, sizeof(path), "%s/x.db", dir);
	REQUIRE_OK(db_open(&(struct db_config){.path = path, .schema = &fixture_schema}, &db));
	REQUIRE_OK(db_migrate(db, 1));
	int64_t n = 7;
	CHECK_OK(db_read(db, count, &n));
	CHECK_INT(n, 0);
	db_close(db);
}
