/*
 * The only door to malloc: for the few things that live outside an arena. Allocation does not
 * fail: it aborts.
 */
#pragma once

#include <stddef.h>

/* n zeroed bytes; free with mem_free. */
void *mem_alloc(size_t n);
/* Grows p (or NULL) to n bytes; new bytes are not zeroed. */
void *mem_grow(void *p, size_t n);
void mem_free(void *p);

#define mem_new(type) ((type *)mem_alloc(sizeof(type)))

/* a * b, aborting on overflow. */
size_t mem_mul(size_t a, size_t b);
