#include "codec/form.h"

#include "base/vec.h"
#include "codec/url.h"

const struct form_limits form_limits_default = {.bytes = 1u << 20, .fields = 1000};

err_t form_parse(
	struct arena *a, struct str body, const struct form_limits *limits, struct form *ret_form)
{
	if (body.len > limits->bytes)
		return err_log(ERR_TOO_LARGE, "form: %zu bytes", body.len);
	VEC(struct form_field) fields = {0};
	while (body.len) {
		struct str value = str_cut(&body, '&');
		if (!value.len)
			continue;
		if (fields.len == limits->fields)
			return err_log(ERR_TOO_LARGE, "form: more than %zu fields", fields.len);
		struct str name = str_cut(&value, '=');
		struct form_field field = {0};
		if (!url_decode_form(a, name, &field.name) ||
			!url_decode_form(a, value, &field.value))
			return err_log(ERR_INVALID, "form: field %zu is badly encoded", fields.len);
		vec_push(a, &fields, field);
	}
	*ret_form = (struct form){fields.at, fields.len};
	return NULL;
}

const struct form_field *form_next(
	const struct form *form, struct str name, const struct form_field *after)
{
	form_each(field,
		form) if ((!after || field > after) && str_eq(field->name, name)) return field;
	return NULL;
}

struct str form_get(const struct form *form, struct str name)
{
	const struct form_field *field = form_next(form, name, NULL);
	while (field && field->is_file)
		field = form_next(form, name, field);
	return field ? field->value : STR_NONE;
}

const struct form_field *form_file(const struct form *form, struct str name)
{
	const struct form_field *field = form_next(form, name, NULL);
	while (field && !(field->is_file && (field->filename.len || field->value.len)))
		field = form_next(form, name, field);
	return field;
}
