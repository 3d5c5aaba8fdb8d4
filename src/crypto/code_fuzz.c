#include "crypto/code.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read prints as itself, and reads back the same. */
static void check_back(const struct code *c, bool (*parse)(struct str, struct code *))
{
	struct arena *a = arena_new();
	struct code back;
	if (!parse(code_print(a, c), &back) || back.len != c->len ||
		memcmp(back.text, c->text, c->len) != 0)
		abort();
	arena_free(a);
}

static void check_checked(struct str typed)
{
	struct arena *a = arena_new();
	struct code c, back;
	if (code_checked_parse(typed, &c) == CODE_GOOD &&
		(code_checked_parse(code_print_checked(a, &c), &back) != CODE_GOOD ||
			memcmp(back.text, c.text, CODE_LONG) != 0))
		abort();
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str typed = {(const char *)data, size};
	struct code c;
	if (code_long_parse(typed, &c))
		check_back(&c, code_long_parse);
	if (code_short_parse(typed, &c))
		check_back(&c, code_short_parse);
	check_checked(typed);
	return 0;
}
