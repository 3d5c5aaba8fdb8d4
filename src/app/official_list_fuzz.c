/* The columns of an official list, of any bytes: read with headings, or refused. */
#include "app/official_list.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct official_list list;
	err_t e = official_list_read(a, (struct str){(const char *)data, size}, &list);
	for (size_t i = 0; !e && i < list.columns_len; i++)
		if (!list.columns[i].heading.len || list.columns[i].holds >= OFFICIAL_HOLDS)
			abort();
	err_free(e);
	arena_free(a);
	return 0;
}
