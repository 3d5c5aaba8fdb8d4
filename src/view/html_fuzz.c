#include "view/html.h"

#include "base/arena.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever goes in, nothing that ends an attribute or begins a tag comes out. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size};
	struct buf out;
	buf_init(&out, a, 64, (size_t)1 << 20);
	html_put(&out, text);
	html_put_link(&out, text);
	html_put_source(&out, text);
	html_put_segment(&out, text);
	html_put_part(&out, text);
	struct str written = buf_str(&out);
	for (size_t i = 0; i < written.len; i++)
		if (strchr("<>\"'", written.p[i]) && written.p[i])
			__builtin_trap();
	arena_free(a);
	return 0;
}
