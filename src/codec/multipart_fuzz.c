/* Every part lies inside the body; what is no file is text. */
#include "codec/multipart.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(struct str part, struct str whole)
{
	if (part.len && (part.p < whole.p || part.p + part.len > whole.p + whole.len))
		abort();
}

/* The first line is the content type, the rest the body. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct form form;
	struct str body = {(const char *)data, size}, type = str_cut(&body, '\n');
	err_t e = multipart_parse(a, type, body, &form_limits_default, &form);
	if (!e) {
		form_each(field, &form)
		{
			check_inside(field->name, body);
			check_inside(field->value, body);
			check_inside(field->filename, body);
			if (!field->is_file && !utf8_valid(field->value))
				abort();
			if (!utf8_valid(field->name) || !utf8_valid(field->filename))
				abort();
		}
	}
	err_free(e);
	arena_free(a);
	return 0;
}
