/* An accepted address holds nothing that could end a header line or start another address. */
#include "codec/address.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str address, again;
	if (address_parse(a, (struct str){(const char *)data, size}, &address)) {
		if (address.len != size || strcspn(address.p, "\r\n \t,;:<>()[]\"\\") != size)
			abort();
		if (!address_parse(a, address, &again) || !str_eq(address, again))
			abort();
	}
	arena_free(a);
	return 0;
}
