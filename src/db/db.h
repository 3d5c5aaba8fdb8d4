/*
 * The database face: one struct db is one store (content, keys), whichever engine holds it. What
 * can be asked of a store is in its generated header ("db/content.h", "db/keys.h"): one function
 * per statement of its .sql files, called inside db_tx or db_read.
 *
 * A struct db may be used by any number of threads. db_tx and db_read do not nest.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/time.h"

struct db;
struct tx;
struct db_schema;

struct db_config {
	/*
	 * The path of an SQLite file, or "sqlite:PATH": made, readable by us only, if missing. Or
	 * "postgresql://user@host:port/database?parameter=value", as libpq reads it; unless it
	 * says otherwise, a server on another machine must show a certificate for its name.
	 */
	const char *place;
	const struct db_schema *schema; /* content_schema, keys_schema */
	int busy_ms;                    /* longest wait for another process's write; 0: 5000 */
	int connections;                /* most that read; PostgreSQL: most in all; 0: 32 */
	/* PostgreSQL: a streaming replica of place, for db_seen_by; NULL or "" is none. It need not
	 * be there. */
	const char *replica;
};

/* Opens a store; db_migrate it before anything else. */
err_t db_open(const struct db_config *config, struct db **ret_db);
/* Do its callers wait for a network, so that they should have threads of their own? */
bool db_is_remote(const struct db *db);
/* Ends all connections; no other thread may be inside. NULL is fine. */
void db_close(struct db *db);

/*
 * Brings the tables up to date, each migration in one locked transaction; safe to call from
 * several processes at once. Fails, changing nothing more, when the database is newer than the
 * program or was migrated by other texts.
 */
err_t db_migrate(struct db *db, usec now);

typedef err_t (*db_fn)(struct tx *tx, void *ctx);

/*
 * The only way to change anything. Runs fn and commits; when fn fails, nothing of it remains and
 * its error comes back. Returns NULL only when the change is on disk. fn may run twice: it touches
 * nothing but the database and its ctx, and does no hashing, rendering or I/O. Once the database
 * has refused a statement (ERR_CONFLICT, ...) no other runs, and nothing is committed.
 * ERR_UNAVAILABLE when the server went away while it committed: the change is there, or is not.
 */
err_t db_tx(struct db *db, db_fn fn, void *ctx);
/* Runs fn on one snapshot, never waiting for a writer; statements that change something fail. fn
 * may run twice. */
err_t db_read(struct db *db, db_fn fn, void *ctx);

/*
 * A store as one visitor sees it: db itself, unless it has a replica. Then what is read through it
 * comes from the replica when that has the visitor's last change, mark, and all that was there two
 * seconds ago; else, and when the replica fails, from db. What is changed through it is changed
 * in db. Used by one thread; lives on a; not to be closed.
 */
struct db *db_seen_by(struct arena *a, struct db *db, int64_t mark);
/* The mark of somebody who must see everything: all is read from db. */
#define DB_MARK_ALL INT64_MAX
/* The last change made through what db_seen_by made: the visitor's next mark. 0: none. */
int64_t db_mark(const struct db *db);

/*
 * A store at one moment: all that is read through it is of one snapshot, taken at the first read,
 * so that a page agrees with itself and pays for one. A change through it is made in db, and seen
 * from then on. db itself on an engine where a held snapshot would cost more. Used by one thread at
 * a time; not to be closed. What it holds, db_moment_end gives back, at the latest with a.
 */
struct db *db_moment(struct arena *a, struct db *db);
/* The next read is of a later moment. Any db: one that holds nothing is left alone. */
void db_moment_end(struct db *db);

/*
 * Says that the access decision for this transaction has been made. A transaction that changed
 * something without it is not committed, and ends the program in a build without NDEBUG.
 */
void tx_allow(struct tx *tx);
bool tx_allowed(const struct tx *tx);

/* Copies a snapshot of the store to a new file, while it is in use; ERR_CONFLICT when path
 * exists, ERR_INVALID for PostgreSQL, which has tools of its own. */
err_t db_backup(struct db *db, const char *path);
/* Reads everything and checks the engine's structures and all references; ERR_INTERNAL if
 * broken. */
err_t db_check(struct db *db);
/* Clears the write-ahead log, so that what a store that wipes has deleted is in none of its
 * files. */
err_t db_purge(struct db *db);
