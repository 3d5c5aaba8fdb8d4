/*
 * Types of projects and their frameworks, of any bytes: they are read, or refused with what is
 * wrong. What is read can be found again. The second file begins after a line "--- frameworks".
 */
#include "app/project_type.h"

#include "base/arena.h"
#include "i18n/i18n.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct project_types *types)
{
	size_t count;
	const struct project_type *all = project_types_all(types, 0, &count);
	for (size_t i = 0; i < count; i++) {
		const struct project_framework *f = all[i].framework;
		if (!project_type_find(types, 0, all[i].id) || !f->areas_len)
			abort();
		for (size_t k = 0; k < f->areas_len; k++)
			if (project_area_find(f, f->areas[k].id) != &f->areas[k])
				abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str all = {(const char *)data, size}, mark = STR("\n--- frameworks\n");
	size_t at = str_search(all, mark);
	const struct embed files[] = {{"types.json", str_sub(all, 0, at)},
		{"frameworks.json", str_from(all, at + mark.len)}, {0}};
	struct project_types *types;
	struct i18n *i18n;
	if (i18n_new(a, i18n_catalogues, STR("nl"), &i18n))
		abort();
	err_t e = project_types_new(a, files, i18n, &types);
	if (!e)
		look(types);
	else if (!e->detail[0])
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
