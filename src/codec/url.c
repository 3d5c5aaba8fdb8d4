#include "codec/url.h"

#include "base/arena.h"

#include <string.h>

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

void url_put(struct buf *out, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = (uint8_t)s.p[i];
		char encoded[] = {'%', hex[c >> 4], hex[c & 15]};
		if (is_unreserved(s.p[i]))
			buf_putc(out, s.p[i]);
		else
			buf_put(out, (struct str){encoded, sizeof(encoded)});
	}
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_text(struct str s)
{
	return (!s.len || !memchr(s.p, '\0', s.len)) && utf8_valid(s);
}

/* plus: what a + stands for. */
static bool decode(struct arena *a, struct str s, char plus, struct str *ret_text)
{
	if (str_find(s, '%') == s.len && (plus == '+' || str_find(s, '+') == s.len)) {
		if (!is_text(s))
			return false;
		*ret_text = s;
		return true;
	}
	char *to = arena_bytes(a, s.len);
	struct str text = {to, 0};
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i] == '+' ? plus : s.p[i];
		if (c == '%') {
			int high = i + 2 < s.len ? hex_value(s.p[i + 1]) : -1;
			int low = i + 2 < s.len ? hex_value(s.p[i + 2]) : -1;
			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		}
		to[text.len++] = c;
	}
	if (!is_text(text))
		return false;
	*ret_text = text;
	return true;
}

bool url_decode(struct arena *a, struct str s, struct str *ret_text)
{
	return decode(a, s, '+', ret_text);
}

bool url_decode_form(struct arena *a, struct str s, struct str *ret_text)
{
	return decode(a, s, ' ', ret_text);
}

static bool is_clean(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = (uint8_t)s.p[i];
		if (c <= ' ' || c == 0x7f || c == '\\')
			return false;
	}
	return utf8_valid(s);
}

/* "//" and the first character of a host. */
static bool has_host(struct str s)
{
	return s.len > 2 && s.p[0] == '/' && s.p[1] == '/' && !strchr("/?#:@", s.p[2]);
}

bool url_is_path(struct str s)
{
	return str_starts(s, STR("/")) && !str_starts(s, STR("//")) && is_clean(s);
}

bool url_is_link(struct str s)
{
	if (!is_clean(s) || str_starts(s, STR("//")))
		return false;
	size_t colon = str_find(s, ':');
	struct str scheme = str_sub(s, 0, colon), rest = str_from(s, colon + 1);
	if (colon == s.len || str_find(scheme, '/') < colon || str_find(scheme, '?') < colon ||
		str_find(scheme, '#') < colon)
		return true;
	if (str_eq_nocase(scheme, STR("http")) || str_eq_nocase(scheme, STR("https")))
		return has_host(rest);
	return rest.len &&
	       (str_eq_nocase(scheme, STR("mailto")) || str_eq_nocase(scheme, STR("tel")));
}

struct str url_host(struct str s)
{
	struct str separator = STR("://");
	struct str rest = str_from(s, str_search(s, separator) + separator.len);
	struct str host = str_cut(&rest, '/');
	if (str_starts(host, STR("[")))
		return str_sub(host, 0, str_find(host, ']') + 1);
	return str_cut(&host, ':');
}

struct str url_in_text(struct str text)
{
	size_t len = 0;
	while (len < text.len && (unsigned char)text.p[len] > ' ' && !strchr("<>\"", text.p[len]))
		len++;
	while (len && strchr(".,:;!?)]'", text.p[len - 1]))
		len--;
	return str_sub(text, 0, len);
}
