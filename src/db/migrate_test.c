#include "db/engine.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <pthread.h>
#include <string.h>

enum { FIXTURE_MIGRATIONS = 3 }; /* the ledger's and two */

/* The fixture's schema with a list of migrations of the test's own. */
static struct db_schema schema_with(const struct db_migration *migrations)
{
	struct db_schema schema = fixture_schema;
	schema.migrations = migrations;
	return schema;
}

static err_t open_as(const struct scratch *s, const struct db_schema *schema)
{
	struct db *db;
	TRY(db_open(&(struct db_config){.place = s->place, .schema = schema}, &db));
	err_t e = db_migrate(db, 2);
	db_close(db);
	return e;
}

static err_t first_note(struct tx *tx, void *arena)
{
	struct str body;
	TRY(note_get(tx, arena, 1, &body));
	CHECK_STR(body, "the first; a 'quoted' \"one\" \\n");
	return NULL;
}

TEST(migrate_makes_tables_and_may_be_repeated)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_read(s.db, first_note, s.arena));
	CHECK_OK(db_migrate(s.db, 2));
	CHECK_OK(open_as(&s, &fixture_schema));
	scratch_close(&s);
}

TEST(migrate_goes_on_from_where_it_was)
{
	struct db_migration older[FIXTURE_MIGRATIONS];
	memcpy(older, fixture_schema.migrations, sizeof(older));
	older[FIXTURE_MIGRATIONS - 1] = (struct db_migration){0};
	struct db_schema schema = schema_with(older);
	struct scratch s;
	scratch_open(&s, &schema);
	CHECK_ERR(db_read(s.db, first_note, s.arena), ERR_INTERNAL);
	s.schema = &fixture_schema;
	scratch_reopen(&s);
	CHECK_OK(db_read(s.db, first_note, s.arena));
	scratch_close(&s);
}

TEST(migrate_refuses_a_newer_database)
{
	struct db_migration older[FIXTURE_MIGRATIONS];
	memcpy(older, fixture_schema.migrations, sizeof(older));
	older[FIXTURE_MIGRATIONS - 1] = (struct db_migration){0};
	struct db_schema schema = schema_with(older);
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(open_as(&s, &schema), ERR_UNAVAILABLE);
	scratch_close(&s);
}

TEST(migrate_refuses_edited_and_renamed_migrations)
{
	struct db_migration other[FIXTURE_MIGRATIONS + 1];
	memcpy(other, fixture_schema.migrations, sizeof(other));
	struct db_schema schema = schema_with(other);
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	other[1].hash = "0123456789abcdef";
	CHECK_ERR(open_as(&s, &schema), ERR_UNAVAILABLE);
	other[1] = fixture_schema.migrations[1];
	other[2].name = "renamed";
	CHECK_ERR(open_as(&s, &schema), ERR_UNAVAILABLE);
	other[2] = fixture_schema.migrations[2];
	other[2].number = 7;
	CHECK_ERR(open_as(&s, &schema), ERR_UNAVAILABLE);
	scratch_close(&s);
}

TEST(migrate_leaves_nothing_of_a_broken_migration)
{
	struct db_migration more[FIXTURE_MIGRATIONS + 2];
	memcpy(more, fixture_schema.migrations, sizeof(more) - sizeof(more[0]));
	more[FIXTURE_MIGRATIONS] = (struct db_migration){.number = 3,
		.name = "broken",
		.hash = "x",
		.sqlite = "create table half (n INTEGER); this is no sql;",
		.postgresql = "create table half (n bigint); this is no sql;"};
	more[FIXTURE_MIGRATIONS + 1] = (struct db_migration){0};
	struct db_schema schema = schema_with(more);
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(open_as(&s, &schema), ERR_INTERNAL);
	more[FIXTURE_MIGRATIONS].sqlite = "create table half (n INTEGER);";
	more[FIXTURE_MIGRATIONS].postgresql = "create table half (n bigint);";
	CHECK_OK(open_as(&s, &schema));
	scratch_close(&s);
}

struct migrator {
	pthread_t thread;
	const struct scratch *store;
	err_t result;
};

static void *migrate_too(void *arg)
{
	struct migrator *m = arg;
	m->result = open_as(m->store, &fixture_schema);
	return NULL;
}

TEST(migrate_by_several_at_once)
{
	struct db_migration none[] = {fixture_schema.migrations[0], {0}};
	struct db_schema schema = schema_with(none);
	struct scratch s;
	struct migrator m[4];
	scratch_open(&s, &schema);
	for (int i = 0; i < 4; i++) {
		m[i] = (struct migrator){.store = &s};
		pthread_create(&m[i].thread, NULL, migrate_too, &m[i]);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(m[i].thread, NULL);
		CHECK_OK(m[i].result);
	}
	s.schema = &fixture_schema;
	scratch_reopen(&s);
	CHECK_OK(db_read(s.db, first_note, s.arena));
	scratch_close(&s);
}
