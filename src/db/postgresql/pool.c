#include "db/postgresql/connection.h"

void pg_pool_init(struct pg_pool *p, int most, usec rest)
{
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->returned, NULL);
	p->most = most;
	p->rest = rest;
}

static void close_all(struct pg_connection *first)
{
	while (first) {
		struct pg_connection *c = first;
		first = c->next;
		pg_connection_close(c);
	}
}

void pg_pool_done(struct pg_pool *p)
{
	close_all(p->idle);
	pthread_cond_destroy(&p->returned);
	pthread_mutex_destroy(&p->lock);
}

/* An idle connection, or NULL when the caller may open one more. */
static err_t take_idle(struct pg_pool *p, struct pg_connection **ret_c)
{
	pthread_mutex_lock(&p->lock);
	while (!p->idle && p->open == p->most)
		pthread_cond_wait(&p->returned, &p->lock);
	bool away = !p->idle && clock_monotonic() < p->away_until;
	if (!p->idle && !away && p->failing)
		p->away_until = clock_monotonic() + p->rest;
	struct pg_connection *c = p->idle;
	if (c)
		p->idle = c->next;
	else
		p->open += !away;
	pthread_mutex_unlock(&p->lock);
	if (away)
		return err_log(ERR_UNAVAILABLE, "postgresql: it did not answer a moment ago");
	*ret_c = c;
	return NULL;
}

static void forget(struct pg_pool *p, int count)
{
	pthread_mutex_lock(&p->lock);
	p->open -= count;
	pthread_cond_broadcast(&p->returned);
	pthread_mutex_unlock(&p->lock);
}

static void note_answer(struct pg_pool *p, bool failing)
{
	pthread_mutex_lock(&p->lock);
	p->failing = failing;
	p->away_until = failing ? clock_monotonic() + p->rest : 0;
	pthread_mutex_unlock(&p->lock);
}

err_t pg_pool_take(struct pg_db *db, struct pg_connection **ret_c)
{
	struct pg_connection *c;
	TRY(take_idle(&db->pool, &c));
	if (!c) {
		err_t e = pg_connection_open(db, &c);
		note_answer(&db->pool, e != NULL);
		if (e) {
			forget(&db->pool, 1);
			return e;
		}
	}
	*ret_c = c;
	return NULL;
}

/* What happened to one connection has most likely happened to those that were idle, too. */
static void give_up(struct pg_pool *p, struct pg_connection *lost)
{
	int count = 1;
	pthread_mutex_lock(&p->lock);
	lost->next = p->idle;
	p->idle = NULL;
	pthread_mutex_unlock(&p->lock);
	for (struct pg_connection *c = lost->next; c; c = c->next)
		count++;
	close_all(lost);
	forget(p, count);
}

void pg_pool_give(struct pg_db *db, struct pg_connection *c)
{
	struct pg_pool *p = &db->pool;
	if (c->lost) {
		give_up(p, c);
		return;
	}
	pthread_mutex_lock(&p->lock);
	c->next = p->idle;
	p->idle = c;
	pthread_cond_signal(&p->returned);
	pthread_mutex_unlock(&p->lock);
}
