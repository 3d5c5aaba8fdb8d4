/* What is folded is UTF-8 that folds to itself, and near to itself. */
#include "codec/fold.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size};
	if (utf8_valid(text)) {
		struct str once = fold(a, text);
		if (!utf8_valid(once) || !str_eq(once, fold(a, once)))
			abort();
		struct str half = str_sub(once, 0, once.len / 2), rest = str_from(once, half.len);
		unsigned there = fold_distance(half, rest, 5), back = fold_distance(rest, half, 5);
		if (there != back || (once.len <= FOLD_MOST && fold_distance(once, once, 0) != 0))
			abort();
	}
	arena_free(a);
	return 0;
}
