#include "db/sqlite/connection.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One step copies one snapshot: readers and the writer go on meanwhile. */
static err_t copy_all(struct connection *from, struct connection *to)
{
	sqlite3_backup *b = sqlite3_backup_init(to->handle, "main", from->handle, "main");
	if (!b)
		return connection_err(to, "backup");
	sqlite3_backup_step(b, -1);
	return sqlite3_backup_finish(b) ? connection_err(to, "backup") : NULL;
}

static err_t make_new(const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_log(errno == EEXIST ? ERR_CONFLICT : ERR_UNAVAILABLE, "%s: %s", path,
			strerror(errno));
	close(fd);
	return NULL;
}

/* The name of a file that was made is on disk when its folder is. */
static err_t sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];
	int length = slash ? (int)(slash - path) + 1 : 1;
	if (snprintf(folder, sizeof(folder), "%.*s", length, slash ? path : ".") >=
		(int)sizeof(folder))
		return err_log(ERR_TOO_LARGE, "the path of the copy is too long");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	err_t e = fd < 0 || fsync(fd) ? err_log(ERR_UNAVAILABLE, "%s: %s", folder, strerror(errno))
				      : NULL;
	if (fd >= 0)
		close(fd);
	return e;
}

err_t sqlite_backup(struct db *base, const char *path)
{
	struct sqlite_db *db = (struct sqlite_db *)base;
	struct connection *from, to = {0};
	TRY(make_new(path));
	TRY(pool_take(db, &from));
	err_t e = sqlite3_open_v2(path, &to.handle, SQLITE_OPEN_READWRITE, db->vfs)
			  ? connection_err(&to, path)
			  : copy_all(from, &to);
	sqlite3_close(to.handle);
	pool_give(db, from);
	if (!e)
		e = sync_folder_of(path);
	if (e)
		unlink(path);
	return e;
}

/* Fails with the first row of a check, unless that is the word "ok". */
static err_t expect_ok(struct connection *c, const char *fixed_text)
{
	sqlite3_stmt *stmt;
	if (sqlite3_prepare_v2(c->handle, fixed_text, -1, &stmt, NULL))
		return connection_err(c, fixed_text);
	int got = sqlite3_step(stmt);
	const char *text = got == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : "ok";
	err_t e = NULL;
	if (got != SQLITE_ROW && got != SQLITE_DONE)
		e = connection_err(c, fixed_text);
	else if (!text || strcmp(text, "ok") != 0)
		e = err_log(ERR_INTERNAL, "%s: %s", fixed_text, text ? text : "NULL");
	sqlite3_finalize(stmt);
	return e;
}

err_t sqlite_check(struct db *base)
{
	struct sqlite_db *db = (struct sqlite_db *)base;
	struct connection *c;
	TRY(pool_take(db, &c));
	err_t e = expect_ok(c, "PRAGMA integrity_check(1)");
	if (!e)
		e = expect_ok(c, "PRAGMA foreign_key_check");
	pool_give(db, c);
	return e;
}
