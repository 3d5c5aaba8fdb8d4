#include "db/engine.h"

#include "base/vec.h"

static err_t type_error(const struct db_statement *st, const struct db_item *c)
{
	return err_log(ERR_INTERNAL, "%s: column %s is not what was described", st->name, c->name);
}

err_t tx_permit(struct tx *tx, const struct db_statement *st)
{
	const struct db_schema *schema = tx->db->schema;
	if (tx->failed)
		return err_log(ERR_INTERNAL, "%s: after a statement that failed", st->name);
	if (st < schema->statements || st >= schema->statements + schema->statement_count)
		return err_log(ERR_INTERNAL, "%s: not a statement of the store %s", st->name,
			schema->name);
	if (!st->writes)
		return NULL;
	if (!tx->writable)
		return err_log(ERR_INTERNAL, "%s: a change inside db_read", st->name);
	tx->wrote = st;
	return NULL;
}

static bool is_text(enum db_type type)
{
	return type == DB_TEXT || type == DB_LANGMAP;
}

/* PostgreSQL keeps no NUL in a text, and both should keep the same. */
static bool is_storable(struct str s)
{
	return (s.len == 0 || !memchr(s.p, '\0', s.len)) && utf8_valid(s);
}

static err_t check_values(const struct db_statement *st, const struct db_value *in)
{
	for (size_t i = 0; i < st->param_count; i++) {
		const struct db_item *p = &st->params[i];
		if (p->list && in[i].s.len > DB_LIST_MAX)
			return err_log(ERR_TOO_LARGE, "%s: list %s is too long", st->name, p->name);
		if (!p->list && is_text(p->type) && !is_storable(in[i].s))
			return err_log(ERR_INVALID, "%s: %s is no text", st->name, p->name);
		if (!p->nullable && p->type == DB_ID && !p->list && in[i].n == 0)
			return err_log(ERR_INTERNAL, "%s: %s is no row", st->name, p->name);
	}
	return NULL;
}

static err_t start(struct tx *tx, const struct db_statement *st, const struct db_value *in)
{
	TRY(check_values(st, in));
	TRY(tx_permit(tx, st));
	if (tx->soon_count)
		return err_log(ERR_INTERNAL, "%s: before tx_wait", st->name);
	err_t e = tx->db->engine->start(tx, st, in);
	tx->failed |= e != NULL;
	return e;
}

static err_t step(struct tx *tx, struct db_value *ret_values, bool *ret_row)
{
	err_t e = tx->db->engine->step(tx, ret_values, ret_row);
	tx->failed |= e != NULL;
	return e;
}

/* Where a number goes: into the row, or into memory of its own when it may be missing. */
static void *number_place(struct arena *a, const struct db_item *c, char *field, size_t size)
{
	if (!c->nullable || c->type == DB_ID)
		return field;
	void *own = arena_alloc(a, size);
	*(void **)(void *)field = own;
	return own;
}

static err_t put_day(struct arena *a, const struct db_statement *st, const struct db_item *c,
	const struct db_value *v, char *field)
{
	if (v->n < INT32_MIN || v->n > INT32_MAX)
		return type_error(st, c);
	*(day *)number_place(a, c, field, sizeof(day)) = (day)v->n;
	return NULL;
}

static err_t put_public_id(struct arena *a, const struct db_statement *st, const struct db_item *c,
	const struct db_value *v, char *field)
{
	struct public_id id;
	if (v->s.len != sizeof(id.bytes))
		return type_error(st, c);
	memcpy(id.bytes, v->s.p, sizeof(id.bytes));
	*(struct public_id *)number_place(a, c, field, sizeof(id)) = id;
	return NULL;
}

static err_t put_column(struct arena *a, const struct db_statement *st, const struct db_item *c,
	const struct db_value *v, char *field)
{
	if (v->null) /* the row is zeroed: that is none for every type */
		return c->nullable ? NULL : type_error(st, c);
	switch (c->type) {
	case DB_ID:
	case DB_TIME:
	case DB_INT:
		*(int64_t *)number_place(a, c, field, sizeof(int64_t)) = v->n;
		return NULL;
	case DB_BOOL:
		*(bool *)number_place(a, c, field, sizeof(bool)) = v->n != 0;
		return NULL;
	case DB_DAY:
		return put_day(a, st, c, v, field);
	case DB_PUBLIC_ID:
		return put_public_id(a, st, c, v, field);
	case DB_TEXT:
	case DB_BYTES:
	case DB_LANGMAP:
		*(struct str *)(void *)field = str_dup(a, v->s);
		return NULL;
	}
	return type_error(st, c);
}

/* One row into zeroed memory. */
static err_t put_row(
	struct arena *a, const struct db_statement *st, const struct db_value *values, char *row)
{
	for (size_t i = 0; i < st->column_count; i++)
		TRY(put_column(a, st, &st->columns[i], &values[i], row + st->columns[i].offset));
	return NULL;
}

err_t tx_count(
	struct tx *tx, const struct db_statement *st, const struct db_value *in, int64_t *ret_count)
{
	struct db_value values[DB_COLUMNS_MAX];
	bool row;
	TRY(start(tx, st, in));
	err_t e = step(tx, values, &row);
	int64_t count = tx->db->engine->finish(tx);
	TRY(e);
	*ret_count = count;
	return NULL;
}

err_t tx_run(struct tx *tx, const struct db_statement *st, const struct db_value *in)
{
	int64_t count;
	return tx_count(tx, st, in, &count);
}

static err_t take_only_row(
	struct tx *tx, struct arena *a, const struct db_statement *st, char *row, bool *ret_found)
{
	struct db_value values[DB_COLUMNS_MAX];
	bool found, more;
	TRY(step(tx, values, &found));
	if (found) {
		TRY(put_row(a, st, values, row));
		TRY(step(tx, values, &more));
		if (more)
			return err_log(ERR_INTERNAL, "%s: more than one row", st->name);
	}
	*ret_found = found;
	return NULL;
}

err_t tx_maybe(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void *ret_row, bool *ret_found)
{
	_Alignas(max_align_t) char row[DB_COLUMNS_MAX * sizeof(struct str)];
	bool found;
	memset(row, 0, st->row_size);
	TRY(start(tx, st, in));
	err_t e = take_only_row(tx, a, st, row, &found);
	tx->db->engine->finish(tx);
	TRY(e);
	if (found)
		memcpy(ret_row, row, st->row_size);
	*ret_found = found;
	return NULL;
}

err_t tx_one(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void *ret_row)
{
	bool found;
	TRY(tx_maybe(tx, a, st, in, ret_row, &found));
	return found ? NULL : err_log(ERR_NOT_FOUND, "%s: no row", st->name);
}

static err_t take_rows(struct tx *tx, struct arena *a, const struct db_statement *st,
	void **ret_rows, size_t *ret_len)
{
	struct db_value values[DB_COLUMNS_MAX];
	char *rows = NULL;
	size_t len = 0, cap = 0;
	for (;;) {
		bool row;
		TRY(step(tx, values, &row));
		if (!row)
			break;
		if (len == DB_ROWS_MAX)
			return err_log(ERR_TOO_LARGE, "%s: too many rows", st->name);
		if (len == cap)
			rows = vec_grow_(a, rows, st->row_size, len, &cap);
		char *at = rows + len++ * st->row_size;
		memset(at, 0, st->row_size);
		TRY(put_row(a, st, values, at));
	}
	*ret_rows = rows;
	*ret_len = len;
	return NULL;
}

err_t tx_many(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void **ret_rows, size_t *ret_len)
{
	TRY(start(tx, st, in));
	err_t e = take_rows(tx, a, st, ret_rows, ret_len);
	tx->db->engine->finish(tx);
	return e;
}

/* --- several at once --- */

static err_t fill_maybe(struct tx *tx, const struct db_soon *soon)
{
	char *row = arena_alloc(soon->arena, soon->statement->row_size);
	bool found;
	TRY(take_only_row(tx, soon->arena, soon->statement, row, &found));
	*soon->ret_at = found ? row : NULL;
	return NULL;
}

static err_t fill_nothing(struct tx *tx)
{
	struct db_value values[DB_COLUMNS_MAX];
	bool row;
	return step(tx, values, &row);
}

/* Takes and ends the statement that began. */
static err_t fill(struct tx *tx, const struct db_soon *soon)
{
	err_t e;
	if (!soon->ret_at)
		e = fill_nothing(tx);
	else if (!soon->ret_len)
		e = fill_maybe(tx, soon);
	else
		e = take_rows(tx, soon->arena, soon->statement, soon->ret_at, soon->ret_len);
	tx->db->engine->finish(tx);
	return e;
}

/* An engine that does not travel answers at once; all the same the caller has to wait. */
static err_t begin_soon(struct tx *tx, const struct db_soon *soon, const struct db_value *in)
{
	const struct db_engine *engine = tx->db->engine;
	const struct db_statement *st = soon->statement;
	TRY(check_values(st, in));
	TRY(tx_permit(tx, st));
	if (tx->soon_count == DB_SOON_MOST)
		return err_log(ERR_INTERNAL, "%s: too many at once", st->name);
	err_t e = engine->send ? engine->send(tx, st, in) : engine->start(tx, st, in);
	tx->failed |= e != NULL;
	TRY(e);
	if (!engine->send)
		TRY(fill(tx, soon));
	tx->soon[tx->soon_count++] = *soon;
	return NULL;
}

err_t tx_many_soon(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void **ret_rows, size_t *ret_len)
{
	return begin_soon(tx, &(struct db_soon){st, a, ret_rows, ret_len}, in);
}

err_t tx_maybe_soon(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void **ret_row)
{
	return begin_soon(tx, &(struct db_soon){st, a, ret_row, NULL}, in);
}

err_t tx_run_soon(struct tx *tx, const struct db_statement *st, const struct db_value *in)
{
	return begin_soon(tx, &(struct db_soon){st, NULL, NULL, NULL}, in);
}

static err_t take_soon(struct tx *tx, const struct db_soon *soon)
{
	err_t e = tx->db->engine->take(tx, soon->statement);
	tx->failed |= e != NULL;
	return e ? e : fill(tx, soon);
}

err_t tx_wait(struct tx *tx)
{
	size_t count = tx->db->engine->take ? tx->soon_count : 0;
	for (size_t i = 0; i < count; i++)
		TRY(take_soon(tx, &tx->soon[i]));
	tx->soon_count = 0;
	return NULL;
}
