/*
 * Typed growing arrays on an arena:
 *
 *	VEC(struct answer) answers = {0};
 *	vec_push(arena, &answers, answer);
 *	vec_each (struct answer, it, &answers) ...
 */
#pragma once

#include "base/arena.h"

#include <string.h>

#define VEC(type)                \
	struct {                 \
		type *at;        \
		size_t len, cap; \
	}

#define vec_push(a, v, ...)                                                                       \
	do {                                                                                      \
		if ((v)->len == (v)->cap)                                                         \
			(v)->at = vec_grow_((a), (v)->at, sizeof(*(v)->at), (v)->len, &(v)->cap); \
		(v)->at[(v)->len++] = (__VA_ARGS__);                                              \
	} while (0)

#define vec_each(type, it, v) \
	for (type *it = (v)->at, *it##_end_ = it ? it + (v)->len : it; it != it##_end_; it++)

static inline void *vec_grow_(
	struct arena *a, const void *old, size_t item, size_t len, size_t *io_cap)
{
	size_t cap = *io_cap ? *io_cap * 2 : 8;
	char *grown = arena_bytes(a, mem_mul(item, cap));
	if (len)
		memcpy(grown, old, item * len);
	*io_cap = cap;
	return grown;
}
