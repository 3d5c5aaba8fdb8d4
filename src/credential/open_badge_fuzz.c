/* A document of an outsider read as a badge, and written again where that can be. */
#include "base/arena.h"
#include "credential/open_badge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct json *document, again;
	struct record r;
	const struct open_badge_options generic = {OPEN_BADGE_GENERIC, STR_NONE},
					dutch = {OPEN_BADGE_DUTCH, STR_NONE};
	err_t e = json_parse(
		a, (struct str){(const char *)data, size}, &json_limits_default, &document);
	if (!e)
		e = open_badge_read(a, document, &r);
	if (!e)
		e = open_badge_write(a, &r, &generic, &again);
	if (!e)
		e = open_badge_write(a, &r, &dutch, &again);
	err_free(e);
	arena_free(a);
	return 0;
}
