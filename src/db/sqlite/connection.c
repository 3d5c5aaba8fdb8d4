#include "db/sqlite/connection.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *const control_text[CONTROLS] = {
	[BEGIN_READ] = "BEGIN",
	[BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[SAVEPOINT] = "SAVEPOINT member",
	[RELEASE] = "RELEASE member",
	[UNDO] = "ROLLBACK TO member",
};

/* Memory is counted: caches are small, and pages are read from the mapped file instead. */
static const char *const both_pragmas = "PRAGMA foreign_keys = ON;"
					"PRAGMA temp_store = MEMORY;"
					"PRAGMA mmap_size = 1073741824;";
static const char *const reader_pragmas = "PRAGMA query_only = ON;"
					  "PRAGMA cache_size = -512;";
static const char *const writer_pragmas = "PRAGMA cache_size = -4096;"
					  "PRAGMA journal_mode = WAL;"
					  "PRAGMA wal_autocheckpoint = 2000;"
					  "PRAGMA journal_size_limit = 67108864;";

static enum err_code code_of(int extended)
{
	switch (extended) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return ERR_CONFLICT;
	}
	switch (extended & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_FULL:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_NOMEM:
		return ERR_UNAVAILABLE;
	case SQLITE_TOOBIG:
		return ERR_TOO_LARGE;
	}
	return ERR_INTERNAL;
}

err_t connection_err(const struct connection *c, const char *what)
{
	int code = sqlite3_extended_errcode(c->handle);
	return err_log(code_of(code), "%s: sqlite %d: %s", what, code, sqlite3_errmsg(c->handle));
}

static err_t prepare(
	struct connection *c, const char *what, const char *text, sqlite3_stmt **ret_stmt)
{
	sqlite3_stmt *stmt;
	if (sqlite3_prepare_v3(c->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL))
		return connection_err(c, what);
	*ret_stmt = stmt;
	return NULL;
}

err_t connection_control(struct connection *c, enum control control)
{
	sqlite3_stmt **stmt = &c->controls[control];
	if (!*stmt)
		TRY(prepare(c, control_text[control], control_text[control], stmt));
	sqlite3_step(*stmt);
	return sqlite3_reset(*stmt) ? connection_err(c, control_text[control]) : NULL;
}

err_t connection_exec(struct connection *c, const char *fixed_text)
{
	return sqlite3_exec(c->handle, fixed_text, NULL, NULL, NULL) ? connection_err(c, "exec")
								     : NULL;
}

err_t connection_prepared(
	struct connection *c, const struct db_statement *st, sqlite3_stmt **ret_stmt)
{
	sqlite3_stmt **stmt = &c->statements[st - c->schema->statements];
	if (!*stmt)
		TRY(prepare(c, st->name, st->sqlite, stmt));
	*ret_stmt = *stmt;
	return NULL;
}

void connection_close(struct connection *c)
{
	if (!c)
		return;
	for (int i = 0; i < CONTROLS; i++)
		sqlite3_finalize(c->controls[i]);
	for (size_t i = 0; i < c->schema->statement_count; i++)
		sqlite3_finalize(c->statements[i]);
	sqlite3_close(c->handle);
	mem_free(c->statements);
	mem_free(c);
}

/*
 * A new file is ours alone. O_EXCL, because to close a file that is already in use here would drop
 * the locks that this process holds on it (POSIX fcntl).
 */
static err_t make_file(const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? NULL
				       : err_log(ERR_UNAVAILABLE, "%s: %s", path, strerror(errno));
	close(fd);
	return NULL;
}

static err_t set_up(const struct sqlite_db *db, struct connection *c, const char *pragmas)
{
	sqlite3_extended_result_codes(c->handle, 1);
	sqlite3_busy_timeout(c->handle, db->busy_ms);
	sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (list_register(c->handle))
		return connection_err(c, "list_items");
	TRY(connection_exec(c, both_pragmas));
	return connection_exec(c, pragmas);
}

static err_t open_with(const struct sqlite_db *db, const char *pragmas, struct connection **ret_c)
{
	struct connection *c = mem_new(struct connection);
	c->schema = db->db.schema;
	c->statements = mem_alloc(mem_mul(sizeof(sqlite3_stmt *), c->schema->statement_count));
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	err_t e = sqlite3_open_v2(db->path, &c->handle, flags, db->vfs)
			  ? connection_err(c, db->path)
			  : set_up(db, c, pragmas);
	if (e) {
		connection_close(c);
		return e;
	}
	*ret_c = c;
	return NULL;
}

err_t connection_open_reader(const struct sqlite_db *db, struct connection **ret_c)
{
	return open_with(db, reader_pragmas, ret_c);
}

static err_t set_up_writer(const struct sqlite_db *db, struct connection *c)
{
	char text[64];
	sqlite3_snprintf(sizeof(text), text, "PRAGMA synchronous = %s; PRAGMA secure_delete = %s",
		db->synchronous, db->db.schema->wipes ? "ON" : "FAST");
	return connection_exec(c, text);
}

err_t connection_open_writer(const struct sqlite_db *db, struct connection **ret_c)
{
	struct connection *c;
	TRY(make_file(db->path));
	TRY(open_with(db, writer_pragmas, &c));
	err_t e = set_up_writer(db, c);
	if (e) {
		connection_close(c);
		return e;
	}
	*ret_c = c;
	return NULL;
}
