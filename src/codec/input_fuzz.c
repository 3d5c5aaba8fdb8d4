/* One table reads a form, a row or a JSON object; what it accepts is as the table says. */
#include "codec/input.h"

#include "base/arena.h"
#include "codec/json.h"

#include <stdlib.h>

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

static err_t read_any(struct arena *a, struct str text, struct values *ret_values)
{
	struct form form;
	struct json *object;
	if (str_starts(text, STR("{"))) {
		TRY(json_parse(a, text, &json_limits_default, &object));
		return input_from_json(a, &values_form, object, ret_values);
	}
	bool row = str_starts(text, STR("&"));
	TRY(form_parse(a, text, &form_limits_default, &form));
	return row ? input_from_row(a, &values_form, &form, ret_values)
		   : input_from_form(a, &values_form, &form, ret_values);
}

static bool is_text(struct str s)
{
	return utf8_valid(s) && str_find(s, '\0') == s.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct values v;
	err_t e = read_any(a, (struct str){(const char *)data, size}, &v);
	if (!e) {
		if (utf8_count(v.line) > 10 || v.number > 9 || v.colour > GREEN || v.lines.len > 3)
			abort();
		if (!is_text(v.line) || !is_text(v.text) || !is_text(v.secret) || !is_text(v.mail))
			abort();
		if (str_find(v.text, '\r') < v.text.len || str_find(v.line, '\n') < v.line.len)
			abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
