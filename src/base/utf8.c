#include "base/str.h"

/* Length of the well-formed sequence at p (Unicode 15, table 3-7), or 0. */
static size_t sequence(const uint8_t *p, size_t left)
{
	uint8_t c = p[0];
	if (c < 0x80)
		return 1;
	size_t len = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (c < 0xc2 || c > 0xf4 || left < len)
		return 0;
	uint8_t second_min = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
	uint8_t second_max = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	if (p[1] < second_min || p[1] > second_max)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

bool utf8_valid(struct str s)
{
	const uint8_t *p = (const uint8_t *)s.p;
	for (size_t i = 0; i < s.len;) {
		size_t n = p[i] < 0x80 ? 1 : sequence(p + i, s.len - i);
		if (!n)
			return false;
		i += n;
	}
	return true;
}

size_t utf8_count(struct str s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.len; i++)
		count += (s.p[i] & 0xc0) != 0x80;
	return count;
}

uint32_t utf8_next(struct str *s)
{
	const uint8_t *p = (const uint8_t *)s->p;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t code = n == 1 ? p[0] : p[0] & (0x7fu >> n);
	for (size_t i = 1; i < n && i < s->len; i++)
		code = code << 6 | (p[i] & 0x3f);
	*s = str_from(*s, n);
	return code;
}

size_t utf8_put(char ret_bytes[4], uint32_t code)
{
	if (code < 0x80) {
		ret_bytes[0] = (char)code;
		return 1;
	}
	size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, code >>= 6)
		ret_bytes[i] = (char)(0x80 | (code & 0x3f));
	ret_bytes[0] = (char)((0xf00 >> n) | code);
	return n;
}
