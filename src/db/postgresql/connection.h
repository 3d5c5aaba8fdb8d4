/*
 * What the files of the PostgreSQL engine share; the only header that includes libpq-fe.h.
 *
 * A connection is in pipeline mode: commands are sent without waiting for the results of those
 * before, and a sync ends them. A read sends its statements alone: up to the sync they are one
 * transaction, of the kind that the session was set up for. A write begins with BEGIN, which
 * travels with its first statement. Ends that nobody needs to know the result of (of a read, of a
 * rollback) are not waited for: the connection's next user reads past them.
 */
#pragma once

#include "base/arena.h"
#include "base/embed.h"
#include "db/engine.h"

#include <libpq-fe.h>
#include <pthread.h>

/* POSITION: of the last change in the server's log; REPLAYED: how far a replica has got. */
enum control { BEGIN_WRITE, COMMIT, ROLLBACK, POSITION, REPLAYED, CONTROLS };

/* The .sql files of this folder. */
enum { FILE_CHECK, FILE_PURGE, FILE_POSITION, FILE_REPLAYED };
extern const struct embed postgresql_files[];

/* Used by one thread at a time. */
struct pg_connection {
	PGconn *handle;
	const struct db_schema *schema;
	struct arena *arena;        /* of what one statement is given */
	bool *prepared;             /* statements by number */
	int behind;                 /* syncs whose answers were not read yet */
	bool lost;                  /* of no use any more */
	int64_t replayed;           /* on a replica: at least as far has it got */
	struct pg_connection *next; /* in the pool's idle ones */
};

struct pg_pool {
	pthread_mutex_t lock;
	pthread_cond_t returned;
	struct pg_connection *idle; /* used last first: its server process is warm */
	int open, most;
	usec rest;       /* how long a server that did not answer is left alone */
	usec away_until; /* it did not answer: not asked again before */
	bool failing;    /* so one at a time finds out whether it is back */
};

struct pg_db {
	struct db db;
	char *place;
	int busy_ms;
	pthread_key_t writing; /* not NULL: this thread is inside db_tx */
	struct pg_pool pool;
	struct pg_replica *replica; /* or NULL */
};

/* A statement that was sent, and what comes before its rows. */
struct pg_sent {
	const struct db_statement *statement;
	bool begins, prepares;
};

struct pg_tx {
	struct tx tx;
	struct pg_connection *connection;
	const struct db_statement *statement; /* that runs now */
	PGresult *result;
	int row;
	struct pg_sent sent[DB_SOON_MOST];
	size_t sent_count, taken; /* of those */
	int64_t *ret_position;    /* where to say the position after the commit; or NULL */
	bool begun;               /* something was sent */
	bool ended;               /* its sync travels with what was sent last */
	bool broken; /* the server refused something: the rest of the transaction is passed over */
	bool again;  /* because of other transactions: it may go well the next time */
};

/* place.c: "postgresql://user@host:port/database?parameter=value" */
err_t pg_connect(const char *place, PGconn **ret_handle);

/* connection.c */
err_t pg_connection_open(const struct pg_db *db, struct pg_connection **ret_c);
void pg_connection_close(struct pg_connection *c);
bool pg_connection_send_control(struct pg_connection *c, enum control control);
/* Ends what was sent before; the answer is read past later. */
void pg_connection_sync(struct pg_connection *c);
/* The result of the next command that was sent; NULL when the connection is lost. */
PGresult *pg_connection_result(struct pg_connection *c);
/* The number that a control answers with; ERR_UNAVAILABLE without one. */
err_t pg_connection_number(struct pg_connection *c, enum control control, int64_t *ret_number);
/* Reads past the answers to what nobody waited for. */
void pg_connection_catch_up(struct pg_connection *c);
/* Waits until everything that was sent is done; then runs text of our own outside the pipeline. */
err_t pg_connection_exec(struct pg_connection *c, const char *what, const char *text);
/* The same, for its answer; the caller clears it. */
err_t pg_connection_ask(
	struct pg_connection *c, const char *what, const char *text, PGresult **ret_result);
/* The error that a result (or, without one, the connection) says; what: the statement's name. */
err_t pg_connection_err(struct pg_connection *c, const PGresult *r, const char *what);
/* Does it say that the transaction clashed with others? */
bool pg_connection_clashed(const PGresult *r);

/* value.c */
Oid pg_value_type(const struct db_item *p);
/* A parameter as the server reads it: NULL is NULL. Lives on a, or is the caller's. */
const char *pg_value_encode(
	struct arena *a, const struct db_item *p, const struct db_value *v, int *ret_len);
/* True when the column holds what its type says. */
bool pg_value_decode(const PGresult *r, int row, int column, const struct db_item *c,
	struct db_value *ret_value);

/* query.c */
err_t pg_send(struct tx *tx, const struct db_statement *st, const struct db_value *in);
err_t pg_take(struct tx *tx, const struct db_statement *st);
err_t pg_start(struct tx *tx, const struct db_statement *st, const struct db_value *in);
err_t pg_step(struct tx *tx, struct db_value *ret_values, bool *ret_row);
int64_t pg_finish(struct tx *tx);
err_t pg_script(struct tx *tx, const struct db_migration *m);

/* pool.c */
void pg_pool_init(struct pg_pool *p, int most, usec rest);
void pg_pool_done(struct pg_pool *p);
err_t pg_pool_take(struct pg_db *db, struct pg_connection **ret_c);
void pg_pool_give(struct pg_db *db, struct pg_connection *c);

/* transaction.c */
err_t pg_tx(struct db *db, db_fn fn, void *ctx);
/* The same; also the position in the server's log after it, unless fn failed. */
err_t pg_tx_noting(struct pg_db *db, db_fn fn, void *ctx, int64_t *ret_position);
err_t pg_read(struct db *db, db_fn fn, void *ctx);
/* Reads on that connection, and gives it back. */
err_t pg_read_on(struct pg_db *db, struct pg_connection *c, db_fn fn, void *ctx);
err_t pg_migration(struct db *db, db_fn fn, void *ctx);

/* engine.c */
err_t pg_db_new(const struct db_config *config, struct pg_db **ret_db);
void pg_close(struct db *db);

/* replica.c */
err_t pg_replica_new(const struct db_config *config, struct pg_replica **ret_replica);
void pg_replica_free(struct pg_replica *r);
struct db *pg_seen_by(struct arena *a, struct db *db, int64_t mark);

/* upkeep.c */
err_t pg_backup(struct db *db, const char *path);
err_t pg_check(struct db *db);
err_t pg_purge(struct db *db);
