#include "base/arena.h"
#include "codec/base58.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What decodes, encodes to the same text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size}, bytes;
	err_t e = base58_decode(a, text, &bytes);
	if (!e && bytes.len <= BASE58_BYTES_MOST && !str_eq(base58_encode(a, bytes), text))
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
