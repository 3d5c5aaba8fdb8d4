#include "i18n/lang_private.h"

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A catalogue from anywhere: read it, then use every text of it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct lang l;
	err_t e = lang_read(a, (struct str){(const char *)data, size}, 0, &l);
	for (size_t i = 0; !e && i < l.mo.len; i++) {
		const struct mo_text *t = &l.mo.texts[i];
		if (mo_find(&l.mo, t->context, t->id) != t)
			__builtin_trap();
		struct lang_value values[] = {{"n", STR("1")}, {0}};
		lang_fill(a, mo_form(t, lang_form(&l, (int64_t)i)), values);
	}
	err_free(e);
	arena_free(a);
	return 0;
}
