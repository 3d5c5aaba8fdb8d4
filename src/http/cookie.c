#include "http/cookie.h"

/* cookie-octet of RFC 6265 section 4.1.1. */
static bool is_octet(char c)
{
	return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

bool cookie_value_valid(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!is_octet(value.p[i]))
			return false;
	return true;
}

bool cookie_find(struct str header, struct str name, struct str *ret_value)
{
	struct str found = STR_NONE;
	while (header.len) {
		struct str value = str_cut(&header, ';');
		while (value.len && value.p[0] == ' ')
			value = str_from(value, 1);
		if (value.len <= name.len || !str_starts(value, name) || value.p[name.len] != '=')
			continue;
		value = str_from(value, name.len + 1);
		if (found.p || !cookie_value_valid(value))
			return false;
		found = value;
	}
	if (!found.p)
		return false;
	*ret_value = found;
	return true;
}
