#include "db/postgresql/connection.h"

#include "base/mem.h"
#include "db/postgresql/postgresql.h"

/* A page waits for a dead replica at most once in this time. */
#define REST_WHEN_AWAY (5 * USEC_SECOND)
#define SAMPLE_EACH USEC_SECOND

/*
 * A copy of the store that follows it. It may fall behind, or stand still: it is asked only when it
 * has what the visitor changed, and what the store had when it was looked at the time before last.
 */
struct pg_replica {
	struct pg_db *db;
	pthread_mutex_t lock;
	usec sampled;           /* when the store was last asked how far it is */
	int64_t newest, before; /* its answer, and the one before that; DB_MARK_ALL: none */
};

struct pg_view {
	struct db db;
	struct pg_db *store;
	int64_t mark, written;
};

err_t pg_replica_new(const struct db_config *config, struct pg_replica **ret_replica)
{
	struct db_config copy = *config;
	struct pg_db *db;
	copy.place = config->replica;
	if (!postgresql_is(copy.place))
		return err_log(ERR_INVALID, "a replica is another PostgreSQL server");
	TRY(pg_db_new(&copy, &db));
	struct pg_replica *r = mem_new(struct pg_replica);
	*r = (struct pg_replica){.db = db, .before = DB_MARK_ALL};
	db->pool.rest = REST_WHEN_AWAY;
	pthread_mutex_init(&r->lock, NULL);
	*ret_replica = r;
	return NULL;
}

void pg_replica_free(struct pg_replica *r)
{
	if (!r)
		return;
	pg_close(&r->db->db);
	pthread_mutex_destroy(&r->lock);
	mem_free(r);
}

static err_t ask_on(struct pg_connection *c, enum control control, int64_t *ret_number)
{
	pg_connection_catch_up(c);
	if (!pg_connection_send_control(c, control))
		c->lost = true;
	pg_connection_sync(c);
	return pg_connection_number(c, control, ret_number);
}

static err_t ask(struct pg_db *db, enum control control, int64_t *ret_number)
{
	struct pg_connection *c;
	TRY(pg_pool_take(db, &c));
	err_t e = ask_on(c, control, ret_number);
	pg_pool_give(db, c);
	return e;
}

/* True when it is this caller's turn to look how far the store is. After a while without anybody,
 * the last answers say nothing. */
static bool begin_sample(struct pg_replica *r, usec now)
{
	pthread_mutex_lock(&r->lock);
	usec since = now - r->sampled;
	if (since > SAMPLE_EACH)
		r->sampled = now;
	if (since > 2 * SAMPLE_EACH)
		r->before = r->newest = DB_MARK_ALL;
	pthread_mutex_unlock(&r->lock);
	return since > SAMPLE_EACH;
}

static void end_sample(struct pg_replica *r, int64_t position)
{
	pthread_mutex_lock(&r->lock);
	r->before = r->newest == DB_MARK_ALL ? position : r->newest;
	r->newest = position;
	pthread_mutex_unlock(&r->lock);
}

/* How far a replica must be for this view. */
static err_t find_least(const struct pg_view *v, int64_t *ret_least)
{
	struct pg_replica *r = v->store->replica;
	int64_t position;
	if (begin_sample(r, clock_monotonic())) {
		TRY(ask(v->store, POSITION, &position));
		end_sample(r, position);
	}
	pthread_mutex_lock(&r->lock);
	*ret_least = v->mark > r->before ? v->mark : r->before;
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* What a connection was told is kept: a replica does not go back while it lasts. */
static err_t require_replayed(struct pg_connection *c, int64_t least)
{
	if (c->replayed < least)
		TRY(ask_on(c, REPLAYED, &c->replayed));
	return c->replayed < least ? err_log(ERR_UNAVAILABLE, "the replica is behind") : NULL;
}

static err_t read_replica(const struct pg_view *v, db_fn fn, void *ctx)
{
	struct pg_db *replica = v->store->replica->db;
	struct pg_connection *c;
	int64_t least;
	TRY(find_least(v, &least));
	TRY(pg_pool_take(replica, &c));
	err_t e = require_replayed(c, least);
	if (!e)
		return pg_read_on(replica, c, fn, ctx);
	pg_pool_give(replica, c);
	return e;
}

/* Whatever went wrong there, the store itself knows. */
static err_t view_read(struct db *base, db_fn fn, void *ctx)
{
	const struct pg_view *v = (const struct pg_view *)base;
	if (v->mark != DB_MARK_ALL) {
		err_t e = read_replica(v, fn, ctx);
		if (!e)
			return NULL;
		err_free(e);
	}
	return pg_read(&v->store->db, fn, ctx);
}

static err_t view_tx(struct db *base, db_fn fn, void *ctx)
{
	struct pg_view *v = (struct pg_view *)base;
	int64_t position = v->written;
	err_t e = pg_tx_noting(v->store, fn, ctx, &position);
	v->written = position > v->written ? position : v->written;
	v->mark = v->written > v->mark ? v->written : v->mark;
	return e;
}

static int64_t view_mark(const struct db *base)
{
	return ((const struct pg_view *)base)->written;
}

/* Only what a visitor's page does goes through a view. */
static const struct db_engine engine = {
	.remote = true,
	.tx = view_tx,
	.read = view_read,
	.mark = view_mark,
};

struct db *pg_seen_by(struct arena *a, struct db *base, int64_t mark)
{
	struct pg_db *db = (struct pg_db *)base;
	if (!db->replica)
		return base;
	struct pg_view *v = arena_make(a, struct pg_view);
	*v = (struct pg_view){.db = {&engine, base->schema}, .store = db, .mark = mark};
	return &v->db;
}
