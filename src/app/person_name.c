#include "app/person_name.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static bool is_letter_or_digit(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* "evil.com": a dot between what ends a label and what could begin a top-level domain. */
static bool has_domain(struct str s)
{
	for (size_t i = 1; i + 2 < s.len; i++)
		if (s.p[i] == '.' && is_letter_or_digit(s.p[i - 1]) && is_letter(s.p[i + 1]) &&
			is_letter_or_digit(s.p[i + 2]))
			return true;
	return false;
}

static bool has_www(struct str s)
{
	for (size_t i = 0; i + 4 <= s.len; i++)
		if (str_eq_nocase(str_sub(s, i, 4), STR("www.")))
			return true;
	return false;
}

bool person_name_holds_address(struct str text)
{
	return str_has(text, "://") || str_find(text, '@') < text.len || has_www(text) ||
	       has_domain(text);
}

err_t person_name_check(const char *field, struct str name)
{
	if (!person_name_holds_address(name))
		return NULL;
	return err_field(field, N_("A name cannot hold a web or mail address. Leave a space after "
				   "a dot."));
}
