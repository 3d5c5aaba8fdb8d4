#include "base/arena.h"
#include "credential/status_list.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A list that reads, is written so that it reads the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct status_list l, again;
	err_t e = status_list_parse(a, (struct str){(const char *)data, size}, &l);
	if (!e) {
		e = status_list_parse(a, status_list_print(a, &l), &again);
		if (e || l.bits != again.bits || memcmp(l.bytes, again.bytes, l.bits / 8) != 0)
			abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
