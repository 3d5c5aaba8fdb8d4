#include "db/sqlite/connection.h"

/* A snapshot that is held for several reads. */
struct moment {
	struct db db;
	struct sqlite_db *store;
	struct connection *held; /* in a transaction; NULL: nothing was read yet */
};

static err_t hold(struct moment *m)
{
	struct connection *c;
	TRY(pool_take(m->store, &c));
	err_t e = connection_control(c, BEGIN_READ);
	if (e) {
		pool_give(m->store, c);
		return e;
	}
	m->held = c;
	return NULL;
}

static void release(struct moment *m)
{
	if (!m->held)
		return;
	/* Nothing was changed: to end the snapshot cannot fail. */
	err_free(connection_control(m->held, COMMIT));
	pool_give(m->store, m->held);
	m->held = NULL;
}

static err_t read_held(struct moment *m, db_fn fn, void *ctx)
{
	if (!m->held)
		TRY(hold(m));
	struct sqlite_tx tx = {.tx = {.db = &m->store->db}, .connection = m->held};
	return fn(&tx.tx, ctx);
}

err_t sqlite_read(struct db *db, db_fn fn, void *ctx)
{
	struct moment m = {.store = (struct sqlite_db *)db};
	err_t e = read_held(&m, fn, ctx);
	release(&m);
	return e;
}

static err_t moment_read(struct db *db, db_fn fn, void *ctx)
{
	return read_held((struct moment *)db, fn, ctx);
}

static err_t moment_tx(struct db *db, db_fn fn, void *ctx)
{
	struct moment *m = (struct moment *)db;
	release(m);
	return sqlite_tx(&m->store->db, fn, ctx);
}

static void moment_end(struct db *db)
{
	release((struct moment *)db);
}

static void at_arena_end(void *arg)
{
	release(arg);
}

/* Only what a page does goes through it. */
static const struct db_engine engine = {
	.tx = moment_tx,
	.read = moment_read,
	.moment_end = moment_end,
};

struct db *sqlite_moment(struct arena *a, struct db *db)
{
	struct moment *m = arena_make(a, struct moment);
	*m = (struct moment){.db = {&engine, db->schema}, .store = (struct sqlite_db *)db};
	arena_defer(a, at_arena_end, m);
	return &m->db;
}
