#include "db/sqlite/connection.h"

void pool_init(struct pool *p, int most)
{
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->returned, NULL);
	p->most = most;
}

void pool_done(struct pool *p)
{
	while (p->idle) {
		struct connection *c = p->idle;
		p->idle = c->next;
		connection_close(c);
	}
	pthread_cond_destroy(&p->returned);
	pthread_mutex_destroy(&p->lock);
}

/* An idle connection, or NULL when the caller may open one more. */
static struct connection *take_idle(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	while (!p->idle && p->open == p->most)
		pthread_cond_wait(&p->returned, &p->lock);
	struct connection *c = p->idle;
	if (c)
		p->idle = c->next;
	else
		p->open++;
	pthread_mutex_unlock(&p->lock);
	return c;
}

static void forget_one(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	p->open--;
	pthread_cond_signal(&p->returned);
	pthread_mutex_unlock(&p->lock);
}

err_t pool_take(struct sqlite_db *db, struct connection **ret_c)
{
	struct connection *c = take_idle(&db->pool);
	if (!c) {
		err_t e = connection_open_reader(db, &c);
		if (e) {
			forget_one(&db->pool);
			return e;
		}
	}
	*ret_c = c;
	return NULL;
}

void pool_give(struct sqlite_db *db, struct connection *c)
{
	struct pool *p = &db->pool;
	pthread_mutex_lock(&p->lock);
	c->next = p->idle;
	p->idle = c;
	pthread_cond_signal(&p->returned);
	pthread_mutex_unlock(&p->lock);
}
