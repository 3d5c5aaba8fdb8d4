/* Text of any bytes: whether it says something does not hang on white space around it. */
#include "codec/nothing.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size};
	if (utf8_valid(text)) {
		struct buf wider;
		buf_init(&wider, a, size + 8, size + 8);
		buf_lit(&wider, " \n");
		buf_put(&wider, text);
		buf_lit(&wider, ". ");
		if (says_nothing(a, text) != says_nothing(a, buf_str(&wider)))
			abort();
		if (!says_nothing(a, text) && !size)
			abort();
	}
	arena_free(a);
	return 0;
}
