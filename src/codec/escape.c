#include "codec/escape.h"

#include "codec/swar.h"

#include <string.h>

#define WIDE 16

typedef uint8_t wide __attribute__((vector_size(WIDE)));

static struct str reference(char c)
{
	switch (c) {
	case '&':
		return STR("&amp;");
	case '<':
		return STR("&lt;");
	case '>':
		return STR("&gt;");
	case '"':
		return STR("&#34;");
	case '\'':
		return STR("&#39;");
	default:
		return STR_NONE;
	}
}

/* & and ' differ in their last bit only, < and > in the one before it. */
static uint64_t special_mark(uint64_t w)
{
	return swar_is(w, '"') | swar_is(w | SWAR_EACH(1), '\'') | swar_is(w | SWAR_EACH(2), '>');
}

/* The same of WIDE bytes: most text has none of the five, and is passed over quickly. */
static bool any_special(const char *p)
{
	wide bytes;
	uint64_t found[WIDE / sizeof(uint64_t)];
	memcpy(&bytes, p, WIDE);
	wide special =
		(wide)(bytes == '"') | (wide)((bytes | 1) == '\'') | (wide)((bytes | 2) == '>');
	memcpy(found, &special, WIDE);
	return found[0] | found[1];
}

/* Offset of the first of the five characters at or after i. */
static size_t next_special(struct str s, size_t i)
{
	while (s.len - i >= WIDE && !any_special(s.p + i))
		i += WIDE;
	for (; s.len - i >= 8; i += 8) {
		uint64_t mark = special_mark(swar_load(s.p + i));
		if (mark)
			return i + swar_first(mark);
	}
	while (i < s.len && !reference(s.p[i]).len)
		i++;
	return i;
}

void escape_html(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len;) {
		size_t special = next_special(s, i);
		buf_put(out, (struct str){s.p + i, special - i});
		if (special < s.len)
			buf_put(out, reference(s.p[special]));
		i = special + 1;
	}
}
