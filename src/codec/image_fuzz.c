#include "codec/image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What we read we wrote anew, and can read again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str out, again;
	err_t e = image_square(a, (struct str){(const char *)data, size}, 64, &out);
	if (!e && image_fit(a, out, 64, &again))
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
