#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "unit/location.h"
#include "unit/scratch.h"
#include "unit/unit.h"

TEST(upkeep_backup_is_the_servers_own)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(db_backup(s.db, "/tmp/never"), ERR_INVALID);
	scratch_close(&s);
}

static err_t add_person(struct tx *tx, void *ctx)
{
	struct row_id id;
	struct public_id code = {.bytes = {1}};
	(void)ctx;
	tx_allow(tx);
	TRY(person_add(tx, code, STR("A"), NULL, NULL, STR_NONE, false, (struct row_id){0},
		STR_NONE, &id));
	return answer_add(tx, id, STR("q"), STR("x"), 1);
}

TEST(upkeep_check_sees_a_reference_to_nobody)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, add_person, NULL));
	CHECK_OK(db_check(s.db));
	location_exec(s.place, "SET session_replication_role = replica; DELETE FROM person");
	CHECK_ERR(db_check(s.db), ERR_INTERNAL);
	scratch_close(&s);
}

TEST(upkeep_check_sees_a_missing_table)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_check(s.db));
	location_exec(s.place, "UPDATE pg_class SET relfilenode = 1 WHERE oid = 'note'::regclass");
	CHECK_ERR(db_check(s.db), ERR_INTERNAL);
	location_exec(
		s.place, "UPDATE pg_class SET relfilenode = oid WHERE oid = 'note'::regclass");
	scratch_close(&s);
}
