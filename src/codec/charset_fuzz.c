/* Whatever the bytes and the choice, what comes out is UTF-8 and not much longer. */
#include "codec/charset.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str bytes = {(const char *)data, size};
	if (charset_of(bytes) == CHARSET_UNKNOWN)
		abort();
	for (enum charset c = CHARSET_UNKNOWN; c < CHARSETS; c++) {
		struct str text = charset_decode(a, bytes, c);
		if (!utf8_valid(text) || text.len > 3 * size + 3)
			abort();
	}
	arena_free(a);
	return 0;
}
