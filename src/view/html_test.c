#include "view/html.h"

#include "base/arena.h"
#include "unit/unit.h"

#define WRITES(call, want)                      \
	do {                                    \
		struct arena *a = arena_new();  \
		struct buf out;                 \
		buf_init(&out, a, 16, 1024);    \
		call;                           \
		CHECK_STR(buf_str(&out), want); \
		arena_free(a);                  \
	} while (0)

TEST(html_put_chooses_by_type)
{
	const char *z = "<z>";
	char array[] = "a&b";
	WRITES(html_put(&out, STR("<\"'&>")), "&lt;&#34;&#39;&amp;&gt;");
	WRITES(html_put(&out, z), "&lt;z&gt;");
	WRITES(html_put(&out, (char *)array), "a&amp;b");
	WRITES(html_put(&out, HTML("<b>")), "<b>");
	WRITES(html_put(&out, -3), "-3");
	WRITES(html_put(&out, (size_t)3), "3");
	WRITES(html_put(&out, (uint8_t)200), "200");
	WRITES(html_put(&out, (short)-200), "-200");
	WRITES(html_put(&out, INT64_MIN), "-9223372036854775808");
	WRITES(html_put(&out, UINT64_MAX), "18446744073709551615");
	WRITES(html_put(&out, (const char *)NULL), "");
	WRITES(html_put(&out, STR_NONE), "");
}

TEST(html_links_lead_only_to_known_schemes)
{
	static const char *const refused[] = {"javascript:alert(1)", "JavaScript:alert(1)",
		" javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x",
		"\x01javascript:x", "//evil.example/", "/\\evil.example", "/\t/evil.example",
		"ftp://x"};
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		WRITES(html_put_link(&out, str_of(refused[i])), "#");
		WRITES(html_put_source(&out, str_of(refused[i])), "#");
	}
	WRITES(html_put_link(&out, STR("https://a.example/?x=1&y=2")),
		"https://a.example/?x=1&amp;y=2");
	WRITES(html_put_link(&out, STR("mailto:a@b.example")), "mailto:a@b.example");
	WRITES(html_put_link(&out, STR("/a/b#c")), "/a/b#c");
	WRITES(html_put_source(&out, STR("/a/b")), "/a/b");
	WRITES(html_put_source(&out, STR("https://a.example/")), "#");
	WRITES(html_put_link(&out, STR("/\"><script>")), "/&#34;&gt;&lt;script&gt;");
}

TEST(html_segments_stay_one_segment)
{
	const char *z = "a b";
	WRITES(html_put_segment(&out, STR("a/b?c#d&e=\"f")), "a%2Fb%3Fc%23d%26e%3D%22f");
	WRITES(html_put_segment(&out, STR("//evil.example")), "%2F%2Fevil.example");
	WRITES(html_put_segment(&out, STR("\\x")), "%5Cx");
	WRITES(html_put_segment(&out, STR("..")), "-");
	WRITES(html_put_segment(&out, STR(".")), "-");
	WRITES(html_put_segment(&out, STR("")), "-");
	WRITES(html_put_segment(&out, STR("...")), "...");
	WRITES(html_put_segment(&out, z), "a%20b");
	WRITES(html_put_segment(&out, 7), "7");
}

TEST(html_parts_stay_one_value)
{
	const char *z = "a b";
	WRITES(html_put_part(&out, STR("a&b=c#d/\"")), "a%26b%3Dc%23d%2F%22");
	WRITES(html_put_part(&out, STR("..")), "..");
	WRITES(html_put_part(&out, STR("")), "");
	WRITES(html_put_part(&out, z), "a%20b");
	WRITES(html_put_part(&out, (size_t)7), "7");
}
