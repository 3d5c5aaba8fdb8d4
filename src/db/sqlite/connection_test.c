#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static err_t try_open(const char *path)
{
	struct db *db;
	TRY(db_open(&(struct db_config){.place = path, .schema = &fixture_schema}, &db));
	err_t e = db_migrate(db, 1);
	db_close(db);
	return e;
}

TEST(connection_files_are_readable_by_us_only)
{
	struct scratch s;
	struct stat info;
	scratch_open(&s, &fixture_schema);
	CHECK(stat(s.place, &info) == 0 && (info.st_mode & 0777) == 0600);
	CHECK(stat(scratch_file(&s, "store.db-wal"), &info) == 0 && (info.st_mode & 0777) == 0600);
	scratch_close(&s);
}

TEST(connection_says_that_a_file_cannot_be_opened)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(try_open(scratch_file(&s, "missing/x.db")), ERR_UNAVAILABLE);
	CHECK_ERR(try_open(s.folder), ERR_UNAVAILABLE);
	scratch_close(&s);
}

TEST(connection_refuses_a_file_that_is_no_database)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	char *path = scratch_file(&s, "other.db");
	int fd = open(path, O_CREAT | O_WRONLY, 0600);
	for (int i = 0; i < 100; i++)
		CHECK(write(fd, "this is a letter to my mother. ", 31) == 31);
	close(fd);
	CHECK_ERR(try_open(path), ERR_INTERNAL);
	scratch_close(&s);
}

/* One value of a pragma, as SQLite prints it. */
static struct str pragma(struct connection *c, struct arena *a, const char *text)
{
	sqlite3_stmt *stmt;
	if (sqlite3_prepare_v2(c->handle, text, -1, &stmt, NULL) != SQLITE_OK)
		return STR_NONE;
	struct str value = STR_NONE;
	if (sqlite3_step(stmt) == SQLITE_ROW)
		value = str_dup(a, str_of((const char *)sqlite3_column_text(stmt, 0)));
	sqlite3_finalize(stmt);
	return value;
}

TEST(connection_is_set_up_to_lose_nothing)
{
	struct scratch s;
	struct connection *reader;
	scratch_open(&s, &fixture_schema);
	struct sqlite_db *db = (struct sqlite_db *)s.db;
	struct connection *writer = db->writer.connection;
	CHECK_STR(pragma(writer, s.arena, "PRAGMA journal_mode"), "wal");
	CHECK_STR(pragma(writer, s.arena, "PRAGMA synchronous"), "2"); /* FULL */
	CHECK_STR(pragma(writer, s.arena, "PRAGMA foreign_keys"), "1");
	CHECK_STR(pragma(writer, s.arena, "PRAGMA secure_delete"), "2"); /* FAST */
	REQUIRE_OK(pool_take(db, &reader));
	CHECK_STR(pragma(reader, s.arena, "PRAGMA query_only"), "1");
	pool_give(db, reader);
	scratch_close(&s);
}
