/* Percent-encoding is undone exactly; a link never has a scheme that runs a script. */
#include "codec/url.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As the URL Standard reads it: leading controls and spaces, and all tab, CR, LF, are dropped. */
static bool has_scheme(struct arena *a, struct str s, const char *scheme)
{
	char *kept = arena_bytes(a, s.len);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		if ((n || (uint8_t)s.p[i] > ' ') && s.p[i] != '\t' && s.p[i] != '\n' &&
			s.p[i] != '\r')
			kept[n++] = s.p[i];
	return str_eq_nocase(str_sub((struct str){kept, n}, 0, str_of(scheme).len), str_of(scheme));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str s = {(const char *)data, size}, text, again;
	if (url_decode(a, s, &text)) {
		struct buf out;
		buf_init(&out, a, size, size * 3);
		url_put(&out, text);
		if (buf_err(&out) || !url_decode_form(a, buf_str(&out), &again) ||
			!str_eq(text, again))
			abort();
	}
	if (url_is_link(s) && (has_scheme(a, s, "javascript:") || has_scheme(a, s, "data:") ||
				      has_scheme(a, s, "vbscript:") || has_scheme(a, s, "//")))
		abort();
	if (url_is_path(s) && !url_is_link(s))
		abort();
	arena_free(a);
	return 0;
}
