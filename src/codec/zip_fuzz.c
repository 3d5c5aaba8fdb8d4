/* What opens lies inside the archive and unpacks to no more than was said. */
#include "codec/zip.h"

#include "base/arena.h"

#include <stdlib.h>

#define MOST ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(struct str part, struct str whole)
{
	if (part.len && (part.p < whole.p || part.p + part.len > whole.p + whole.len))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str archive = {(const char *)data, size}, bytes;
	struct zip zip = {0};
	size_t total = 0;
	err_t e = zip_open(a, archive, MOST, &zip);
	for (size_t i = 0; !e && i < zip.len; i++) {
		const struct zip_entry *entry = &zip.at[i];
		check_inside(entry->packed, archive);
		check_inside(entry->name, archive);
		if (!utf8_valid(entry->name) || zip_find(&zip, entry->name) != entry)
			abort();
		total += entry->size;
		err_t damaged = zip_unpack(a, entry, &bytes);
		if (!damaged && bytes.len != entry->size)
			abort();
		err_free(damaged);
	}
	if (total > MOST)
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
