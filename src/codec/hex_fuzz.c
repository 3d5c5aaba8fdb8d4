/* Every text that decodes is what its bytes print as. */
#include "codec/hex.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size}, bytes;
	if (hex_parse(a, text, &bytes) && !str_eq(hex_print(a, bytes), text))
		abort();
	if (!hex_parse(a, hex_print(a, text), &bytes) || !str_eq(bytes, text))
		abort();
	arena_free(a);
	return 0;
}
