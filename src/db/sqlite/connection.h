/*
 * What the files of the SQLite engine share; the only header that includes sqlite3.h. Text given to
 * sqlite here is fixed: everything that names a table comes from .sql files.
 */
#pragma once

#include "db/engine.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

enum control { BEGIN_READ, BEGIN_WRITE, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, UNDO, CONTROLS };

/* Used by one thread at a time. */
struct connection {
	sqlite3 *handle;
	const struct db_schema *schema;
	sqlite3_stmt *controls[CONTROLS];
	sqlite3_stmt **statements; /* by number, prepared when first used */
	struct connection *next;   /* in the pool's idle ones */
};

struct sqlite_tx {
	struct tx tx;
	struct connection *connection;
	const struct db_statement *statement; /* that runs now */
	sqlite3_stmt *running;
};

struct group;

struct writer {
	pthread_mutex_t lock;
	struct connection *connection;
	struct group *group; /* that the next caller joins, or NULL */
	_Atomic int queued;  /* callers that are in or on their way to the lock */
	_Atomic(pthread_t) owner;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t returned;
	struct connection *idle; /* used last first: its memory is warm */
	int open, most;
};

struct sqlite_db {
	struct db db;
	char *path;
	const char *vfs, *synchronous;
	int busy_ms;
	struct writer writer;
	struct pool pool;
};

/* connection.c */
err_t connection_open_writer(const struct sqlite_db *db, struct connection **ret_c);
err_t connection_open_reader(const struct sqlite_db *db, struct connection **ret_c);
void connection_close(struct connection *c);
err_t connection_control(struct connection *c, enum control control);
err_t connection_exec(struct connection *c, const char *fixed_text);
err_t connection_prepared(
	struct connection *c, const struct db_statement *st, sqlite3_stmt **ret_stmt);
/* The error that the last call on c left; what: the statement's name. */
err_t connection_err(const struct connection *c, const char *what);

/* query.c */
err_t sqlite_start(struct tx *tx, const struct db_statement *st, const struct db_value *in);
err_t sqlite_step(struct tx *tx, struct db_value *ret_values, bool *ret_row);
int64_t sqlite_finish(struct tx *tx);
err_t sqlite_script(struct tx *tx, const struct db_migration *m);

/* list.c: the table-valued function list_items(?) behind IN (:list) */
int list_register(sqlite3 *handle);
int list_bind(sqlite3_stmt *stmt, int number, enum db_type type, const void *items, size_t len);

/* group.c */
err_t writer_init(struct sqlite_db *db);
void writer_done(struct writer *w);
err_t sqlite_tx(struct db *db, db_fn fn, void *ctx);
err_t sqlite_purge(struct db *db);

/* pool.c */
void pool_init(struct pool *p, int most);
void pool_done(struct pool *p);
err_t pool_take(struct sqlite_db *db, struct connection **ret_c);
void pool_give(struct sqlite_db *db, struct connection *c);

/* moment.c */
err_t sqlite_read(struct db *db, db_fn fn, void *ctx);
struct db *sqlite_moment(struct arena *a, struct db *db);

/* upkeep.c */
err_t sqlite_backup(struct db *db, const char *path);
err_t sqlite_check(struct db *db);
