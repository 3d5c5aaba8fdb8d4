#include "base/id.h"

#include "base/arena.h"

#include <string.h>

static const char digits[] = "0123456789abcdefghijklmnopqrstuv";

struct public_id public_id_new(const struct random *r)
{
	struct public_id id;
	random_fill(r, id.bytes, sizeof(id.bytes));
	return id;
}

bool public_id_eq(struct public_id a, struct public_id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

struct str public_id_print(struct arena *a, struct public_id id)
{
	char *text = arena_bytes(a, PUBLIC_ID_TEXT + 1);
	unsigned pending = 0, bits = 0;
	size_t at = 0;
	for (size_t i = 0; i < sizeof(id.bytes); i++) {
		pending = pending << 8 | id.bytes[i];
		for (bits += 8; bits >= 5; bits -= 5)
			text[at++] = digits[pending >> (bits - 5) & 31];
	}
	text[at++] = digits[pending << (5 - bits) & 31];
	text[at] = '\0';
	return (struct str){text, at};
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'v' ? c - 'a' + 10 : -1;
}

bool public_id_parse(struct str s, struct public_id *ret_id)
{
	struct public_id id;
	unsigned pending = 0, bits = 0;
	size_t at = 0;
	if (s.len != PUBLIC_ID_TEXT)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		int value = digit_value(s.p[i]);
		if (value < 0)
			return false;
		pending = pending << 5 | (unsigned)value;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			id.bytes[at++] = (uint8_t)(pending >> bits);
		}
	}
	if (pending & ((1u << bits) - 1))
		return false;
	*ret_id = id;
	return true;
}
