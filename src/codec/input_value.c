#include "codec/input_value.h"

#include "base/vec.h"
#include "codec/address.h"

#define LINES_MOST 100

static const int64_t most_characters[] = {
	[INPUT_KIND_LINE] = 200,
	[INPUT_KIND_TEXT] = 10000,
	[INPUT_KIND_SECRET] = 128,
	[INPUT_KIND_LINES] = 200,
};

static err_t missing(const struct input_field *field)
{
	if (!field->required)
		return NULL;
	return err_field(field->name, N_("Fill this in."));
}

static err_t check_length(const struct input_field *field, struct str text)
{
	int64_t most = field->max ? field->max : most_characters[field->kind];
	int64_t len = (int64_t)utf8_count(text);
	if (len > most)
		return err_number(err_field(field->name, NN_("Use at most {n} character.",
								 "Use at most {n} characters.")),
			most);
	if (len < field->min)
		return err_number(err_field(field->name, NN_("Use at least {n} character.",
								 "Use at least {n} characters.")),
			field->min);
	return NULL;
}

static err_t bad_character(const struct input_field *field)
{
	return err_field(field->name, N_("There is a character in this that cannot be used here."));
}

/* Text that can be shown and stored: UTF-8 without NUL. */
static err_t check_text(const struct input_field *field, struct str text)
{
	if ((text.len && memchr(text.p, '\0', text.len)) || !utf8_valid(text))
		return bad_character(field);
	return NULL;
}

/* Control characters, and the two that Unicode adds to end a line or paragraph. */
static bool has_control(struct str text)
{
	while (text.len) {
		uint32_t c = utf8_next(&text);
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
			return true;
	}
	return false;
}

static err_t check_line(const struct input_field *field, struct str line)
{
	TRY(check_text(field, line));
	if (has_control(line))
		return bad_character(field);
	return check_length(field, line);
}

static err_t set_line(const struct input_field *field, struct str text, struct str *ret_line)
{
	struct str line = str_trim(text);
	if (line.len)
		TRY(check_line(field, line));
	else
		TRY(missing(field));
	*ret_line = line;
	return NULL;
}

/* CRLF, and CR alone, become LF. */
static struct str with_lf(struct arena *a, struct str text)
{
	if (str_find(text, '\r') == text.len)
		return text;
	char *p = arena_bytes(a, text.len);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool pair = text.p[i] == '\r' && i + 1 < text.len && text.p[i + 1] == '\n';
		if (!pair)
			p[len++] = text.p[i] == '\r' ? '\n' : text.p[i];
	}
	return (struct str){p, len};
}

static err_t set_text(
	struct arena *a, const struct input_field *field, struct str given, struct str *ret_text)
{
	struct str text = with_lf(a, given);
	TRY(check_text(field, text));
	if (str_trim(text).len)
		TRY(check_length(field, text));
	else
		TRY(missing(field));
	*ret_text = text;
	return NULL;
}

static err_t set_secret(const struct input_field *field, struct str text, struct str *ret_secret)
{
	TRY(check_text(field, text));
	if (text.len)
		TRY(check_length(field, text));
	else
		TRY(missing(field));
	*ret_secret = text;
	return NULL;
}

static err_t set_mail(
	struct arena *a, const struct input_field *field, struct str given, struct str *ret_address)
{
	struct str text = str_trim(given), address = text;
	if (!text.len)
		TRY(missing(field));
	else if (!address_parse(a, text, &address))
		return err_field(field->name,
			N_("This is not a mail address. It looks like name@example.org."));
	*ret_address = address;
	return NULL;
}

static err_t check_number(const struct input_field *field, int64_t n)
{
	if ((field->min || field->max) && n < field->min)
		return err_number(err_field(field->name, N_("Use {n} or more.")), field->min);
	if (field->max && n > field->max)
		return err_number(err_field(field->name, N_("Use {n} or less.")), field->max);
	return NULL;
}

static err_t set_int(const struct input_field *field, struct str text, int64_t *ret_n)
{
	int64_t n;
	if (!str_to_int(text, &n))
		return err_field(field->name, N_("Write a whole number, such as 12."));
	TRY(check_number(field, n));
	*ret_n = n;
	return NULL;
}

static err_t set_choice(const struct input_field *field, struct str text, unsigned *ret_choice)
{
	for (unsigned i = 0; field->choices[i]; i++) {
		if (!str_is(text, field->choices[i]))
			continue;
		*ret_choice = i;
		return NULL;
	}
	return err_field(field->name, N_("Choose one of the options."));
}

static err_t set_day(const struct input_field *field, struct str text, day *ret_day)
{
	if (!day_parse(text, ret_day))
		return err_field(field->name, N_("Write a date as 2026-11-22: year, month, day."));
	return NULL;
}

static err_t set_id(const struct input_field *field, struct str text, struct public_id *ret_id)
{
	if (!public_id_parse(text, ret_id))
		return err_field(field->name, N_("Choose this again."));
	return NULL;
}

/* Kinds whose empty text is no value at all. */
static err_t set_word(const struct input_field *field, struct str given, void *ret_member)
{
	struct str text = str_trim(given);
	if (!text.len)
		return missing(field);
	if (field->kind == INPUT_KIND_INT)
		return set_int(field, text, ret_member);
	if (field->kind == INPUT_KIND_CHOICE)
		return set_choice(field, text, ret_member);
	if (field->kind == INPUT_KIND_DAY)
		return set_day(field, text, ret_member);
	return set_id(field, text, ret_member);
}

static err_t set_lines(struct arena *a, const struct input_field *field,
	const struct input_given *given, struct input_lines *ret_lines)
{
	VEC(struct str) lines = {0};
	size_t most = field->most ? field->most : LINES_MOST;
	for (size_t i = 0; i < given->len; i++) {
		struct str rest = with_lf(a, given->texts[i]);
		while (rest.len) {
			struct str line = str_trim(str_cut(&rest, '\n'));
			if (!line.len)
				continue;
			if (lines.len == most)
				return err_number(
					err_field(field->name, NN_("Use at most {n} line.",
								       "Use at most {n} lines.")),
					(int64_t)most);
			TRY(check_line(field, line));
			vec_push(a, &lines, line);
		}
	}
	if (!lines.len)
		TRY(missing(field));
	*ret_lines = (struct input_lines){lines.at, lines.len};
	return NULL;
}

static err_t set_truth(const struct input_field *field, bool truth, bool *ret_truth)
{
	if (field->required && !truth)
		return err_field(field->name, N_("Tick this to go on."));
	*ret_truth = truth;
	return NULL;
}

static err_t set_number(const struct input_field *field, int64_t n, int64_t *ret_n)
{
	TRY(check_number(field, n));
	*ret_n = n;
	return NULL;
}

static err_t set_from_text(
	struct arena *a, const struct input_field *field, struct str text, void *ret_member)
{
	switch (field->kind) {
	case INPUT_KIND_LINE:
		return set_line(field, text, ret_member);
	case INPUT_KIND_TEXT:
		return set_text(a, field, text, ret_member);
	case INPUT_KIND_SECRET:
		return set_secret(field, text, ret_member);
	case INPUT_KIND_MAIL:
		return set_mail(a, field, text, ret_member);
	default:
		return set_word(field, text, ret_member);
	}
}

err_t input_set(struct arena *a, const struct input_field *field, const struct input_given *given,
	void *ret_member)
{
	switch (given->type) {
	case GIVEN_NOTHING:
		return missing(field);
	case GIVEN_NUMBER:
		return set_number(field, given->number, ret_member);
	case GIVEN_TRUTH:
		return set_truth(field, given->truth, ret_member);
	case GIVEN_WRONG:
		return err_field(field->name, N_("This is of the wrong kind."));
	case GIVEN_TEXTS:
		break;
	}
	if (field->kind == INPUT_KIND_LINES)
		return set_lines(a, field, given, ret_member);
	if (given->len > 1)
		return err_field(field->name, N_("This was sent twice."));
	return set_from_text(a, field, given->texts[0], ret_member);
}
