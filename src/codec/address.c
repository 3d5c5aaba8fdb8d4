#include "codec/address.h"

#include <string.h>

/* RFC 5321, section 4.5.3.1; a path of 256 has two angle brackets. */
#define LOCAL_PART_MOST 64
#define ADDRESS_MOST 254
#define LABEL_MOST 63

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

/* One atom of a dot-atom: RFC 5322, section 3.2.3. */
static bool is_atom(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.p[i]) && (!s.p[i] || !strchr("!#$%&'*+-/=?^_`{|}~", s.p[i])))
			return false;
	return s.len > 0;
}

static bool is_label(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.p[i]) && s.p[i] != '-')
			return false;
	return s.len > 0 && s.len <= LABEL_MOST && s.p[0] != '-' && s.p[s.len - 1] != '-';
}

/* Whether every part between dots is one; *ret_last is the last, *ret_count how many there are. */
static bool each_part(
	struct str s, bool (*is_part)(struct str), struct str *ret_last, size_t *ret_count)
{
	size_t count = 0;
	for (bool more = true; more; count++) {
		more = str_find(s, '.') < s.len;
		*ret_last = str_cut(&s, '.');
		if (!is_part(*ret_last))
			return false;
	}
	*ret_count = count;
	return true;
}

bool address_parse(struct arena *a, struct str s, struct str *ret_address)
{
	size_t at = str_find(s, '@'), count;
	struct str local = str_sub(s, 0, at), domain = str_from(s, at + 1), last;
	if (at == s.len || s.len > ADDRESS_MOST || local.len > LOCAL_PART_MOST ||
		!each_part(local, is_atom, &last, &count) ||
		!each_part(domain, is_label, &last, &count) || count < 2 || is_digit(last.p[0]))
		return false;
	domain = str_lower(a, domain);
	*ret_address = str_fmt(a, "%.*s@%.*s", STR_ARG(local), STR_ARG(domain));
	return true;
}
