/*
 * A growing run of bytes on an arena, with a stated maximum. Writing past the maximum writes
 * nothing and is remembered: ask buf_err once at the end instead of after every write.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct buf {
	struct arena *arena;
	char *p;
	size_t len, cap, max;
	bool overflowed;
};

/* An empty buffer that may hold max bytes; size is what to start with. */
void buf_init(struct buf *b, struct arena *a, size_t size, size_t max);
/* What buf_room does when the room is not there yet. */
char *buf_grow(struct buf *b, size_t n);
/* Room for n more bytes at b->p + b->len, or NULL past the maximum; then add to b->len. */
static inline char *buf_room(struct buf *b, size_t n)
{
	return n <= b->cap - b->len ? b->p + b->len : buf_grow(b, n);
}

void buf_put(struct buf *b, struct str s);
static inline void buf_putc(struct buf *b, char c)
{
	char *room = buf_room(b, 1);
	if (room)
		b->p[b->len++] = c;
}

void buf_int(struct buf *b, int64_t n);
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define buf_lit(b, literal) buf_put(b, STR(literal))

/* What was written; valid until the next write. */
struct str buf_str(const struct buf *b);
/* ERR_TOO_LARGE when a write did not fit, else NULL. */
err_t buf_err(const struct buf *b);
