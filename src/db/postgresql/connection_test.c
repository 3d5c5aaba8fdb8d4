#include "db/postgresql/connection.h"

#include "db/fixture.h"
#include "unit/location.h"
#include "unit/scratch.h"
#include "unit/unit.h"

TEST(connection_is_set_up_to_lose_nothing)
{
	struct scratch s;
	struct pg_connection *c;
	scratch_open(&s, &fixture_schema);
	location_exec(s.place, "ALTER ROLE leerpas SET synchronous_commit = off");
	REQUIRE_OK(pg_connection_open((struct pg_db *)s.db, &c));
	CHECK_OK(pg_connection_exec(c, "test",
		"DO $$BEGIN ASSERT current_setting('synchronous_commit') = 'on'; "
		"ASSERT current_setting('default_transaction_isolation') = 'repeatable read'; "
		"ASSERT current_setting('transaction_read_only') = 'on'; "
		"ASSERT current_setting('statement_timeout') <> '0'; "
		"ASSERT current_setting('lock_timeout') = '5s'; END$$"));
	CHECK_ERR(pg_connection_exec(c, "test", "CREATE TABLE no (n bigint)"), ERR_UNAVAILABLE);
	CHECK(c->lost); /* as when the primary has become a replica: another is looked for */
	pg_connection_close(c);
	location_exec(s.place, "ALTER ROLE leerpas RESET synchronous_commit");
	scratch_close(&s);
}

TEST(connection_refuses_another_encoding)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	location_exec(s.place, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
	struct pg_db other = *(struct pg_db *)s.db;
	struct pg_connection *c;
	other.place = str_z(s.arena, str_fmt(s.arena, "%s&dbname=latin", s.place));
	CHECK_ERR(pg_connection_open(&other, &c), ERR_UNAVAILABLE);
	location_exec(s.place, "DROP DATABASE latin");
	scratch_close(&s);
}

TEST(connection_tells_errors_apart)
{
	struct scratch s;
	struct pg_connection *c;
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(pg_connection_open((struct pg_db *)s.db, &c));
	static const struct {
		const char *raise;
		enum err_code code;
		bool lost;
	} cases[] = {
		{"DO $$BEGIN RAISE unique_violation; END$$", ERR_CONFLICT, false},
		{"DO $$BEGIN RAISE foreign_key_violation; END$$", ERR_CONFLICT, false},
		{"DO $$BEGIN RAISE not_null_violation; END$$", ERR_INTERNAL, false},
		{"DO $$BEGIN RAISE data_corrupted; END$$", ERR_INTERNAL, false},
		{"DO $$BEGIN RAISE program_limit_exceeded; END$$", ERR_TOO_LARGE, false},
		{"DO $$BEGIN RAISE disk_full; END$$", ERR_UNAVAILABLE, false},
		{"DO $$BEGIN RAISE lock_not_available; END$$", ERR_UNAVAILABLE, false},
		{"DO $$BEGIN RAISE serialization_failure; END$$", ERR_UNAVAILABLE, false},
		{"SET statement_timeout = 20; SELECT pg_sleep(9)", ERR_UNAVAILABLE, false},
		{"DO $$BEGIN RAISE admin_shutdown; END$$", ERR_UNAVAILABLE, true},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_ERR(pg_connection_exec(c, "test", cases[i].raise), cases[i].code);
		CHECK(c->lost == cases[i].lost);
	}
	pg_connection_close(c);
	scratch_close(&s);
}
