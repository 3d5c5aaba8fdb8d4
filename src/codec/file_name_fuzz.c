/* Any words: what comes of them is one name, and no way out of a folder. */
#include "codec/file_name.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str all = {(const char *)data, size};
	if (utf8_valid(all)) {
		struct str words[2];
		words[0] = str_cut(&all, '\n');
		words[1] = all;
		struct str name = file_name(a, words, 2, "pdf");
		if (!utf8_valid(name) || name.len > FILE_NAME_MOST || name.len < 5 ||
			!str_ends(name, STR(".pdf")) || strchr(".-", name.p[0]))
			abort();
		for (size_t i = 0; i < name.len; i++)
			if ((unsigned char)name.p[i] < ' ' || strchr("/\\:\"", name.p[i]))
				abort();
	}
	arena_free(a);
	return 0;
}
