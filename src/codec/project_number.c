#include "codec/project_number.h"

#include "base/arena.h"
#include "base/buf.h"

#define TYPED_MOST 200
#define FIRST_YEAR 2014
#define FIELDS_FROM 2021 /* the year from which there is a field */
#define PARTS 6

static bool is_dash(uint32_t u)
{
	return u == '-' || (u >= 0x2010 && u <= 0x2015) || u == 0x2212 || u == 0xfe58 ||
	       u == 0xfe63 || u == 0xff0d;
}

static bool is_blank(uint32_t u)
{
	return u == ' ' || (u >= '\t' && u <= '\r') || u == 0xa0 || u == 0xad ||
	       (u >= 0x2000 && u <= 0x200f) || u == 0x202f || u == 0x2060 || u == 0xfeff;
}

/* Upper case, hyphens, no blanks. */
static struct str tidy(struct arena *a, struct str typed)
{
	struct buf out;
	char bytes[4];
	buf_init(&out, a, typed.len, typed.len);
	while (typed.len) {
		uint32_t u = utf8_next(&typed);
		if (is_blank(u))
			continue;
		if (is_dash(u))
			u = '-';
		else if (u >= 'a' && u <= 'z')
			u -= 'a' - 'A';
		buf_put(&out, (struct str){bytes, utf8_put(bytes, u)});
	}
	return buf_str(&out);
}

static bool all_between(struct str s, char first, char last)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] < first || s.p[i] > last)
			return false;
	return true;
}

static bool is_digits(struct str s, size_t len)
{
	return s.len == len && all_between(s, '0', '9');
}

static bool is_letters(struct str s, size_t len)
{
	return s.len == len && all_between(s, 'A', 'Z');
}

/* So many letters, then so many digits. */
static bool is_mixed(struct str s, size_t letters, size_t digits)
{
	return is_letters(str_sub(s, 0, letters), letters) &&
	       is_digits(str_from(s, letters), digits);
}

static bool is_action(struct str s)
{
	return (is_mixed(s, 2, 3) && str_starts(s, STR("KA"))) ||
	       (is_mixed(s, 3, 2) && str_starts(s, STR("ESC")));
}

static int to_number(struct str digits)
{
	int n = 0;
	for (size_t i = 0; i < digits.len; i++)
		n = n * 10 + digits.p[i] - '0';
	return n;
}

/* What is wrong with the parts, in their order; NULL: nothing. */
static const char *find_fault(const struct str part[PARTS], size_t parts)
{
	if (!is_digits(part[0], 4) || to_number(part[0]) < FIRST_YEAR)
		return N_("A project number begins with the year, such as 2024.");
	bool has_field = to_number(part[0]) >= FIELDS_FROM;
	if (has_field && parts != PARTS)
		return N_("A project number has six parts with hyphens between them, such as "
			  "2024-1-BE05-KA152-YOU-000123456.");
	if (!has_field && parts != PARTS - 1)
		return N_("A project number of before 2021 has five parts with hyphens between "
			  "them, such as 2019-1-BE05-KA105-016235.");
	if (!is_digits(part[1], 1) || part[1].p[0] == '0')
		return N_("The second part of a project number is the round, one digit.");
	if (!is_mixed(part[2], 2, 2))
		return N_("The third part of a project number is the country and the agency, such "
			  "as BE05.");
	if (!is_action(part[3]))
		return N_("The fourth part of a project number is the action, such as KA152 or "
			  "ESC51.");
	if (has_field && !is_letters(part[4], 3))
		return N_("The fifth part of a project number is the field, such as YOU.");
	if (has_field && !is_digits(part[5], 9))
		return N_("The last part of a project number has 9 digits, such as 000123456.");
	if (!has_field && !is_digits(part[4], 6))
		return N_("The last part of a project number of before 2021 has 6 digits, such as "
			  "016235.");
	return NULL;
}

err_t project_number_parse(struct arena *a, const char *input_field, struct str typed,
	struct project_number *ret_number)
{
	struct str part[PARTS] = {0}, text, rest;
	size_t parts = 0;
	bool is_text = typed.len <= TYPED_MOST && utf8_valid(typed);
	rest = text = is_text ? tidy(a, typed) : STR_NONE;
	bool more = true;
	while (more && parts < PARTS) {
		more = str_find(rest, '-') < rest.len;
		part[parts++] = str_cut(&rest, '-');
	}
	const char *fault = find_fault(part, more ? PARTS + 1 : parts);
	if (fault)
		return err_field(input_field, fault);
	bool has_field = parts == PARTS;
	*ret_number = (struct project_number){
		.text = text,
		.year = to_number(part[0]),
		.round = to_number(part[1]),
		.agency = part[2],
		.action = part[3],
		.field = has_field ? part[4] : STR_NONE,
		.serial = part[parts - 1],
	};
	return NULL;
}
