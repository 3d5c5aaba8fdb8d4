/*
 * Arenas: memory that ends together. A request, a job and a command each have one; results live in
 * the arena that the caller passes first. Memory is zeroed, aligned for any type, and never freed
 * piecemeal. Not for sharing between threads.
 *
 * A build with -Darena_debug=true gives every allocation its own malloc, so that AddressSanitizer
 * sees an overrun or a late use of any of them; other sanitized builds poison what is not in use.
 */
#pragma once

#include <stddef.h>

struct arena;

/* A new arena of its own; end it with arena_free. */
struct arena *arena_new(void);
/* An arena that ends with its parent at the latest; for loops over many rows. */
struct arena *arena_child(struct arena *parent);
/* Runs the cleanups (newest first), ends children, forgets all allocations, keeps the memory. */
void arena_reset(struct arena *a);
/* arena_reset, and gives the memory back. NULL is fine. */
void arena_free(struct arena *a);

/* n zeroed bytes. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* n bytes that the caller fills at once: not zeroed. */
char *arena_bytes(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* Calls fn(arg) when the arena is reset or ends, newest first. */
void arena_defer(struct arena *a, void (*fn)(void *arg), void *arg);
/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

#define arena_make(a, type) ((type *)arena_alloc(a, sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc(a, mem_mul(sizeof(type), n)))

size_t mem_mul(size_t a, size_t b);
