#include "base/arena.h"
#include "codec/gzip.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What unpacks, packs and unpacks to the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str plain, packed, again;
	err_t e = gzip_unpack(a, (struct str){(const char *)data, size}, 1 << 20, &plain);
	if (!e) {
		struct gzip *g = gzip_new(1);
		if (!gzip_pack(g, a, plain, gzip_most(plain.len), &packed))
			abort();
		gzip_free(g);
		e = gzip_unpack(a, packed, plain.len, &again);
		if (e || !str_eq(plain, again))
			abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
