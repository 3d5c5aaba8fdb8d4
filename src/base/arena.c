#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region(p, n)
#define UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#define REDZONE 16
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define REDZONE 0
#endif

#ifdef ARENA_DEBUG
static const bool one_malloc_each = true;
#else
static const bool one_malloc_each = false;
#endif

#define ALIGN alignof(max_align_t)
#define BLOCK_FIRST (8u << 10)
#define BLOCK_MOST (256u << 10)

struct block {
	struct block *next;
	size_t size;
	alignas(max_align_t) char data[];
};

struct cleanup {
	struct cleanup *next;
	void (*fn)(void *arg);
	void *arg;
};

struct arena {
	struct block *blocks; /* newest first; allocations come from the first */
	struct block *large;  /* blocks of one allocation each */
	size_t at;            /* next free byte in blocks->data */
	size_t used;
	struct cleanup *cleanups;
	struct arena *parent, *children, *prev, *next;
};

static size_t align_up(size_t n)
{
	return (n + ALIGN - 1) & ~(ALIGN - 1);
}

static struct block *block_push(struct block **list, size_t size)
{
	struct block *b = mem_grow(NULL, sizeof(*b) + size);
	b->size = size;
	b->next = *list;
	*list = b;
	return b;
}

static void blocks_free(struct block *b)
{
	while (b) {
		struct block *next = b->next;
		UNPOISON(b->data, b->size);
		mem_free(b);
		b = next;
	}
}

struct arena *arena_new(void)
{
	return mem_new(struct arena);
}

struct arena *arena_child(struct arena *parent)
{
	struct arena *a = arena_new();
	a->parent = parent;
	a->next = parent->children;
	if (a->next)
		a->next->prev = a;
	parent->children = a;
	return a;
}

static void leave_parent(struct arena *a)
{
	if (!a->parent)
		return;
	if (a->prev)
		a->prev->next = a->next;
	else
		a->parent->children = a->next;
	if (a->next)
		a->next->prev = a->prev;
}

/* Keeps the newest block, which is the largest. */
static void forget_blocks(struct arena *a)
{
	blocks_free(a->large);
	a->large = NULL;
	if (a->blocks) {
		blocks_free(a->blocks->next);
		a->blocks->next = NULL;
		POISON(a->blocks->data, a->blocks->size);
	}
	a->at = 0;
	a->used = 0;
}

void arena_reset(struct arena *a)
{
	while (a->children)
		arena_free(a->children);
	while (a->cleanups) {
		struct cleanup *c = a->cleanups;
		a->cleanups = c->next;
		c->fn(c->arg);
	}
	forget_blocks(a);
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	leave_parent(a);
	blocks_free(a->blocks);
	mem_free(a);
}

/* A block with room for need, which is at most BLOCK_MOST / 4. */
static void grow(struct arena *a, size_t need)
{
	size_t size = a->blocks ? a->blocks->size * 2 : BLOCK_FIRST;
	while (size < need)
		size *= 2;
	struct block *b = block_push(&a->blocks, size > BLOCK_MOST ? BLOCK_MOST : size);
	POISON(b->data, b->size);
	a->at = 0;
}

char *arena_bytes(struct arena *a, size_t n)
{
	size_t need = align_up((n ? n : 1) + REDZONE);
	if (need < n)
		need = SIZE_MAX / 2; /* cannot be had: malloc says so */
	a->used += n;
	if (one_malloc_each || need > BLOCK_MOST / 4)
		return block_push(&a->large, n)->data;
	if (!a->blocks || a->blocks->size - a->at < need)
		grow(a, need);
	char *p = a->blocks->data + a->at;
	a->at += need;
	UNPOISON(p, n);
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_bytes(a, n), 0, n);
}

void arena_defer(struct arena *a, void (*fn)(void *arg), void *arg)
{
	struct cleanup *c = arena_make(a, struct cleanup);
	*c = (struct cleanup){.next = a->cleanups, .fn = fn, .arg = arg};
	a->cleanups = c;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
