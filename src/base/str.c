#include "base/str.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str str_of(const char *z)
{
	return (struct str){z, z ? strlen(z) : 0};
}

struct str str_sub(struct str s, size_t from, size_t len)
{
	if (from > s.len)
		from = s.len;
	if (len > s.len - from)
		len = s.len - from;
	return (struct str){s.p ? s.p + from : NULL, len};
}

struct str str_from(struct str s, size_t from)
{
	return str_sub(s, from, s.len);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.len && is_space(s.p[0]))
		s = str_from(s, 1);
	while (s.len && is_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (!a.len || memcmp(a.p, b.p, a.len) == 0);
}

bool str_is(struct str s, const char *z)
{
	return str_eq(s, str_of(z));
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

bool str_has(struct str s, const char *z)
{
	return str_search(s, str_of(z)) < s.len;
}

bool str_has_word(struct str words, struct str word)
{
	while (words.len)
		if (str_eq(str_cut(&words, ' '), word))
			return true;
	return false;
}

size_t str_find(struct str s, char c)
{
	const char *hit = s.len ? memchr(s.p, c, s.len) : NULL;
	return hit ? (size_t)(hit - s.p) : s.len;
}

size_t str_search(struct str s, struct str needle)
{
	if (!needle.len)
		return 0;
	const char *hit = s.len ? memmem(s.p, s.len, needle.p, needle.len) : NULL;
	return hit ? (size_t)(hit - s.p) : s.len;
}

struct str str_cut(struct str *rest, char sep)
{
	size_t at = str_find(*rest, sep);
	struct str part = str_sub(*rest, 0, at);
	*rest = str_from(*rest, at + 1);
	return part;
}

bool str_to_int(struct str s, int64_t *ret_value)
{
	bool negative = s.len && s.p[0] == '-';
	int64_t value = 0;
	if (negative)
		s = str_from(s, 1);
	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		int digit = s.p[i] - '0';
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
			__builtin_add_overflow(value, negative ? -digit : digit, &value))
			return false;
	}
	*ret_value = value;
	return true;
}

uint64_t str_hash(struct str s)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (uint8_t)s.p[i]) * 0x100000001b3u;
	return hash;
}

static uint64_t fold(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t str_hash_keyed(uint64_t key, struct str s)
{
	uint64_t hash = key ^ s.len, word;
	size_t i = 0;
	for (; s.len - i > 8; i += 8) {
		memcpy(&word, s.p + i, 8);
		hash = fold(hash ^ word, 0xa0761d6478bd642fu);
	}
	word = 0;
	if (i < s.len)
		memcpy(&word, s.p + i, s.len - i);
	return fold(hash ^ word, 0xe7037ed1a0b428dbu);
}

char *str_z(struct arena *a, struct str s)
{
	char *z = arena_bytes(a, s.len + 1);
	if (s.len)
		memcpy(z, s.p, s.len);
	z[s.len] = '\0';
	return z;
}

struct str str_dup(struct arena *a, struct str s)
{
	return (struct str){str_z(a, s), s.len};
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	char small[128];
	int len = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (len < 0)
		abort();
	char *p = arena_bytes(a, (size_t)len + 1);
	if ((size_t)len < sizeof(small))
		memcpy(p, small, (size_t)len + 1);
	else
		vsnprintf(p, (size_t)len + 1, fmt, again);
	va_end(again);
	return (struct str){p, (size_t)len};
}

struct str str_lower(struct arena *a, struct str s)
{
	char *p = str_z(a, s);
	for (size_t i = 0; i < s.len; i++)
		p[i] = lower(p[i]);
	return (struct str){p, s.len};
}
