#include "codec/hex.h"

#include "base/arena.h"

struct str hex_print(struct arena *a, struct str bytes)
{
	static const char digits[] = "0123456789abcdef";
	size_t len = mem_mul(bytes.len, 2);
	char *p = arena_bytes(a, len);
	for (size_t i = 0; i < bytes.len; i++) {
		p[2 * i] = digits[(uint8_t)bytes.p[i] >> 4];
		p[2 * i + 1] = digits[(uint8_t)bytes.p[i] & 15];
	}
	return (struct str){p, len};
}

static int value_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_parse(struct arena *a, struct str text, struct str *ret_bytes)
{
	if (text.len % 2)
		return false;
	char *p = arena_bytes(a, text.len / 2);
	for (size_t i = 0; i < text.len; i += 2) {
		int high = value_of(text.p[i]), low = value_of(text.p[i + 1]);
		if (high < 0 || low < 0)
			return false;
		p[i / 2] = (char)(high << 4 | low);
	}
	*ret_bytes = (struct str){p, text.len / 2};
	return true;
}
