/* What parses is names and values that are text; written out again they are the same. */
#include "codec/form.h"

#include "base/arena.h"
#include "codec/url.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str written(struct arena *a, const struct form *form)
{
	struct buf out;
	buf_init(&out, a, 64, 8u << 20);
	form_each(field, form)
	{
		url_put(&out, field->name);
		buf_putc(&out, '=');
		url_put(&out, field->value);
		buf_putc(&out, '&');
	}
	return buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct form_limits wide = {8u << 20, 1000};
	struct arena *a = arena_new();
	struct form form, again;
	struct str body = {(const char *)data, size};
	err_t e = form_parse(a, body, &form_limits_default, &form);
	if (!e) {
		if (form_parse(a, written(a, &form), &wide, &again) || again.len != form.len)
			abort();
		for (size_t i = 0; i < form.len; i++)
			if (!str_eq(form.fields[i].name, again.fields[i].name) ||
				!str_eq(form.fields[i].value, again.fields[i].value) ||
				str_find(form.fields[i].value, '\0') < form.fields[i].value.len)
				abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
