#include "crypto/code.h"

#include "base/arena.h"

#include <string.h>

static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static struct code random_code(const struct random *r, size_t len, uint64_t alphabet)
{
	struct code c = {.len = len};
	for (size_t i = 0; i < len; i++)
		c.text[i] = symbols[random_below(r, alphabet)];
	return c;
}

struct code code_long_new(const struct random *r)
{
	return random_code(r, CODE_LONG, 32);
}

struct code code_short_new(const struct random *r)
{
	return random_code(r, CODE_SHORT, 10);
}

struct str code_print(struct arena *a, const struct code *c)
{
	int half = (int)c->len / 2;
	return str_fmt(a, "%.*s%c%.*s", half, c->text, c->len == CODE_SHORT ? ' ' : '-', half,
		c->text + half);
}

static bool is_separator(uint32_t u)
{
	return u == ' ' || u == '\t' || u == '-' || u == '.' || u == '_' || u == 0xa0 ||
	       (u >= 0x2000 && u <= 0x2015) || u == 0x202f || u == 0x2060 || u == 0x2212 ||
	       u == 0xfeff;
}

/* Arabic-Indic, extended Arabic-Indic, Devanagari and full-width characters to ASCII. */
static uint32_t to_ascii(uint32_t u)
{
	static const uint32_t zeros[] = {0x660, 0x6f0, 0x966};
	for (size_t i = 0; i < sizeof(zeros) / sizeof(*zeros); i++)
		if (u >= zeros[i] && u < zeros[i] + 10)
			return '0' + u - zeros[i];
	return u >= 0xff01 && u <= 0xff5e ? u - 0xff01 + '!' : u;
}

/* The symbol that was meant, or 0. */
static char to_symbol(uint32_t u)
{
	u = to_ascii(u);
	if (u >= 'a' && u <= 'z')
		u -= 'a' - 'A';
	if (u == 'O')
		return '0';
	if (u == 'I' || u == 'L')
		return '1';
	if (u == 'U')
		return 'V';
	return u && u < 0x80 && strchr(symbols, (int)u) ? (char)u : 0;
}

static bool parse(struct str typed, size_t len, struct code *ret_code)
{
	struct code c = {0};
	if (typed.len > CODE_TYPED_MOST || !utf8_valid(typed))
		return false;
	while (typed.len) {
		uint32_t u = utf8_next(&typed);
		if (is_separator(to_ascii(u)))
			continue;
		char symbol = to_symbol(u);
		if (!symbol || c.len == len)
			return false;
		c.text[c.len++] = symbol;
	}
	if (c.len != len)
		return false;
	*ret_code = c;
	return true;
}

bool code_long_parse(struct str typed, struct code *ret_code)
{
	return parse(typed, CODE_LONG, ret_code);
}

bool code_short_parse(struct str typed, struct code *ret_code)
{
	struct code c;
	if (!parse(typed, CODE_SHORT, &c))
		return false;
	for (size_t i = 0; i < c.len; i++)
		if (c.text[i] > '9')
			return false;
	*ret_code = c;
	return true;
}

/* --- with check symbols --- */

/* Over the greatest prime below 32 * 32: neither one wrong symbol nor a swap comes to 0. */
static unsigned check_number(const struct code *c)
{
	unsigned sum = 0;
	for (size_t i = 0; i < CODE_LONG; i++)
		sum = (sum * 33 + (unsigned)(strchr(symbols, c->text[i]) - symbols)) % 1021;
	return sum;
}

struct str code_print_checked(struct arena *a, const struct code *c)
{
	struct str text = code_print(a, c);
	unsigned check = check_number(c);
	return str_fmt(a, "%.*s-%c%c", STR_ARG(text), symbols[check / 32], symbols[check % 32]);
}

enum code_read code_checked_parse(struct str typed, struct code *ret_code)
{
	struct code c;
	if (!parse(typed, CODE_CHECKED, &c))
		return CODE_NONE;
	unsigned check = check_number(&c);
	if (c.text[CODE_LONG] != symbols[check / 32] ||
		c.text[CODE_LONG + 1] != symbols[check % 32])
		return CODE_MISTYPED;
	c.len = CODE_LONG;
	*ret_code = c;
	return CODE_GOOD;
}

struct digest code_digest(const struct secret *key, const struct code *c)
{
	return hash_hmac(key, (struct str){c->text, c->len});
}
