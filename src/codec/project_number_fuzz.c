/* What is accepted is a number of fixed shape that reads the same again. */
#include "codec/project_number.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct project_number n, again;
	err_t e = project_number_parse(a, "number", (struct str){(const char *)data, size}, &n);
	if (!e) {
		for (size_t i = 0; i < n.text.len; i++)
			if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", n.text.p[i]))
				abort();
		err_t other = project_number_parse(a, "number", n.text, &again);
		if (other || !str_eq(n.text, again.text) || n.text.len > PROJECT_NUMBER_MOST)
			abort();
	} else if (!e->text || strcmp(e->field, "number") != 0) {
		abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
