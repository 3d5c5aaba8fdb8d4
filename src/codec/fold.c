#include "codec/fold.h"

#include "base/buf.h"

#include <string.h>

#define LATIN_FIRST 0xc0
#define LATIN_LAST 0x17f

/* Latin-1 Supplement and Latin Extended-A. */
static const char latin[LATIN_LAST - LATIN_FIRST + 1][3] = {"a", "a", "a", "a", "a", "a", "ae", "c",
	"e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "", "o", "u",
	"u", "u", "u", "y", "th", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e",
	"i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y",
	"th", "y", "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
	"d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", "g", "g",
	"g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", "i", "i", "ij", "ij",
	"j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "n", "n", "n",
	"n", "n", "n", "n", "n", "n", "o", "o", "o", "o", "o", "o", "oe", "oe", "r", "r", "r", "r",
	"r", "r", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t", "t", "t", "t", "u", "u",
	"u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z",
	"z", "z", "z", "s"};

/* Further letters of names in Europe, and accented Greek. */
static const struct {
	uint16_t from;
	char to[3];
} letters[] = {
	{0x18f, "e"},
	{0x1cd, "a"},
	{0x1ce, "a"},
	{0x1cf, "i"},
	{0x1d0, "i"},
	{0x1d1, "o"},
	{0x1d2, "o"},
	{0x1d3, "u"},
	{0x1d4, "u"},
	{0x1e6, "g"},
	{0x1e7, "g"},
	{0x1e8, "k"},
	{0x1e9, "k"},
	{0x218, "s"},
	{0x219, "s"},
	{0x21a, "t"},
	{0x21b, "t"},
	{0x259, "e"},
	{0x386, "\xce\xb1"},
	{0x388, "\xce\xb5"},
	{0x389, "\xce\xb7"},
	{0x38a, "\xce\xb9"},
	{0x38c, "\xce\xbf"},
	{0x38e, "\xcf\x85"},
	{0x38f, "\xcf\x89"},
	{0x390, "\xce\xb9"},
	{0x3aa, "\xce\xb9"},
	{0x3ab, "\xcf\x85"},
	{0x3ac, "\xce\xb1"},
	{0x3ad, "\xce\xb5"},
	{0x3ae, "\xce\xb7"},
	{0x3af, "\xce\xb9"},
	{0x3b0, "\xcf\x85"},
	{0x3c2, "\xcf\x83"},
	{0x3ca, "\xce\xb9"},
	{0x3cb, "\xcf\x85"},
	{0x3cc, "\xce\xbf"},
	{0x3cd, "\xcf\x85"},
	{0x3ce, "\xcf\x89"},
	{0x1e9e, "ss"},
};

/* What a letter becomes, or NULL: it is no such letter. */
static const char *letter(uint32_t u)
{
	if (u >= LATIN_FIRST && u <= LATIN_LAST)
		return latin[u - LATIN_FIRST];
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (letters[i].from == u)
			return letters[i].to;
	return NULL;
}

static uint32_t lower(uint32_t u)
{
	if ((u >= 'A' && u <= 'Z') || (u >= 0x391 && u <= 0x3a9) || (u >= 0x410 && u <= 0x42f))
		return u + 0x20;
	if (u >= 0x400 && u <= 0x40f)
		return u + 0x50;
	return u;
}

/* A mark that stands over the letter before it. */
static bool is_mark(uint32_t u)
{
	return u >= 0x300 && u <= 0x36f;
}

static bool is_word(uint32_t u)
{
	if (u < 0x80)
		return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z');
	return u >= 0x100 && !(u >= 0x2000 && u <= 0x206f) && !(u >= 0x3000 && u <= 0x303f) &&
	       u < 0xfe00;
}

struct str fold(struct arena *a, struct str text)
{
	struct buf out;
	bool gap = false;
	buf_init(&out, a, text.len + 8, 2 * text.len + 8);
	while (text.len) {
		char bytes[4];
		uint32_t u = lower(utf8_next(&text));
		const char *replaced = letter(u);
		struct str word = str_of(replaced);
		if (is_mark(u))
			continue;
		if (!replaced && is_word(u))
			word = (struct str){bytes, utf8_put(bytes, u)};
		gap |= !word.len;
		if (!word.len)
			continue;
		if (gap && out.len)
			buf_putc(&out, ' ');
		gap = false;
		buf_put(&out, word);
	}
	return buf_str(&out);
}

/* --- distance --- */

struct rows {
	unsigned two_up[FOLD_MOST + 1], up[FOLD_MOST + 1], here[FOLD_MOST + 1];
};

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Fills the row of a's first i letters; returns its least number. */
static unsigned fill_row(struct rows *r, struct str a, struct str b, size_t i)
{
	unsigned best = r->here[0] = (unsigned)i;
	for (size_t k = 1; k <= b.len; k++) {
		unsigned n = r->up[k - 1] + (a.p[i - 1] != b.p[k - 1]);
		n = least(n, least(r->up[k], r->here[k - 1]) + 1);
		if (i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1])
			n = least(n, r->two_up[k - 2] + 1);
		r->here[k] = n;
		best = least(best, n);
	}
	return best;
}

unsigned fold_distance(struct str a, struct str b, unsigned most)
{
	struct rows r;
	size_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
	if (gap > most || a.len > FOLD_MOST || b.len > FOLD_MOST)
		return most + 1;
	for (size_t k = 0; k <= b.len; k++)
		r.here[k] = (unsigned)k;
	unsigned before = 0;
	for (size_t i = 1; i <= a.len; i++) {
		memcpy(r.two_up, r.up, sizeof(r.up));
		memcpy(r.up, r.here, sizeof(r.up));
		unsigned best = fill_row(&r, a, b, i);
		if (best > most && before > most)
			return most + 1;
		before = best;
	}
	return least(r.here[b.len], most + 1);
}
