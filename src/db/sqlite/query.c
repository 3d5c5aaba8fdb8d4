#include "db/sqlite/connection.h"

static int bind_text(sqlite3_stmt *stmt, int number, struct str s)
{
	/* A NULL pointer would bind NULL; an empty text is a text. */
	return sqlite3_bind_text64(stmt, number, s.p ? s.p : "", s.len, SQLITE_STATIC, SQLITE_UTF8);
}

static int bind_bytes(sqlite3_stmt *stmt, int number, struct str s)
{
	return sqlite3_bind_blob64(stmt, number, s.p ? s.p : "", s.len, SQLITE_STATIC);
}

static int bind(sqlite3_stmt *stmt, int number, const struct db_item *p, const struct db_value *v)
{
	if (p->list)
		return list_bind(stmt, number, p->type, v->s.p, v->s.len);
	if (v->null)
		return sqlite3_bind_null(stmt, number);
	switch (p->type) {
	case DB_TEXT:
	case DB_LANGMAP:
		return bind_text(stmt, number, v->s);
	case DB_BYTES:
	case DB_PUBLIC_ID:
		return bind_bytes(stmt, number, v->s);
	case DB_ID:
	case DB_TIME:
	case DB_DAY:
	case DB_INT:
	case DB_BOOL:
		break;
	}
	return sqlite3_bind_int64(stmt, number, v->n);
}

err_t sqlite_start(struct tx *base, const struct db_statement *st, const struct db_value *in)
{
	struct sqlite_tx *tx = (struct sqlite_tx *)base;
	sqlite3_stmt *stmt;
	TRY(connection_prepared(tx->connection, st, &stmt));
	for (size_t i = 0; i < st->param_count; i++)
		if (bind(stmt, (int)i + 1, &st->params[i], &in[i]))
			return connection_err(tx->connection, st->name);
	tx->statement = st;
	tx->running = stmt;
	return NULL;
}

/*
 * True when the column holds what its type says. Numbers of any kind are integers here. To look at
 * a value (and not at a column each time) is safe where a connection is one thread's.
 */
static bool read_column(
	sqlite3_stmt *stmt, int i, const struct db_item *c, struct db_value *ret_value)
{
	sqlite3_value *value = sqlite3_column_value(stmt, i);
	int got = sqlite3_value_type(value);
	*ret_value = (struct db_value){.null = got == SQLITE_NULL};
	if (got == SQLITE_NULL)
		return true;
	switch (c->type) {
	case DB_TEXT:
	case DB_LANGMAP:
		ret_value->s.p = (const char *)sqlite3_value_text(value);
		ret_value->s.len = (size_t)sqlite3_value_bytes(value);
		return got == SQLITE_TEXT;
	case DB_BYTES:
	case DB_PUBLIC_ID:
		ret_value->s.p = sqlite3_value_blob(value);
		ret_value->s.len = (size_t)sqlite3_value_bytes(value);
		return got == SQLITE_BLOB;
	case DB_ID:
	case DB_TIME:
	case DB_DAY:
	case DB_INT:
	case DB_BOOL:
		break;
	}
	ret_value->n = sqlite3_value_int64(value);
	return got == SQLITE_INTEGER;
}

err_t sqlite_step(struct tx *base, struct db_value *ret_values, bool *ret_row)
{
	struct sqlite_tx *tx = (struct sqlite_tx *)base;
	const struct db_statement *st = tx->statement;
	int got = sqlite3_step(tx->running);
	if (got != SQLITE_ROW && got != SQLITE_DONE)
		return connection_err(tx->connection, st->name);
	for (size_t i = 0; got == SQLITE_ROW && i < st->column_count; i++)
		if (!read_column(tx->running, (int)i, &st->columns[i], &ret_values[i]))
			return err_log(ERR_INTERNAL, "%s: column %s is not what was described",
				st->name, st->columns[i].name);
	*ret_row = got == SQLITE_ROW;
	return NULL;
}

int64_t sqlite_finish(struct tx *base)
{
	struct sqlite_tx *tx = (struct sqlite_tx *)base;
	sqlite3_reset(tx->running);
	tx->running = NULL;
	return sqlite3_changes64(tx->connection->handle);
}

err_t sqlite_script(struct tx *base, const struct db_migration *m)
{
	return connection_exec(((struct sqlite_tx *)base)->connection, m->sqlite);
}
