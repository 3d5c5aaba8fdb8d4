#include "codec/input.h"

#include "base/vec.h"
#include "codec/input_value.h"
#include "codec/json.h"

/* Of JSON members that the table does not know, so many are reported. */
#define STRANGERS_MOST 8

typedef VEC(struct str) str_vec;

static void use_texts(struct input_given *given, const str_vec *texts)
{
	if (texts->len)
		*given = (struct input_given){
			.type = GIVEN_TEXTS, .texts = texts->at, .len = texts->len};
}

/* What a form has under that name; files do not count. */
static struct input_given given_in_form(
	struct arena *a, const struct form *form, const struct input_field *field)
{
	struct input_given given = {0};
	str_vec texts = {0};
	form_each(f, form) if (!f->is_file && str_is(f->name, field->name))
		vec_push(a, &texts, f->value);
	use_texts(&given, &texts);
	if (field->kind == INPUT_KIND_BOOL)
		given = (struct input_given){.type = GIVEN_TRUTH, .truth = texts.len > 0};
	return given;
}

static bool is_one_of(struct str text, const char *const *words)
{
	for (; *words; words++)
		if (str_eq_nocase(text, str_of(*words)))
			return true;
	return false;
}

static struct input_given given_in_row(
	struct arena *a, const struct form *row, const struct input_field *field)
{
	static const char *const yes[] = {"yes", "true", "1", "x", NULL};
	static const char *const no[] = {"no", "false", "0", NULL};
	if (field->kind != INPUT_KIND_BOOL)
		return given_in_form(a, row, field);
	struct str text = str_trim(form_get(row, str_of(field->name)));
	if (!text.len)
		return (struct input_given){0};
	if (!is_one_of(text, yes) && !is_one_of(text, no))
		return (struct input_given){.type = GIVEN_WRONG};
	return (struct input_given){.type = GIVEN_TRUTH, .truth = is_one_of(text, yes)};
}

static struct input_given given_in_array(struct arena *a, const struct json *array)
{
	str_vec texts = {0};
	json_each_item (item, array) {
		if (item->type != JSON_STRING)
			return (struct input_given){.type = GIVEN_WRONG};
		vec_push(a, &texts, json_str(item));
	}
	return (struct input_given){.type = GIVEN_TEXTS, .texts = texts.at, .len = texts.len};
}

static struct input_given given_in_json(
	struct arena *a, const struct json *object, const struct input_field *field)
{
	const struct json *value = json_get(object, str_of(field->name));
	struct input_given given = {.type = GIVEN_WRONG};
	enum input_kind kind = field->kind;
	bool is_text =
		kind != INPUT_KIND_INT && kind != INPUT_KIND_BOOL && kind != INPUT_KIND_LINES;
	if (!value || value->type == JSON_NULL)
		return (struct input_given){0};
	if (kind == INPUT_KIND_LINES && value->type == JSON_ARRAY)
		return given_in_array(a, value);
	if (kind == INPUT_KIND_BOOL && value->type == JSON_BOOL)
		given = (struct input_given){.type = GIVEN_TRUTH, .truth = value->truth};
	if (kind == INPUT_KIND_INT && json_int(value, &given.number))
		given.type = GIVEN_NUMBER;
	if (is_text && value->type == JSON_STRING) {
		str_vec texts = {0};
		vec_push(a, &texts, json_str(value));
		use_texts(&given, &texts);
	}
	return given;
}

/* One of the three is set. */
struct source {
	const struct form *form, *row;
	const struct json *object;
};

static struct input_given given_in(
	struct arena *a, const struct source *source, const struct input_field *field)
{
	if (source->object)
		return given_in_json(a, source->object, field);
	if (source->row)
		return given_in_row(a, source->row, field);
	return given_in_form(a, source->form, field);
}

static err_t read_fields(struct arena *a, const struct input_form *in, const struct source *source,
	err_t wrong, void *ret_struct)
{
	char *values = arena_alloc(a, in->size);
	if (in->start)
		memcpy(values, in->start, in->size);
	for (const struct input_field *field = in->fields; field->name; field++) {
		struct input_given given = given_in(a, source, field);
		wrong = err_join(wrong, input_set(a, field, &given, values + field->at));
	}
	if (!wrong)
		memcpy(ret_struct, values, in->size);
	return wrong;
}

err_t input_from_form(
	struct arena *a, const struct input_form *in, const struct form *form, void *ret_struct)
{
	return read_fields(a, in, &(struct source){.form = form}, NULL, ret_struct);
}

err_t input_from_row(
	struct arena *a, const struct input_form *in, const struct form *row, void *ret_struct)
{
	return read_fields(a, in, &(struct source){.row = row}, NULL, ret_struct);
}

static bool is_field(const struct input_form *in, struct str name)
{
	for (const struct input_field *field = in->fields; field->name; field++)
		if (str_is(name, field->name))
			return true;
	return false;
}

/* A name that somebody sent goes into an error only when it looks like one of ours. */
static bool is_plain_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.p[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
			return false;
	}
	return name.len < sizeof(((struct err *)NULL)->field);
}

static err_t find_strangers(struct arena *a, const struct input_form *in, const struct json *object)
{
	err_t wrong = NULL;
	int found = 0;
	json_each_member (m, object) {
		if (is_field(in, m->name) || found++ >= STRANGERS_MOST)
			continue;
		const char *name = is_plain_name(m->name) ? str_z(a, m->name) : "";
		wrong = err_join(wrong, err_field(name, N_("This is not known here.")));
	}
	return wrong;
}

err_t input_from_json(
	struct arena *a, const struct input_form *in, const struct json *object, void *ret_struct)
{
	if (object->type != JSON_OBJECT)
		return err_log(ERR_INVALID, "input: no JSON object");
	err_t wrong = find_strangers(a, in, object);
	return read_fields(a, in, &(struct source){.object = object}, wrong, ret_struct);
}
