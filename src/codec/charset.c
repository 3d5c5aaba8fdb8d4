#include "codec/charset_inside.h"

#include "base/buf.h"

#include <string.h>

#define LOOKED_AT ((size_t)256 << 10)
#define LONGEST 3 /* bytes out of one */

static const char *const names[CHARSETS] = {
	[CHARSET_UNKNOWN] = "",
	[CHARSET_UTF_8] = "UTF-8",
	[CHARSET_UTF_16LE] = "UTF-16LE",
	[CHARSET_UTF_16BE] = "UTF-16BE",
	[CHARSET_WINDOWS_1250] = "windows-1250",
	[CHARSET_WINDOWS_1251] = "windows-1251",
	[CHARSET_WINDOWS_1252] = "windows-1252",
	[CHARSET_WINDOWS_1253] = "windows-1253",
	[CHARSET_WINDOWS_1254] = "windows-1254",
	[CHARSET_WINDOWS_1257] = "windows-1257",
	[CHARSET_ISO_8859_15] = "ISO-8859-15",
	[CHARSET_MACINTOSH] = "macintosh",
};

const char *charset_name(enum charset c)
{
	return names[c];
}

enum charset charset_by_name(struct str name)
{
	for (enum charset c = CHARSET_UNKNOWN + 1; c < CHARSETS; c++)
		if (str_eq_nocase(name, str_of(names[c])))
			return c;
	return CHARSET_UNKNOWN;
}

/* --- recognising --- */

#define MARK_8 STR("\xef\xbb\xbf")
#define MARK_16LE STR("\xff\xfe")
#define MARK_16BE STR("\xfe\xff")

static enum charset by_mark(struct str s)
{
	if (str_starts(s, MARK_8))
		return CHARSET_UTF_8;
	if (str_starts(s, MARK_16LE))
		return CHARSET_UTF_16LE;
	return str_starts(s, MARK_16BE) ? CHARSET_UTF_16BE : CHARSET_UNKNOWN;
}

/* Separators, digits and line ends alone give UTF-16 of any script zero bytes on one side. */
static enum charset by_zeros(struct str s)
{
	size_t zeros[2] = {0};
	for (size_t i = 0; i < s.len; i++)
		zeros[i & 1] += !s.p[i];
	if (zeros[0] + zeros[1] < s.len / 64 + 2)
		return CHARSET_UNKNOWN;
	if (zeros[1] > 3 * zeros[0])
		return CHARSET_UTF_16LE;
	return zeros[0] > 3 * zeros[1] ? CHARSET_UTF_16BE : CHARSET_UNKNOWN;
}

/* Bytes of the character that s begins with, 0 for none. */
static size_t first_len(struct str s)
{
	uint8_t c = (uint8_t)s.p[0];
	size_t len = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	struct str first = str_sub(s, 0, len);
	return first.len == len && utf8_valid(first) ? len : 0;
}

static bool is_utf8(struct str s, bool is_cut)
{
	size_t good = 0, bad = 0;
	for (size_t i = 0, len; i < s.len; i += len ? len : 1) {
		len = (uint8_t)s.p[i] < 0x80 ? 1 : first_len(str_from(s, i));
		good += len > 1;
		bad += !len && !(is_cut && s.len - i < 4);
	}
	return bad * 10 <= good;
}

static bool is_high(char c)
{
	return (c & 0x80) != 0;
}

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_among(char c, const char *set)
{
	return c && strchr(set, c);
}

struct signs {
	size_t high;     /* bytes from 0x80 on */
	size_t runs;     /* of them in the middle of three */
	size_t cyrillic; /* frequent letters of one alphabet that are rare ones of the other */
	size_t greek;
	size_t central; /* beside a letter: letters of 1250 that are signs in 1252 */
	size_t latin9;  /* the same of ISO-8859-15 */
	size_t c1;      /* bytes that ISO-8859-15 has no letters for */
};

static struct signs look(struct str s)
{
	struct signs n = {0};
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		char before = i ? s.p[i - 1] : ' ', after = i + 1 < s.len ? s.p[i + 1] : ' ';
		if (!is_high(c))
			continue;
		bool ends_word = is_ascii_letter(before);
		bool in_word = ends_word || is_ascii_letter(after);
		n.high++;
		n.runs += is_high(before) && is_high(after);
		n.cyrillic += is_among(c, "\xe0\xe8\xee\xc0\xc8\xce");
		n.greek += is_among(c, "\xe1\xe9\xef\xc1\xc9\xcf");
		n.central += (in_word && is_among(c, "\x8d\x8f\x9d\xa3\xa5\xaf\xbc")) ||
			     (ends_word && is_among(c, "\x9f\xb3\xb9\xbe\xbf"));
		n.latin9 += in_word && is_among(c, "\xa6\xa8\xb4\xb8\xbc\xbd\xbe");
		n.c1 += (uint8_t)c < 0xa0;
	}
	return n;
}

static enum charset by_letters(struct str s)
{
	struct signs n = look(s);
	if (str_find(s, '\r') < s.len && str_find(s, '\n') == s.len && n.high)
		return CHARSET_MACINTOSH;
	if (n.runs * 3 > n.high)
		return n.cyrillic > n.greek ? CHARSET_WINDOWS_1251 : CHARSET_WINDOWS_1253;
	if (n.latin9 && !n.c1 && n.latin9 >= n.central)
		return CHARSET_ISO_8859_15;
	return n.central ? CHARSET_WINDOWS_1250 : CHARSET_WINDOWS_1252;
}

enum charset charset_of(struct str bytes)
{
	struct str s = str_sub(bytes, 0, LOOKED_AT);
	enum charset c = by_mark(s);
	if (!c)
		c = by_zeros(s);
	if (c)
		return c;
	return is_utf8(s, s.len < bytes.len) ? CHARSET_UTF_8 : by_letters(s);
}

/* --- decoding --- */

static void put(struct buf *out, uint32_t code)
{
	char bytes[4];
	buf_put(out, (struct str){bytes, utf8_put(bytes, code)});
}

static void decode_8(struct buf *out, struct str s)
{
	for (size_t i = 0, len; i < s.len; i += len ? len : 1) {
		len = first_len(str_from(s, i));
		if (len)
			buf_put(out, str_sub(s, i, len));
		else
			put(out, CHARSET_NONE);
	}
}

static uint32_t unit_at(struct str s, size_t at, bool is_big)
{
	uint32_t first = (uint8_t)s.p[at], second = (uint8_t)s.p[at + 1];
	return is_big ? first << 8 | second : second << 8 | first;
}

static void decode_16(struct buf *out, struct str s, bool is_big)
{
	for (size_t i = 0; i + 1 < s.len; i += 2) {
		uint32_t u = unit_at(s, i, is_big);
		if (u >= 0xd800 && u < 0xdc00 && i + 3 < s.len) {
			uint32_t low = unit_at(s, i + 2, is_big);
			if (low >= 0xdc00 && low < 0xe000) {
				u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		put(out, u >= 0xd800 && u < 0xe000 ? CHARSET_NONE : u);
	}
	if (s.len % 2)
		put(out, CHARSET_NONE);
}

static void decode_single(struct buf *out, struct str s, const uint16_t upper[128])
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = (uint8_t)s.p[i];
		if (c < 0x80)
			buf_putc(out, (char)c);
		else
			put(out, upper[c - 0x80]);
	}
}

struct str charset_decode(struct arena *a, struct str bytes, enum charset c)
{
	struct buf out;
	if (!c)
		c = charset_of(bytes);
	if (by_mark(bytes) == c)
		bytes = str_from(bytes, c == CHARSET_UTF_8 ? MARK_8.len : MARK_16LE.len);
	if (c == CHARSET_UTF_8 && utf8_valid(bytes))
		return bytes;
	buf_init(&out, a, bytes.len + bytes.len / 8, LONGEST * bytes.len + LONGEST);
	if (c == CHARSET_UTF_8)
		decode_8(&out, bytes);
	else if (c == CHARSET_UTF_16LE || c == CHARSET_UTF_16BE)
		decode_16(&out, bytes, c == CHARSET_UTF_16BE);
	else
		decode_single(&out, bytes, charset_upper[c]);
	return buf_str(&out);
}
