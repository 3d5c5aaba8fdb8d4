#include "base/mem.h"
#include "http/inside.h"

struct worker {
	struct workers *workers;
	unsigned slot;
};

static bool is_slow(const struct exchange *x)
{
	return x->req.route && x->req.route->slow;
}

/* Takes the first that may run now off the queue; slow ones leave half of the workers to others. */
static struct exchange *first_allowed(struct workers *w)
{
	bool slow_too = w->slow < (w->server->config.workers + 1) / 2;
	struct exchange *before = NULL, *x = w->first;
	for (; x && is_slow(x) && !slow_too; x = x->next)
		before = x;
	if (!x)
		return NULL;
	if (before)
		before->next = x->next;
	else
		w->first = x->next;
	if (w->last == x)
		w->last = before;
	return x;
}

/* Waits for an exchange; NULL when the workers are closed and nothing waits. */
static struct exchange *take(struct workers *w)
{
	struct exchange *x;
	pthread_mutex_lock(&w->lock);
	while (!(x = first_allowed(w)) && !(w->closed && !w->waiting))
		pthread_cond_wait(&w->more, &w->lock);
	if (x) {
		w->waiting--;
		w->waiting_slow -= is_slow(x);
		w->busy++;
		w->slow += is_slow(x);
	}
	pthread_mutex_unlock(&w->lock);
	return x;
}

static void done(struct workers *w, bool was_slow)
{
	pthread_mutex_lock(&w->lock);
	w->busy--;
	w->slow -= was_slow;
	if (w->closed)
		pthread_cond_broadcast(&w->more);
	pthread_mutex_unlock(&w->lock);
}

static void *work(void *arg)
{
	struct worker me = *(struct worker *)arg;
	mem_free(arg);
	struct encoder *encoder = encoder_new();
	for (struct exchange *x; (x = take(me.workers));) {
		struct MHD_Connection *mhd = x->mhd;
		bool slow = is_slow(x);
		exchange_run(x, me.slot, encoder);
		MHD_resume_connection(mhd);
		done(me.workers, slow);
	}
	encoder_free(encoder);
	return NULL;
}

static bool start_one(struct workers *w, int i)
{
	struct worker *me = mem_new(struct worker);
	*me = (struct worker){w, (unsigned)(w->server->config.threads + i)};
	if (!pthread_create(&w->threads[i], NULL, work, me))
		return true;
	mem_free(me);
	return false;
}

err_t workers_start(struct workers *w, struct http_server *s)
{
	*w = (struct workers){.server = s};
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->more, NULL);
	w->threads = arena_array(s->arena, pthread_t, (size_t)s->config.workers);
	for (; w->count < s->config.workers; w->count++)
		if (!start_one(w, w->count))
			return err_log(ERR_UNAVAILABLE, "http: no thread for a worker");
	return NULL;
}

/* However many slow ones wait, the others find room. */
bool workers_reserve(struct workers *w, const struct exchange *x)
{
	bool slow = is_slow(x);
	pthread_mutex_lock(&w->lock);
	int before = slow ? w->waiting_slow : w->waiting - w->waiting_slow;
	bool room = !w->closed && before < w->server->config.queue;
	w->waiting += room;
	w->waiting_slow += room && slow;
	pthread_mutex_unlock(&w->lock);
	return room;
}

void workers_push(struct workers *w, struct exchange *x)
{
	x->next = NULL;
	pthread_mutex_lock(&w->lock);
	if (w->first)
		w->last->next = x;
	else
		w->first = x;
	w->last = x;
	pthread_mutex_unlock(&w->lock);
	pthread_cond_signal(&w->more); /* who wakes finds the lock free */
}

void workers_close(struct workers *w)
{
	pthread_mutex_lock(&w->lock);
	w->closed = true;
	pthread_cond_broadcast(&w->more);
	pthread_mutex_unlock(&w->lock);
}

int workers_unfinished(struct workers *w)
{
	pthread_mutex_lock(&w->lock);
	int n = w->waiting + w->busy;
	pthread_mutex_unlock(&w->lock);
	return n;
}

void workers_join(struct workers *w)
{
	for (int i = 0; i < w->count; i++)
		pthread_join(w->threads[i], NULL);
	pthread_cond_destroy(&w->more);
	pthread_mutex_destroy(&w->lock);
}
