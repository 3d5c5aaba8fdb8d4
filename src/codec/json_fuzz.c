/* What parses is written and parsed again to the same tree. */
#include "codec/json.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct json_limits wide = {8u << 20, 64, 100000};
	struct arena *a = arena_new();
	struct json *value, *again;
	struct str text = {(const char *)data, size};
	err_t e = json_parse(a, text, &json_limits_default, &value);
	if (!e) {
		struct buf out;
		buf_init(&out, a, size, 8u << 20);
		json_write(&out, value);
		if (buf_err(&out) || json_parse(a, buf_str(&out), &wide, &again) ||
			!json_eq(value, again))
			abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
