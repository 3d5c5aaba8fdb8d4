#include "base/arena.h"
#include "crypto/multikey.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What parses, prints as the same text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size};
	struct key *k;
	err_t e = multikey_parse(a, text, &k);
	if (!e && !str_eq(multikey_print(a, k), text))
		abort();
	err_free(e);
	e = multikey_parse_secret(a, text, &k);
	if (!e && !str_eq(multikey_print_secret(a, k), text))
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
