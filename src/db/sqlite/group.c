#include "db/sqlite/connection.h"

#include "base/mem.h"

#include <string.h>

/*
 * Group commit. To put one change on disk costs as much as to put fifty, so callers share commits:
 * each runs its fn in a savepoint while it holds the lock, and the last one waiting commits for
 * all. The others wait for that commit and get its result. Also a caller whose fn failed waits: it
 * may have seen what a member before it wrote, and is told only what has become true.
 */
struct group {
	pthread_mutex_t lock;
	pthread_cond_t ended;
	int members; /* that have not left */
	int joined;
	bool over;
	enum err_code failed; /* 0: committed */
	char detail[sizeof(((struct err *)0)->detail)];
};

/* A bound on how long the first member waits for the last. */
#define GROUP_MOST 64

err_t writer_init(struct sqlite_db *db)
{
	pthread_mutex_init(&db->writer.lock, NULL);
	return connection_open_writer(db, &db->writer.connection);
}

void writer_done(struct writer *w)
{
	connection_close(w->connection);
	pthread_mutex_destroy(&w->lock);
}

static struct group *group_new(void)
{
	struct group *g = mem_new(struct group);
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->ended, NULL);
	return g;
}

static void group_free(struct group *g)
{
	pthread_cond_destroy(&g->ended);
	pthread_mutex_destroy(&g->lock);
	mem_free(g);
}

static err_t group_join(struct writer *w, struct group **ret_group)
{
	if (!w->group) {
		TRY(connection_control(w->connection, BEGIN_WRITE));
		w->group = group_new();
	}
	struct group *g = w->group;
	pthread_mutex_lock(&g->lock);
	g->members++;
	pthread_mutex_unlock(&g->lock);
	g->joined++;
	*ret_group = g;
	return NULL;
}

/* Ends the open group for all its members; why (which stays the caller's) is NULL when
 * committed. */
static void group_end(struct writer *w, const struct err *why)
{
	struct group *g = w->group;
	w->group = NULL;
	pthread_mutex_lock(&g->lock);
	g->over = true;
	if (why) {
		g->failed = why->code;
		memcpy(g->detail, why->detail, sizeof(g->detail));
	}
	pthread_cond_broadcast(&g->ended);
	pthread_mutex_unlock(&g->lock);
}

/* Waits for the end of the group and takes leave of it; each member gets an error of its own. */
static err_t group_leave(struct group *g)
{
	pthread_mutex_lock(&g->lock);
	while (!g->over)
		pthread_cond_wait(&g->ended, &g->lock);
	err_t e = g->failed ? err_log(g->failed, "group commit: %s", g->detail) : NULL;
	bool last = --g->members == 0;
	pthread_mutex_unlock(&g->lock);
	if (last)
		group_free(g);
	return e;
}

static bool lost_transaction(const struct writer *w)
{
	return sqlite3_get_autocommit(w->connection->handle);
}

static void roll_back(struct writer *w)
{
	if (!lost_transaction(w))
		err_free(connection_control(w->connection, ROLLBACK));
}

static void group_commit(struct writer *w)
{
	err_t e = connection_control(w->connection, COMMIT);
	if (e)
		roll_back(w);
	group_end(w, e);
	err_free(e);
}

static err_t undo(struct connection *c)
{
	TRY(connection_control(c, UNDO));
	return connection_control(c, RELEASE);
}

/*
 * Runs fn so that it leaves all or nothing. On some errors (disk full, I/O) the engine drops the
 * whole transaction, and on none may a half-done fn stay: then the group ends here, failed for
 * everybody.
 */
static err_t run_member(struct sqlite_db *db, db_fn fn, void *ctx)
{
	struct writer *w = &db->writer;
	struct sqlite_tx tx = {
		.tx = {.db = &db->db, .writable = true}, .connection = w->connection};
	TRY(connection_control(w->connection, SAVEPOINT));
	err_t e = fn(&tx.tx, ctx);
	if (!e)
		e = connection_control(w->connection, RELEASE);
	if (!e)
		return NULL;
	err_t stuck = lost_transaction(w) ? NULL : undo(w->connection);
	if (stuck)
		roll_back(w);
	err_free(stuck);
	if (lost_transaction(w))
		group_end(w, e);
	return e;
}

/* Joins or opens the group and runs fn in it; *ret_result is what fn itself came to. */
static err_t take_part(
	struct sqlite_db *db, db_fn fn, void *ctx, struct group **ret_group, err_t *ret_result)
{
	struct writer *w = &db->writer;
	pthread_mutex_lock(&w->lock);
	atomic_store(&w->owner, pthread_self());
	err_t e = group_join(w, ret_group);
	if (!e)
		*ret_result = run_member(db, fn, ctx);
	bool last = atomic_fetch_sub(&w->queued, 1) == 1;
	if (w->group && (last || w->group->joined >= GROUP_MOST))
		group_commit(w);
	atomic_store(&w->owner, 0);
	pthread_mutex_unlock(&w->lock);
	return e;
}

err_t sqlite_tx(struct db *base, db_fn fn, void *ctx)
{
	struct sqlite_db *db = (struct sqlite_db *)base;
	if (atomic_load(&db->writer.owner) == pthread_self())
		return err_log(ERR_INTERNAL, "db_tx inside db_tx");
	struct group *g = NULL;
	err_t result = NULL;
	atomic_fetch_add(&db->writer.queued, 1);
	TRY(take_part(db, fn, ctx, &g, &result));
	err_t lost = group_leave(g);
	if (!lost)
		return result;
	err_free(result);
	return lost;
}

/* The engine refuses a second checkpoint at a time, and a writer makes some of its own: so it is
 * this one's turn, between groups. */
err_t sqlite_purge(struct db *base)
{
	struct writer *w = &((struct sqlite_db *)base)->writer;
	pthread_mutex_lock(&w->lock);
	if (w->group)
		group_commit(w);
	int failed = sqlite3_wal_checkpoint_v2(
		w->connection->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	err_t e = failed ? connection_err(w->connection, "checkpoint") : NULL;
	pthread_mutex_unlock(&w->lock);
	return e;
}
