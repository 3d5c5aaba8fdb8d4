/* A form, and the input table that reads it: names and values are text, lengths as promised. */
#include "codec/input.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const colours[] = {"red", "green", NULL};

struct values {
	struct str line, text, secret, mail;
	int64_t number;
	bool truth;
	day when;
	enum { RED, GREEN } colour;
	struct public_id id;
	struct input_lines lines;
};

static const struct input_field fields[] = {
	INPUT_LINE(struct values, line, .max = 10),
	INPUT_TEXT(struct values, text),
	INPUT_SECRET(struct values, secret, .min = 2),
	INPUT_MAIL(struct values, mail),
	INPUT_INT(struct values, number, .min = 1, .max = 9),
	INPUT_BOOL(struct values, truth),
	INPUT_DAY(struct values, when),
	INPUT_CHOICE(struct values, colour, colours),
	INPUT_ID(struct values, id),
	INPUT_LINES(struct values, lines, .most = 3),
	{0},
};
static const struct input_form values_form = INPUT_FORM(struct values, fields);

static void check(struct str s)
{
	if (!utf8_valid(s) || (s.len && memchr(s.p, '\0', s.len)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct form form;
	struct values values;
	struct str body = {(const char *)data, size};
	err_t e = form_parse(a, body, &form_limits_default, &form);
	if (!e) {
		form_each(field, &form)
		{
			check(field->name);
			check(field->value);
		}
		e = input_from_form(a, &values_form, &form, &values);
		if (!e && (utf8_count(values.line) > 10 || values.number > 9 ||
				  values.colour > GREEN || values.lines.len > 3 ||
				  str_find(values.text, '\r') < values.text.len))
			abort();
		err_free(e);
		e = input_from_row(a, &values_form, &form, &values);
	}
	err_free(e);
	arena_free(a);
	return 0;
}
