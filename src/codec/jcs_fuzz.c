/* The canonical form of a canonical form is itself. */
#include "codec/jcs.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static err_t canonize(struct arena *a, struct str text, struct str *ret_text)
{
	static const struct json_limits limits = {8u << 20, 64, 100000};
	struct json *value;
	struct buf out;
	buf_init(&out, a, 64, 8u << 20);
	TRY(json_parse(a, text, &limits, &value));
	TRY(jcs_write(&out, value));
	*ret_text = buf_str(&out);
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str once, twice;
	err_t e = canonize(a, (struct str){(const char *)data, size}, &once);
	if (!e && (canonize(a, once, &twice) || !str_eq(once, twice)))
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
