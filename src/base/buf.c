#include "base/buf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void buf_init(struct buf *b, struct arena *a, size_t size, size_t max)
{
	*b = (struct buf){.arena = a, .max = max, .cap = size < max ? size : max};
	b->p = arena_bytes(a, b->cap);
}

char *buf_grow(struct buf *b, size_t n)
{
	if (n > b->max - b->len) {
		b->overflowed = true;
		return NULL;
	}
	size_t cap = b->cap < 64 ? 64 : b->cap * 2;
	if (cap < b->len + n)
		cap = b->len + n;
	if (cap > b->max)
		cap = b->max;
	char *p = arena_bytes(b->arena, cap);
	memcpy(p, b->p, b->len);
	b->p = p;
	b->cap = cap;
	return p + b->len;
}

void buf_put(struct buf *b, struct str s)
{
	char *room = buf_room(b, s.len);
	if (!room || !s.len)
		return;
	memcpy(room, s.p, s.len);
	b->len += s.len;
}

void buf_int(struct buf *b, int64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		buf_putc(b, '-');
	buf_put(b, (struct str){digits + at, sizeof(digits) - at});
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char small[256];
	va_list again;
	va_copy(again, ap);
	int len = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (len >= 0 && (size_t)len < sizeof(small))
		buf_put(b, (struct str){small, (size_t)len});
	else if (len >= 0) {
		char *room = buf_room(b, (size_t)len + 1);
		if (room) {
			vsnprintf(room, (size_t)len + 1, fmt, again);
			b->len += (size_t)len;
		}
	}
	va_end(again);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){b->p, b->len};
}

err_t buf_err(const struct buf *b)
{
	if (!b->overflowed)
		return NULL;
	return err_log(ERR_TOO_LARGE, "buffer of %zu bytes is full", b->max);
}
