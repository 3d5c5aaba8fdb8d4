#include "db/copy.h"

#include "base/buf.h"
#include "db/engine.h"

#include <endian.h>
#include <string.h>

enum { PAGE_ROWS = 500 };
#define ROW_MOST ((size_t)1 << 30)

/* In the ledger of a store that is not complete; hash says of what it is a copy. */
#define MARK_NUMBER (-1)
#define MARK_NAME "copying"

const struct db_table *db_tables(const struct db_schema *schema)
{
	return schema->tables;
}

/* --- pages --- */

struct page {
	const struct db_table *table;
	struct arena *arena, *key_arena;
	struct db_value *values; /* row after row */
	size_t rows;
	struct db_value key[DB_KEY_MOST + 1]; /* after which it begins, and how many at most */
	bool begun;
};

static void page_init(struct page *p, const struct db_table *table)
{
	*p = (struct page){.table = table, .arena = arena_new(), .key_arena = arena_new()};
}

static void page_done(struct page *p)
{
	arena_free(p->arena);
	arena_free(p->key_arena);
}

static size_t columns_of(const struct page *p)
{
	return p->table->first->column_count;
}

static struct db_value keep(struct arena *a, const struct db_value *v)
{
	struct db_value own = *v;
	own.s = str_dup(a, v->s);
	return own;
}

static err_t take_rows(struct tx *tx, struct page *p)
{
	size_t count = columns_of(p);
	for (;;) {
		struct db_value row[DB_COLUMNS_MAX];
		bool found;
		TRY(tx->db->engine->step(tx, row, &found));
		if (!found)
			return NULL;
		for (size_t i = 0; i < count; i++)
			p->values[p->rows * count + i] = keep(p->arena, &row[i]);
		p->rows++;
	}
}

static err_t read_page(struct tx *tx, void *ctx)
{
	struct page *p = ctx;
	size_t keys = p->table->last->column_count;
	const struct db_value most = {.n = PAGE_ROWS};
	arena_reset(p->arena);
	p->values = arena_array(p->arena, struct db_value, PAGE_ROWS * columns_of(p));
	p->rows = 0;
	p->key[keys] = most;
	const struct db_statement *st = p->begun ? p->table->after : p->table->first;
	TRY(tx->db->engine->start(tx, st, p->begun ? p->key : &most));
	err_t e = take_rows(tx, p);
	tx->db->engine->finish(tx);
	return e;
}

static void set_key(struct page *p, const struct db_value *values, const size_t *columns)
{
	arena_reset(p->key_arena);
	for (size_t i = 0; i < p->table->last->column_count; i++)
		p->key[i] = keep(p->key_arena, &values[columns ? columns[i] : i]);
	p->begun = true;
}

/* The page after this one; none is left when it has no rows. */
static err_t next_page(struct db *db, struct page *p)
{
	if (p->rows)
		set_key(p, p->values + (p->rows - 1) * columns_of(p), p->table->key);
	return db_read(db, read_page, p);
}

/* Begins after the last row that is there. */
static err_t skip_page(struct tx *tx, void *ctx)
{
	struct page *p = ctx;
	struct db_value key[DB_COLUMNS_MAX];
	bool found;
	TRY(tx->db->engine->start(tx, p->table->last, NULL));
	err_t e = tx->db->engine->step(tx, key, &found);
	if (!e && found)
		set_key(p, key, NULL);
	tx->db->engine->finish(tx);
	return e;
}

/* --- copying --- */

static err_t write_page(struct tx *tx, void *ctx)
{
	const struct page *p = ctx;
	tx_allow(tx);
	for (size_t i = 0; i < p->rows; i++) {
		if (i % DB_SOON_MOST == 0)
			TRY(tx_wait(tx));
		TRY(tx_run_soon(tx, p->table->add, p->values + i * columns_of(p)));
	}
	return NULL;
}

struct numbering {
	const struct db_table *table;
	int64_t number;
};

static err_t one_number(struct tx *tx, const struct db_statement *st, const struct db_value *in,
	int64_t *ret_number)
{
	struct db_value value;
	bool found;
	TRY(tx_permit(tx, st));
	TRY(tx->db->engine->start(tx, st, in));
	err_t e = tx->db->engine->step(tx, &value, &found);
	if (!e)
		*ret_number = value.n;
	tx->db->engine->finish(tx);
	return e;
}

static err_t get_number(struct tx *tx, void *ctx)
{
	struct numbering *n = ctx;
	return one_number(tx, n->table->number, NULL, &n->number);
}

static err_t set_number(struct tx *tx, void *ctx)
{
	struct numbering *n = ctx;
	int64_t now;
	tx_allow(tx);
	return one_number(tx, n->table->set_number, &(struct db_value){.n = n->number}, &now);
}

/* So that no number of a row that is gone is used again. */
static err_t copy_number(const struct db_copying *c, const struct db_table *table)
{
	struct numbering from = {table, 0}, to = {table, 0};
	if (!table->number)
		return NULL;
	TRY(db_read(c->from, get_number, &from));
	TRY(db_read(c->to, get_number, &to));
	return from.number == to.number ? NULL : db_tx(c->to, set_number, &from);
}

static err_t copy_rows(const struct db_copying *c, struct page *p)
{
	int64_t rows = 0;
	TRY(db_read(c->to, skip_page, p));
	for (;;) {
		TRY(next_page(c->from, p));
		if (!p->rows)
			return NULL;
		TRY(db_tx(c->to, write_page, p));
		c->progress(c->ctx, p->table->name, rows += (int64_t)p->rows);
	}
}

static err_t copy_table(const struct db_copying *c, const struct db_table *table)
{
	struct page p;
	TRY(copy_number(c, table));
	page_init(&p, table);
	err_t e = copy_rows(c, &p);
	page_done(&p);
	return e;
}

/* --- the mark --- */

struct mark {
	struct arena *arena;
	struct str hash; /* as found */
};

static err_t read_mark(struct tx *tx, void *ctx)
{
	struct mark *m = ctx;
	struct db_value row[DB_COLUMNS_MAX];
	bool found;
	TRY(tx->db->engine->start(tx, &tx->db->schema->statements[LEDGER_LIST], NULL));
	err_t e = tx->db->engine->step(tx, row, &found);
	if (!e && found && row[0].n == MARK_NUMBER)
		m->hash = str_dup(m->arena, row[2].s);
	tx->db->engine->finish(tx);
	return e;
}

static err_t add_mark(struct tx *tx, void *ctx)
{
	const struct mark *m = ctx;
	tx_allow(tx);
	return tx_run(tx, &tx->db->schema->statements[LEDGER_ADD],
		(struct db_value[]){
			{.n = MARK_NUMBER}, {.s = STR(MARK_NAME)}, {.s = m->hash}, {.n = 0}});
}

static err_t remove_mark(struct tx *tx, void *ctx)
{
	(void)ctx;
	tx_allow(tx);
	return tx_run(tx, &tx->db->schema->statements[LEDGER_REMOVE],
		&(struct db_value){.n = MARK_NUMBER});
}

err_t db_copy_finish(struct db *to)
{
	return db_tx(to, remove_mark, NULL);
}

static err_t check_empty(struct db *db)
{
	err_t e = NULL;
	for (const struct db_table *t = db->schema->tables; t->name && !e; t++) {
		struct page p;
		page_init(&p, t);
		e = next_page(db, &p);
		if (!e && p.rows)
			e = err_log(ERR_CONFLICT, "the target is not empty: %s has rows", t->name);
		page_done(&p);
	}
	return e;
}

static struct str source_hash(struct arena *a, struct str source)
{
	return str_fmt(a, "%016llx", (unsigned long long)str_hash(source));
}

/* A store that was just made gets the mark; one that has it must have it from the same source. */
static err_t begin(const struct db_copying *c, struct arena *a)
{
	struct mark m = {.arena = a}, own = {a, source_hash(a, c->source)};
	err_t e = db_migrate(c->to, c->now);
	if (!e) {
		TRY(check_empty(c->to));
		return db_tx(c->to, add_mark, &own);
	}
	err_t unread = db_read(c->to, read_mark, &m);
	if (unread || !m.hash.p)
		return err_join(e, unread);
	err_free(e);
	if (!str_eq(m.hash, own.hash))
		return err_log(ERR_CONFLICT, "the target is the unfinished copy of another place");
	return NULL;
}

err_t db_copy(const struct db_copying *c)
{
	TRY(db_migrate(c->from, c->now));
	struct arena *a = arena_new();
	err_t e = begin(c, a);
	arena_free(a);
	for (const struct db_table *t = c->from->schema->tables; t->name && !e; t++)
		e = copy_table(c, t);
	return e;
}

/* --- rows as bytes --- */

static void put_number(struct buf *b, int64_t n)
{
	uint64_t big = htobe64((uint64_t)n);
	buf_put(b, (struct str){(const char *)&big, sizeof(big)});
}

static void put_value(struct buf *b, const struct db_item *c, const struct db_value *v)
{
	buf_putc(b, v->null ? 0 : 1);
	if (v->null)
		return;
	bool is_string = c->type == DB_TEXT || c->type == DB_BYTES || c->type == DB_LANGMAP ||
			 c->type == DB_PUBLIC_ID;
	put_number(b, is_string ? (int64_t)v->s.len : v->n);
	if (is_string)
		buf_put(b, v->s);
}

static err_t say_rows(const struct page *p, db_row_fn fn, void *ctx)
{
	struct buf b;
	buf_init(&b, p->arena, 1024, ROW_MOST);
	for (size_t i = 0; i < p->rows; i++) {
		b.len = 0;
		for (size_t k = 0; k < columns_of(p); k++)
			put_value(&b, &p->table->first->columns[k],
				&p->values[i * columns_of(p) + k]);
		TRY(buf_err(&b));
		TRY(fn(ctx, buf_str(&b)));
	}
	return NULL;
}

err_t db_each_row(struct db *db, const struct db_table *table, db_row_fn fn, void *ctx)
{
	struct page p;
	err_t e;
	page_init(&p, table);
	do {
		e = next_page(db, &p);
		if (!e)
			e = say_rows(&p, fn, ctx);
	} while (!e && p.rows);
	page_done(&p);
	return e;
}
