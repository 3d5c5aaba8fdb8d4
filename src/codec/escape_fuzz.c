/* Escaped text holds none of the four characters that end text or a value, and reads back. */
#include "codec/escape.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Takes the first character of escaped text off *rest, as a browser reads it. */
static char take(struct str *rest)
{
	static const char *const references[] = {"&&amp;", "<&lt;", ">&gt;", "\"&#34;", "'&#39;"};
	char c = rest->p[0];
	size_t len = 1;
	for (size_t i = 0; i < sizeof(references) / sizeof(*references); i++)
		if (str_starts(*rest, str_of(references[i] + 1))) {
			c = references[i][0];
			len = strlen(references[i] + 1);
		}
	if (len == 1 && (c == '&' || c == '<' || c == '>' || c == '"' || c == '\''))
		abort();
	*rest = str_from(*rest, len);
	return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct buf out;
	buf_init(&out, a, size, size * 5);
	escape_html(&out, (struct str){(const char *)data, size});
	if (out.overflowed)
		abort();
	struct str rest = buf_str(&out);
	for (size_t i = 0; i < size; i++)
		if (!rest.len || take(&rest) != (char)data[i])
			abort();
	if (rest.len)
		abort();
	arena_free(a);
	return 0;
}
