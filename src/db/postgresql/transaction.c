#include "db/postgresql/connection.h"

#include "base/random.h"

#include <string.h>
#include <unistd.h>

/* The bound on running again what clashed with others. */
#define TRIES_MOST 12

/* Where that cannot be had, the one who asked must see everything. */
static void note_position(const struct pg_tx *tx)
{
	*tx->ret_position = DB_MARK_ALL;
	err_free(pg_connection_number(tx->connection, POSITION, tx->ret_position));
}

/* What was sent and not taken may be prepared, or not. */
static void forget_sent(const struct pg_tx *tx)
{
	for (size_t i = tx->taken; i < tx->sent_count; i++)
		tx->connection->lost |= tx->sent[i].prepares;
}

/* The sync goes with what was begun last, whose answers come before its own. */
static err_t end_and_wait(struct pg_tx *tx)
{
	struct pg_connection *c = tx->connection;
	tx->ended = true;
	c->lost |= !PQpipelineSync(c->handle);
	return tx_wait(&tx->tx);
}

/* From here on its answer is one to read past. */
static void pass_end(struct pg_tx *tx)
{
	if (tx->ended)
		tx->connection->behind++;
	else
		pg_connection_sync(tx->connection);
	tx->ended = true;
}

static void roll_back(struct pg_tx *tx)
{
	struct pg_connection *c = tx->connection;
	if (tx->broken || tx->ended)
		pass_end(tx);
	if (!pg_connection_send_control(c, ROLLBACK))
		c->lost = true;
	pg_connection_sync(c);
}

/* What a write came to, when the server was asked at all. */
static err_t take_commit(struct pg_tx *tx, bool sent)
{
	struct pg_connection *c = tx->connection;
	PGresult *r = sent ? pg_connection_result(c) : NULL;
	bool done = PQresultStatus(r) == PGRES_COMMAND_OK && !strcmp(PQcmdStatus(r), "COMMIT");
	tx->again = pg_connection_clashed(r);
	err_t e = NULL;
	if (!done && PQresultStatus(r) == PGRES_COMMAND_OK)
		e = err_log(ERR_INTERNAL, "commit: the transaction was broken");
	else if (!done)
		e = pg_connection_err(c, r, "commit");
	PQclear(r);
	if (done && tx->ret_position)
		note_position(tx);
	pass_end(tx);
	return e;
}

/* Statements that were begun last have their answers before the commit has its own. */
static err_t commit(struct pg_tx *tx)
{
	struct pg_connection *c = tx->connection;
	bool sent = pg_connection_send_control(c, COMMIT) &&
		    (!tx->ret_position || pg_connection_send_control(c, POSITION));
	err_t e = end_and_wait(tx);
	if (!e)
		return take_commit(tx, sent);
	roll_back(tx);
	return e;
}

/*
 * One try; *ret_again: nothing of it remains, and another one may go well. A connection that was
 * lost before COMMIT was sent took nothing with it; after that nobody knows.
 */
static err_t attempt(struct pg_db *db, db_fn fn, void *ctx, int64_t *ret_position, bool *ret_again)
{
	struct pg_tx tx = {.tx = {.db = &db->db, .writable = true}, .ret_position = ret_position};
	TRY(pg_pool_take(db, &tx.connection));
	err_t e = fn(&tx.tx, ctx);
	bool was_lost = tx.connection->lost;
	if (tx.begun && !e && !was_lost)
		e = commit(&tx);
	else if (tx.begun && !was_lost)
		roll_back(&tx);
	*ret_again = e && (tx.again || was_lost);
	forget_sent(&tx);
	pg_pool_give(db, tx.connection);
	return e;
}

/* Longer each time, and never as long as another's. */
static void rest(int tries)
{
	uint64_t most = 1000 << (tries < 6 ? tries : 6);
	usleep((useconds_t)random_below(&random_system, most));
}

err_t pg_tx(struct db *base, db_fn fn, void *ctx)
{
	return pg_tx_noting((struct pg_db *)base, fn, ctx, NULL);
}

err_t pg_tx_noting(struct pg_db *db, db_fn fn, void *ctx, int64_t *ret_position)
{
	if (pthread_getspecific(db->writing))
		return err_log(ERR_INTERNAL, "db_tx inside db_tx");
	for (int tries = 1;; tries++) {
		bool again = false;
		pthread_setspecific(db->writing, db);
		err_t e = attempt(db, fn, ctx, ret_position, &again);
		pthread_setspecific(db->writing, NULL);
		if (!again || tries == TRIES_MOST)
			return e;
		err_free(e);
		rest(tries);
	}
}

static err_t look(struct pg_db *db, struct pg_connection *c, db_fn fn, void *ctx, bool *ret_again)
{
	struct pg_tx tx = {.tx = {.db = &db->db}, .connection = c};
	err_t e = fn(&tx.tx, ctx);
	if (!e && tx.tx.soon_count)
		e = end_and_wait(&tx);
	*ret_again = e && c->lost;
	forget_sent(&tx);
	if (tx.begun && !c->lost)
		pass_end(&tx);
	pg_pool_give(db, c);
	return e;
}

err_t pg_read_on(struct pg_db *db, struct pg_connection *c, db_fn fn, void *ctx)
{
	bool again;
	return look(db, c, fn, ctx, &again);
}

static err_t take_and_look(struct pg_db *db, db_fn fn, void *ctx, bool *ret_again)
{
	struct pg_connection *c;
	TRY(pg_pool_take(db, &c));
	return look(db, c, fn, ctx, ret_again);
}

/* A connection that was lost while it was idle is found out now: the next one is new. */
err_t pg_read(struct db *base, db_fn fn, void *ctx)
{
	bool again = false;
	err_t e = take_and_look((struct pg_db *)base, fn, ctx, &again);
	if (!again)
		return e;
	err_free(e);
	return take_and_look((struct pg_db *)base, fn, ctx, &again);
}

/* Not SERIALIZABLE: what comes after the lock must see what its former holder did. */
static const char lock_text[] =
	"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
	"SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;"
	"SELECT pg_advisory_xact_lock(7307199747090473313)"; /* "leerpasa" */

err_t pg_migration(struct db *base, db_fn fn, void *ctx)
{
	struct pg_db *db = (struct pg_db *)base;
	struct pg_tx tx = {.tx = {.db = base, .writable = true}, .begun = true};
	TRY(pg_pool_take(db, &tx.connection));
	err_t e = pg_connection_exec(tx.connection, "migration lock", lock_text);
	if (!e)
		e = fn(&tx.tx, ctx);
	if (!e)
		e = commit(&tx);
	else if (!tx.connection->lost)
		roll_back(&tx);
	pg_pool_give(db, tx.connection);
	return e;
}
