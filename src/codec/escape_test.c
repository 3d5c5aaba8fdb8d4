#include "codec/escape.h"

#include "base/arena.h"
#include "unit/unit.h"

static struct str escaped(struct arena *a, struct str s)
{
	struct buf out;
	buf_init(&out, a, 0, 1000);
	escape_html(&out, s);
	CHECK_OK(buf_err(&out));
	return buf_str(&out);
}

TEST(escape_html_replaces_five_characters)
{
	struct arena *a = arena_new();
	CHECK_STR(escaped(a, STR("\"><script>alert('x')</script>&amp;")),
		"&#34;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;");
	CHECK_STR(escaped(a, STR("&")), "&amp;");
	CHECK_STR(escaped(a, STR("")), "");
	CHECK_STR(escaped(a, STR_NONE), "");
	CHECK_STR(escaped(a, STR("nothing to do, caf\xc3\xa9\n")), "nothing to do, caf\xc3\xa9\n");
	arena_free(a);
}

TEST(escape_html_leaves_every_other_byte)
{
	struct arena *a = arena_new();
	for (int c = 0; c < 256; c++) {
		char bytes[20] = "abcdefgh.abcdefghij";
		for (size_t at = 0; at < 19; at++) {
			char was = bytes[at];
			bytes[at] = (char)c;
			struct str s = {bytes, 19};
			bool special = c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
			CHECK(str_eq(escaped(a, s), s) == !special);
			bytes[at] = was;
		}
	}
	arena_free(a);
}

TEST(escape_html_says_when_out_is_full)
{
	struct arena *a = arena_new();
	struct buf out;
	buf_init(&out, a, 0, 8);
	escape_html(&out, STR("a<b<c"));
	CHECK_ERR(buf_err(&out), ERR_TOO_LARGE);
	arena_free(a);
}
