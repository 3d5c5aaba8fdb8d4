/* Every text that decodes is what its bytes print as. */
#include "codec/base64.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size}, bytes;
	for (enum base64_form form = BASE64; form <= BASE64URL_PADDED; form++) {
		if (base64_parse(a, form, text, &bytes) &&
			!str_eq(base64_print(a, form, bytes), text))
			abort();
		if (!base64_parse(a, form, base64_print(a, form, text), &bytes) ||
			!str_eq(bytes, text))
			abort();
	}
	arena_free(a);
	return 0;
}
