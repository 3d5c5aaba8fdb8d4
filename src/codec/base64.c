#include "codec/base64.h"

#include "base/arena.h"

static const struct {
	char c62, c63;
	bool padded;
} forms[] = {
	[BASE64] = {'+', '/', true},
	[BASE64_BARE] = {'+', '/', false},
	[BASE64URL] = {'-', '_', false},
	[BASE64URL_PADDED] = {'-', '_', true},
};

static char digit_of(enum base64_form form, uint32_t value)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	if (value < 62)
		return digits[value];
	return value == 62 ? forms[form].c62 : forms[form].c63;
}

struct str base64_print(struct arena *a, enum base64_form form, struct str bytes)
{
	char *text = arena_bytes(a, mem_mul(bytes.len / 3 + 1, 4)), *to = text;
	const uint8_t *p = (const uint8_t *)bytes.p;
	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t n = bytes.len - i < 3 ? bytes.len - i : 3;
		uint32_t group = (uint32_t)p[i] << 16;
		if (n > 1)
			group |= (uint32_t)p[i + 1] << 8;
		if (n > 2)
			group |= p[i + 2];
		for (size_t k = 0; k < n + 1; k++)
			*to++ = digit_of(form, group >> (18 - 6 * k) & 63);
		for (size_t k = n; forms[form].padded && k < 3; k++)
			*to++ = '=';
	}
	return (struct str){text, (size_t)(to - text)};
}

static int value_of(enum base64_form form, char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == forms[form].c62)
		return 62;
	return c == forms[form].c63 ? 63 : -1;
}

/* Takes the padding off; false when it is not what the form wants. */
static bool take_padding(enum base64_form form, struct str *text)
{
	if (!forms[form].padded)
		return text->len % 4 != 1;
	if (text->len % 4)
		return false;
	for (int i = 0; i < 2 && text->len && text->p[text->len - 1] == '='; i++)
		text->len--;
	return true;
}

bool base64_parse(struct arena *a, enum base64_form form, struct str text, struct str *ret_bytes)
{
	if (!take_padding(form, &text))
		return false;
	size_t len = text.len / 4 * 3 + text.len % 4 * 3 / 4;
	char *bytes = arena_bytes(a, len), *to = bytes;
	uint32_t bits = 0;
	unsigned held = 0;
	for (size_t i = 0; i < text.len; i++) {
		int value = value_of(form, text.p[i]);
		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		held += 6;
		if (held >= 8) {
			held -= 8;
			*to++ = (char)(bits >> held);
			bits &= (1u << held) - 1;
		}
	}
	if (bits)
		return false;
	*ret_bytes = (struct str){bytes, len};
	return true;
}
