#include "db/postgresql/connection.h"

#include <stdlib.h>

#define TEXT_MOST (1 << 29) /* the server's own limit is 1 GB with all that travels along */

/* What stands between the call and its answer: the transaction is of no use any more. */
static err_t fail(struct pg_tx *tx, const PGresult *r, const char *what)
{
	tx->broken = true;
	tx->again |= pg_connection_clashed(r);
	return pg_connection_err(tx->connection, r, what);
}

static bool send_prepare(struct pg_connection *c, const struct db_statement *st)
{
	Oid *types = arena_array(c->arena, Oid, st->param_count);
	for (size_t i = 0; i < st->param_count; i++)
		types[i] = pg_value_type(&st->params[i]);
	return PQsendPrepare(c->handle, st->name, st->postgresql, (int)st->param_count, types);
}

static bool send_query(
	struct pg_connection *c, const struct db_statement *st, const struct db_value *in)
{
	size_t count = st->param_count;
	const char **values = arena_array(c->arena, const char *, count);
	int *lengths = arena_array(c->arena, int, count);
	int *formats = arena_array(c->arena, int, count);
	for (size_t i = 0; i < count; i++) {
		formats[i] = 1;
		values[i] = pg_value_encode(c->arena, &st->params[i], &in[i], &lengths[i]);
	}
	return PQsendQueryPrepared(c->handle, st->name, (int)count, values, lengths, formats, 1);
}

/* BEGIN and the preparation, where they are needed, travel with the statement. */
static bool send_all(struct pg_tx *tx, const struct pg_sent *sent, const struct db_value *in)
{
	struct pg_connection *c = tx->connection;
	tx->begun = true;
	return (!sent->begins || pg_connection_send_control(c, BEGIN_WRITE)) &&
	       (!sent->prepares || send_prepare(c, sent->statement)) &&
	       send_query(c, sent->statement, in);
}

/* The answer to a command that returns nothing. */
static err_t take_ok(struct pg_tx *tx, const char *what)
{
	PGresult *r = pg_connection_result(tx->connection);
	err_t e = PQresultStatus(r) == PGRES_COMMAND_OK ? NULL : fail(tx, r, what);
	PQclear(r);
	return e;
}

static err_t take_rows(struct pg_tx *tx, const struct db_statement *st)
{
	PGresult *r = pg_connection_result(tx->connection);
	ExecStatusType status = PQresultStatus(r);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
		err_t e = fail(tx, r, st->name);
		PQclear(r);
		return e;
	}
	if ((size_t)PQnfields(r) != st->column_count) {
		PQclear(r);
		return err_log(ERR_INTERNAL, "%s: other columns than described", st->name);
	}
	tx->result = r;
	tx->row = 0;
	tx->statement = st;
	return NULL;
}

static err_t check_sizes(const struct db_statement *st, const struct db_value *in)
{
	for (size_t i = 0; i < st->param_count; i++)
		if (!st->params[i].list && in[i].s.len > TEXT_MOST)
			return err_log(
				ERR_TOO_LARGE, "%s: %s is too long", st->name, st->params[i].name);
	return NULL;
}

static bool *is_prepared(struct pg_connection *c, const struct db_statement *st)
{
	return &c->prepared[st - c->schema->statements];
}

err_t pg_send(struct tx *base, const struct db_statement *st, const struct db_value *in)
{
	struct pg_tx *tx = (struct pg_tx *)base;
	struct pg_connection *c = tx->connection;
	struct pg_sent sent = {st, !tx->begun && base->writable, !*is_prepared(c, st)};
	TRY(check_sizes(st, in));
	arena_reset(c->arena);
	if (!send_all(tx, &sent, in))
		return fail(tx, NULL, st->name);
	*is_prepared(c, st) = true;
	tx->sent[tx->sent_count++] = sent;
	return NULL;
}

/* The answers to the oldest that was sent; a preparation that failed is made again next time. */
static err_t take_oldest(struct pg_tx *tx)
{
	const struct pg_sent *sent = &tx->sent[tx->taken++];
	bool *prepared = is_prepared(tx->connection, sent->statement);
	if (sent->prepares)
		*prepared = false;
	if (sent->begins)
		TRY(take_ok(tx, "begin"));
	if (sent->prepares)
		TRY(take_ok(tx, sent->statement->name));
	*prepared = true;
	return take_rows(tx, sent->statement);
}

err_t pg_take(struct tx *base, const struct db_statement *st)
{
	struct pg_tx *tx = (struct pg_tx *)base;
	struct pg_connection *c = tx->connection;
	if (!tx->taken && !tx->ended && !PQsendFlushRequest(c->handle))
		return fail(tx, NULL, st->name);
	pg_connection_catch_up(c);
	err_t e = take_oldest(tx);
	if (tx->taken == tx->sent_count)
		tx->taken = tx->sent_count = 0;
	return e;
}

err_t pg_start(struct tx *base, const struct db_statement *st, const struct db_value *in)
{
	TRY(pg_send(base, st, in));
	return pg_take(base, st);
}

err_t pg_step(struct tx *base, struct db_value *ret_values, bool *ret_row)
{
	struct pg_tx *tx = (struct pg_tx *)base;
	const struct db_statement *st = tx->statement;
	bool row = tx->row < PQntuples(tx->result);
	for (size_t i = 0; row && i < st->column_count; i++)
		if (!pg_value_decode(tx->result, tx->row, (int)i, &st->columns[i], &ret_values[i]))
			return err_log(ERR_INTERNAL, "%s: column %s is not what was described",
				st->name, st->columns[i].name);
	tx->row += row;
	*ret_row = row;
	return NULL;
}

int64_t pg_finish(struct tx *base)
{
	struct pg_tx *tx = (struct pg_tx *)base;
	int64_t count = strtoll(PQcmdTuples(tx->result), NULL, 10);
	PQclear(tx->result);
	tx->result = NULL;
	return count;
}

err_t pg_script(struct tx *base, const struct db_migration *m)
{
	struct pg_tx *tx = (struct pg_tx *)base;
	err_t e = pg_connection_exec(tx->connection, m->name, m->postgresql);
	tx->broken |= e != NULL;
	return e;
}
