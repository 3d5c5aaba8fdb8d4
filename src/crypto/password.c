#include "crypto/password.h"

#include "base/mem.h"
#include "crypto/sodium.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define PASSES 2
#define KIB 19456u
#define THREADS_MOST 64
#define BYTES_MOST (4 * PASSWORD_MOST)

/* Of a password nobody knows; what an unknown account is compared with. */
static const char nobody[crypto_pwhash_STRBYTES] =
	"$argon2id$v=19$m=19456,t=2,p=1$E5+aT26G4PBRHk0VZDOSHA"
	"$WogaLHObHicSh5nnTHVQBG9XwYl8iViDGpciY55atCg";

enum task { HASH, VERIFY };

struct request {
	struct request *next;
	enum task task;
	size_t memory;
	struct str password;
	char hash[crypto_pwhash_STRBYTES];
	bool ok, done;
	pthread_cond_t ready;
};

struct password_pool {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct request *first, **last;
	int inside, queue_most, threads;
	bool stopping;
	size_t memory; /* of a hash, in bytes */
	char nobody[crypto_pwhash_STRBYTES];
	pthread_t thread[THREADS_MOST];
};

static bool run(struct request *r)
{
	if (r->task == VERIFY)
		return crypto_pwhash_str_verify(r->hash, r->password.p, r->password.len) == 0;
	return crypto_pwhash_str(r->hash, r->password.p, r->password.len, PASSES, r->memory) == 0;
}

/* The next request, or NULL when the pool stops; the lock is held. */
static struct request *next_request(struct password_pool *pool)
{
	while (!pool->first && !pool->stopping)
		pthread_cond_wait(&pool->work, &pool->lock);
	struct request *r = pool->first;
	if (!r)
		return NULL;
	pool->first = r->next;
	if (!pool->first)
		pool->last = &pool->first;
	return r;
}

static void *serve(void *arg)
{
	struct password_pool *pool = arg;
	/* Pages go before sign-ins when the processor is short. */
	setpriority(PRIO_PROCESS, (id_t)gettid(), 5);
	pthread_mutex_lock(&pool->lock);
	for (struct request *r; (r = next_request(pool));) {
		pthread_mutex_unlock(&pool->lock);
		bool ok = run(r);
		pthread_mutex_lock(&pool->lock);
		r->ok = ok;
		r->done = true;
		pthread_cond_signal(&r->ready);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

/* An unknown account costs what a known one does. */
static void set_nobody(struct password_pool *pool)
{
	memcpy(pool->nobody, nobody, sizeof(nobody));
	if (pool->memory == (size_t)KIB * 1024)
		return;
	if (crypto_pwhash_str(pool->nobody, "", 0, PASSES, pool->memory))
		abort();
}

err_t password_pool_new(const struct password_settings *settings, struct password_pool **ret_pool)
{
	if (sodium_init() < 0)
		return err_log(ERR_INTERNAL, "libsodium does not start");
	struct password_pool *pool = mem_new(struct password_pool);
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->work, NULL);
	pool->last = &pool->first;
	pool->queue_most = settings->queue_most;
	pool->memory = (size_t)(settings->kib ? settings->kib : KIB) * 1024;
	set_nobody(pool);
	while (pool->threads < settings->threads && pool->threads < THREADS_MOST &&
		pthread_create(&pool->thread[pool->threads], NULL, serve, pool) == 0)
		pool->threads++;
	if (!pool->threads || pool->threads < settings->threads) {
		password_pool_free(pool);
		return err_log(ERR_INTERNAL, "cannot start %d password threads", settings->threads);
	}
	*ret_pool = pool;
	return NULL;
}

void password_pool_free(struct password_pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->work);
	pthread_mutex_unlock(&pool->lock);
	for (int i = 0; i < pool->threads; i++)
		pthread_join(pool->thread[i], NULL);
	pthread_cond_destroy(&pool->work);
	pthread_mutex_destroy(&pool->lock);
	mem_free(pool);
}

static bool enter(struct password_pool *pool, struct request *r)
{
	if (pool->inside >= pool->queue_most)
		return false;
	pool->inside++;
	*pool->last = r;
	pool->last = &r->next;
	pthread_cond_signal(&pool->work);
	while (!r->done)
		pthread_cond_wait(&r->ready, &pool->lock);
	pool->inside--;
	return true;
}

static err_t wait_for(struct password_pool *pool, struct request *r)
{
	if (!r->password.p)
		r->password = STR("");
	pthread_cond_init(&r->ready, NULL);
	pthread_mutex_lock(&pool->lock);
	bool entered = enter(pool, r);
	pthread_mutex_unlock(&pool->lock);
	pthread_cond_destroy(&r->ready);
	if (entered)
		return NULL;
	return err_detail(err_say(ERR_UNAVAILABLE, N_("Many people are signing in right now. "
						      "Please try again in a moment.")),
		"password queue is full");
}

err_t password_hash(
	struct password_pool *pool, struct arena *a, struct str password, struct str *ret_hash)
{
	if (password.len > BYTES_MOST)
		return err_log(ERR_TOO_LARGE, "password of %zu bytes", password.len);
	struct request r = {.task = HASH, .password = password, .memory = pool->memory};
	TRY(wait_for(pool, &r));
	if (!r.ok)
		return err_log(ERR_INTERNAL, "no memory to hash a password");
	*ret_hash = str_dup(a, str_of(r.hash));
	return NULL;
}

err_t password_verify(struct password_pool *pool, struct str password, struct str hash,
	enum password_match *ret_match)
{
	struct request r = {.task = VERIFY, .password = password};
	if (hash.len >= sizeof(r.hash))
		return err_log(ERR_INTERNAL, "stored password hash is damaged");
	memcpy(r.hash, hash.p ? hash.p : pool->nobody, hash.p ? hash.len : strlen(pool->nobody));
	int outdated = crypto_pwhash_str_needs_rehash(r.hash, PASSES, pool->memory);
	if (outdated < 0)
		return err_log(ERR_INTERNAL, "stored password hash is damaged");
	if (password.len > BYTES_MOST) {
		*ret_match = PASSWORD_WRONG;
		return NULL;
	}
	TRY(wait_for(pool, &r));
	*ret_match = !r.ok || !hash.p ? PASSWORD_WRONG
		     : outdated       ? PASSWORD_RIGHT_OUTDATED
				      : PASSWORD_RIGHT;
	return NULL;
}
