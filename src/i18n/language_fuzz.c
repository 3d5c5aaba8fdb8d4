#include "i18n/i18n.h"

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Accept-Language from anywhere always leads to a language. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *a;
	static struct i18n *i;
	if (!a && i18n_new(a = arena_new(), i18n_catalogues, STR("nl"), &i))
		__builtin_trap();
	struct str text = {(const char *)data, size};
	struct i18n_wish wish = {.chosen = str_sub(text, 0, 5), .accept = text};
	if (!i18n_choose(i, &wish) || !i18n_choose_any(i, &wish))
		__builtin_trap();
	return 0;
}
