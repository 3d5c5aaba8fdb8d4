#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "db/keys.h"
#include "unit/location.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <string.h>

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

static const struct public_id owner = {"an owner's name."};

static err_t make_keys(struct tx *tx, void *ctx)
{
	(void)ctx;
	tx_allow(tx);
	for (uint8_t i = 0; i < 100; i++) {
		struct public_id other = {{i}};
		TRY(data_key_add(tx, other, STR("the wrapped key of somebody else"), 1));
	}
	return data_key_add(tx, owner, STR("THE WRAPPED KEY THAT MUST GO AWAY"), 1);
}

static err_t destroy_key(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return data_key_destroy(tx, owner, ctx);
}

TEST(upkeep_a_destroyed_key_is_in_no_file_of_the_tables)
{
	struct scratch s;
	int64_t destroyed = 0;
	scratch_open(&s, &keys_schema);
	CHECK_OK(db_tx(s.db, make_keys, NULL));
	CHECK_OK(db_purge(s.db));
	CHECK(location_holds(s.place, STR("THE WRAPPED KEY THAT MUST GO AWAY")));
	CHECK_OK(db_tx(s.db, destroy_key, &destroyed));
	CHECK_INT(destroyed, 1);
	CHECK_OK(db_purge(s.db));
	CHECK(!location_holds(s.place, STR("THE WRAPPED KEY THAT MUST GO AWAY")));
	CHECK(!location_holds(s.place, STR("an owner's name.")));
	CHECK(location_holds(s.place, STR("the wrapped key of somebody else")));
	scratch_close(&s);
}
