#include "codec/escape.h"

static const struct str references[256] = {
	['&'] = {"&amp;", 5},
	['<'] = {"&lt;", 4},
	['>'] = {"&gt;", 4},
	['"'] = {"&#34;", 5},
	['\''] = {"&#39;", 5},
};

void escape_html(struct buf *out, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		struct str reference = references[(uint8_t)s.p[i]];
		if (!reference.len)
			continue;
		buf_put(out, (struct str){s.p + from, i - from});
		buf_put(out, reference);
		from = i + 1;
	}
	buf_put(out, str_from(s, from));
}
