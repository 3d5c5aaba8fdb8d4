#include "base/mem.h"
#include "credential/jsonld_builtin.h"
#include "credential/jsonld_inside.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define STEPS_MOST 1024
#define BYTES_MOST (32u << 20)
#define BUCKETS 512

struct made {
	struct made *next;
	struct step step;
	const struct context *context;
};

/*
 * What has been parsed, for all threads: read without a lock, and only ever added to, by one at a
 * time. Once it is full, the next call starts an empty one, and the last call that uses the full
 * one ends it.
 */
struct cache {
	struct jsonld_contexts *owner;
	struct arena *arena; /* with the lock "making" */
	uint64_t seed;
	struct context initial;
	const struct term *no_terms[4];
	_Atomic(struct made *) made[BUCKETS];
	_Atomic(struct remote *) remotes;
	size_t steps, bytes; /* with the lock "making" */
	atomic_bool full;
	size_t users; /* with the lock "using" */
};

struct jsonld_contexts {
	pthread_mutex_t using;  /* held for a moment */
	pthread_mutex_t making; /* held while a context is parsed or loaded */
	const struct jsonld_loader *loader;
	struct cache *current;
};

/* Steps of one call that no other can use. */
struct memo {
	struct made *made[32];
};

static struct cache *cache_new(struct jsonld_contexts *owner)
{
	struct cache *cache = mem_new(struct cache);
	cache->owner = owner;
	cache->arena = arena_new();
	/* An outsider chooses the terms but cannot know where the cache lies. */
	cache->seed = (uint64_t)(uintptr_t)cache * 0x9e3779b97f4a7c15u;
	cache->initial.slots = cache->no_terms;
	cache->initial.mask = 3;
	cache->initial.shared = true;
	return cache;
}

static void cache_free(struct cache *cache)
{
	arena_free(cache->arena);
	mem_free(cache);
}

struct jsonld_contexts *jsonld_contexts_new(const struct jsonld_loader *loader)
{
	struct jsonld_contexts *c = mem_new(struct jsonld_contexts);
	pthread_mutex_init(&c->using, NULL);
	pthread_mutex_init(&c->making, NULL);
	c->loader = loader;
	c->current = cache_new(c);
	return c;
}

void jsonld_contexts_free(struct jsonld_contexts *c)
{
	if (!c)
		return;
	cache_free(c->current);
	pthread_mutex_destroy(&c->using);
	pthread_mutex_destroy(&c->making);
	mem_free(c);
}

struct cache *cache_acquire(struct jsonld_contexts *contexts)
{
	struct cache *cache;
	pthread_mutex_lock(&contexts->using);
	cache = contexts->current;
	if (atomic_load(&cache->full)) {
		if (!cache->users)
			cache_free(cache);
		cache = contexts->current = cache_new(contexts);
	}
	cache->users++;
	pthread_mutex_unlock(&contexts->using);
	return cache;
}

void cache_release(struct cache *cache)
{
	struct jsonld_contexts *owner = cache->owner;
	pthread_mutex_lock(&owner->using);
	cache->users--;
	if (!cache->users && cache != owner->current)
		cache_free(cache);
	pthread_mutex_unlock(&owner->using);
}

const struct context *cache_initial(const struct cache *cache)
{
	return &cache->initial;
}

uint64_t cache_hash(const struct cache *cache, struct str s)
{
	return str_hash_keyed(cache->seed, s);
}

static const void *step_source(const struct step *s)
{
	return s->kind == STEP_REMOTE ? (const void *)s->remote : (const void *)s->term;
}

static size_t step_hash(const struct step *s)
{
	uint64_t h = (uint64_t)(uintptr_t)s->from * 0x9e3779b97f4a7c15u;
	h = (h ^ (uint64_t)(uintptr_t)step_source(s) ^ s->kind) * 0xe7037ed1a0b428dbu;
	return (size_t)(h >> 32);
}

static const struct context *find_made(const struct made *m, const struct step *s)
{
	for (; m; m = m->next)
		if (m->step.from == s->from && m->step.kind == s->kind &&
			step_source(&m->step) == step_source(s))
			return m->context;
	return NULL;
}

static err_t process_step(struct call *c, const struct step *s, const struct context **ret_context)
{
	struct chain chain = {s->remote, NULL};
	struct processing how = {0};
	if (s->kind == STEP_REMOTE) {
		how.base_url = s->remote->url;
		how.chain = &chain;
		return context_process(c, s->from, s->remote->context, how, ret_context);
	}
	how.base_url = s->term->scoped_base;
	how.override_protected = s->kind == STEP_PROPERTY;
	how.not_propagated = s->kind == STEP_TYPE;
	return context_process(c, s->from, s->term->scoped, how, ret_context);
}

static void count(struct cache *cache, const struct arena *a)
{
	cache->steps++;
	cache->bytes += arena_used(a);
	if (cache->steps >= STEPS_MOST || cache->bytes >= BYTES_MOST)
		atomic_store(&cache->full, true);
}

/* A step in the cache, with the lock "making"; NULL when it needs the document. */
static err_t add_step(struct call *c, const struct step *s, const struct context **ret_context)
{
	struct cache *cache = c->cache;
	struct arena *a = arena_child(cache->arena);
	struct call maker = *c;
	maker.arena = a;
	maker.for_cache = true;
	maker.needs_document = false;
	err_t e = process_step(&maker, s, ret_context);
	c->work_left = maker.work_left;
	if (maker.needs_document) {
		err_free(e);
		e = NULL;
		*ret_context = NULL;
	}
	if (e || maker.needs_document) {
		arena_free(a);
		return e;
	}
	c->shared_left--;
	_Atomic(struct made *) *bucket = &cache->made[step_hash(s) % BUCKETS];
	struct made *m = arena_make(a, struct made);
	*m = (struct made){atomic_load_explicit(bucket, memory_order_relaxed), *s, *ret_context};
	atomic_store_explicit(bucket, m, memory_order_release);
	count(cache, a);
	return NULL;
}

static const struct context *find_shared(struct cache *cache, const struct step *s)
{
	_Atomic(struct made *) *bucket = &cache->made[step_hash(s) % BUCKETS];
	return find_made(atomic_load_explicit(bucket, memory_order_acquire), s);
}

/* NULL for what the document keeps to itself. */
static err_t shared_step(struct call *c, const struct step *s, const struct context **ret_context)
{
	struct jsonld_contexts *owner = c->cache->owner;
	const struct context *found = find_shared(c->cache, s);
	err_t e = NULL;
	if (!found && c->shared_left) {
		pthread_mutex_lock(&owner->making);
		found = find_shared(c->cache, s);
		if (!found)
			e = add_step(c, s, &found);
		pthread_mutex_unlock(&owner->making);
	}
	*ret_context = found;
	return e;
}

static err_t private_step(struct call *c, const struct step *s, const struct context **ret_context)
{
	if (!c->memo)
		c->memo = arena_make(c->arena, struct memo);
	struct made **bucket = &c->memo->made[step_hash(s) % 32];
	const struct context *found = find_made(*bucket, s);
	if (!found) {
		TRY(process_step(c, s, &found));
		struct made *m = arena_make(c->arena, struct made);
		*m = (struct made){*bucket, *s, found};
		*bucket = m;
	}
	*ret_context = found;
	return NULL;
}

err_t cache_step(struct call *c, struct step s, const struct context **ret_context)
{
	const struct context *found = NULL;
	if (c->for_cache)
		return process_step(c, &s, ret_context);
	if (s.from->shared && (s.kind == STEP_REMOTE || s.term->shared))
		TRY(shared_step(c, &s, &found));
	if (!found)
		return private_step(c, &s, ret_context);
	*ret_context = found;
	return NULL;
}

static const struct remote *find_remote(struct cache *cache, struct str url)
{
	const struct remote *r = atomic_load_explicit(&cache->remotes, memory_order_acquire);
	for (; r; r = r->next)
		if (str_eq(r->url, url))
			return r;
	return NULL;
}

static err_t read_remote(
	const struct jsonld_contexts *owner, struct arena *a, struct str url, struct str *ret_bytes)
{
	for (const struct jsonld_builtin *b = jsonld_builtins; b->url; b++) {
		if (str_is(url, b->url)) {
			*ret_bytes = b->bytes;
			return NULL;
		}
	}
	if (!owner->loader)
		return jsonld_fail("loading remote context failed", url);
	err_t e = owner->loader->load(owner->loader, a, url, ret_bytes);
	if (!e || e->code != ERR_NOT_FOUND)
		return e;
	err_free(e);
	return jsonld_fail("loading remote context failed", url);
}

static err_t parse_remote(const struct jsonld_contexts *owner, struct arena *a, struct str url,
	struct remote *ret_remote)
{
	struct str bytes;
	struct json *document;
	TRY(read_remote(owner, a, url, &bytes));
	err_t e = json_parse(a, bytes, &json_limits_default, &document);
	if (e && e->code == ERR_INVALID) {
		err_free(e);
		return jsonld_fail("loading remote context failed", url);
	}
	TRY(e);
	ret_remote->url = str_dup(a, url);
	ret_remote->context = json_get(document, STR("@context"));
	return ret_remote->context ? NULL : jsonld_fail("invalid remote context", url);
}

/* With the lock "making". */
static err_t add_remote(struct cache *cache, struct str url, const struct remote **ret_remote)
{
	struct arena *a = arena_child(cache->arena);
	struct remote *r = arena_make(a, struct remote);
	err_t e = parse_remote(cache->owner, a, url, r);
	if (e) {
		arena_free(a);
		return e;
	}
	r->next = atomic_load_explicit(&cache->remotes, memory_order_relaxed);
	atomic_store_explicit(&cache->remotes, r, memory_order_release);
	count(cache, a);
	*ret_remote = r;
	return NULL;
}

err_t cache_remote(struct call *c, struct str url, const struct remote **ret_remote)
{
	struct jsonld_contexts *owner = c->cache->owner;
	const struct remote *found = find_remote(c->cache, url);
	err_t e = NULL;
	if (!found && c->for_cache)
		return add_remote(c->cache, url, ret_remote);
	if (!found) {
		pthread_mutex_lock(&owner->making);
		found = find_remote(c->cache, url);
		if (!found)
			e = add_remote(c->cache, url, &found);
		pthread_mutex_unlock(&owner->making);
	}
	if (!e)
		*ret_remote = found;
	return e;
}

bool jsonld_builtin_find(struct str url, struct str *ret_bytes)
{
	for (const struct jsonld_builtin *b = jsonld_builtins; b->url; b++) {
		if (b->published && str_is(url, b->url)) {
			*ret_bytes = b->bytes;
			return true;
		}
	}
	return false;
}
