#include "codec/url.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(url_put_keeps_only_unreserved_characters)
{
	struct arena *a = arena_new();
	struct buf out;
	buf_init(&out, a, 0, 1000);
	url_put(&out, STR("aZ09-._~ /?#&=+%\"'\n\xc3\xa9"));
	CHECK_STR(buf_str(&out), "aZ09-._~%20%2F%3F%23%26%3D%2B%25%22%27%0A%C3%A9");
	arena_free(a);
}

TEST(url_put_reads_back)
{
	struct arena *a = arena_new();
	char bytes[4];
	for (uint32_t code = 1; code < 0x3000; code++) {
		struct str back, text = {bytes, utf8_put(bytes, code)};
		struct buf out;
		buf_init(&out, a, 16, 16);
		url_put(&out, text);
		CHECK(url_decode(a, buf_str(&out), &back) && str_eq(back, text));
		CHECK(url_decode_form(a, buf_str(&out), &back) && str_eq(back, text));
	}
	arena_free(a);
}

TEST(url_decodes_and_tells_plus_from_space)
{
	struct arena *a = arena_new();
	struct str text, plain = STR("a+b");
	CHECK(url_decode(a, plain, &text));
	CHECK(text.p == plain.p && text.len == 3);
	CHECK(url_decode_form(a, plain, &text));
	CHECK_STR(text, "a b");
	CHECK(url_decode_form(a, STR("%e2%82%AC+%2B"), &text));
	CHECK_STR(text, "\xe2\x82\xac +");
	CHECK(url_decode(a, STR(""), &text) && text.len == 0);
	arena_free(a);
}

TEST(url_decode_is_strict)
{
	static const char *const bad[] = {"%", "%4", "a%", "a%4", "%zz", "%4z", "%z4", "% 41",
		"%+1", "%00", "a%00b", "%ff", "%c3", "%c3%28", "%ed%a0%80", "%c0%80", "\xff",
		"\xc3"};
	struct arena *a = arena_new();
	struct str text = STR("before");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		unit_check(!url_decode(a, str_of(bad[i]), &text), __FILE__, __LINE__, bad[i]);
		unit_check(!url_decode_form(a, str_of(bad[i]), &text), __FILE__, __LINE__, bad[i]);
	}
	CHECK(!url_decode(a, (struct str){"a\0b", 3}, &text));
	CHECK_STR(text, "before");
	arena_free(a);
}

TEST(url_link_targets)
{
	static const char *const good[] = {"", "/", "/passport", "passport/x", "?page=2", "#top",
		"#a:b", "/a:b", "a/b:c", "?x=a:b", "http://example.org",
		"https://example.org/x?y=1#z", "HTTPS://example.org", "mailto:a@example.org",
		"MailTo:a@example.org", "tel:+31612345678", "/caf\xc3\xa9", "./javascript:x",
		"../x", "https://[::1]/"};
	static const char *const bad[] = {"javascript:alert(1)", "JavaScript:alert(1)",
		"java\nscript:alert(1)", "java\tscript:x", " javascript:x", "\x01javascript:x",
		"javascript :x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:x",
		"about:blank", "//example.org", "///example.org", "\\\\example.org",
		"/\\example.org", "\\/example.org", "http:", "http:/x", "http:x", "https://",
		"https:///x", "https://?x", "http://@example.org", "mailto:", "tel:", ":x",
		"ht tp://x", "http://a b", "/a b", "/a\nb", "/\x7f", "javascript&colon;:x", "x-y:z",
		"1:2", "\xc3:x", "/\xff", "javascript%3a:x", "\xe2\x80\xa8javascript:x"};
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		unit_check(url_is_link(str_of(good[i])), __FILE__, __LINE__, good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		unit_check(!url_is_link(str_of(bad[i])), __FILE__, __LINE__, bad[i]);
	CHECK(!url_is_link((struct str){"/a\0b", 4}));
}

TEST(url_paths_of_our_own)
{
	static const char *const bad[] = {"", "x", "//x", "/\\x", "\\x", "https://x", "?x", "#x",
		" /x", "/ x", "/\tx", "/x\r\ny", "/\xff"};
	CHECK(url_is_path(STR("/")));
	CHECK(url_is_path(STR("/a/b?c=d//e#f")));
	CHECK(url_is_path(STR("/:x")));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		unit_check(!url_is_path(str_of(bad[i])), __FILE__, __LINE__, bad[i]);
}

TEST(url_host_of_an_address)
{
	CHECK_STR(url_host(STR("https://leerpas.example.org")), "leerpas.example.org");
	CHECK_STR(url_host(STR("http://localhost:8080/x:y")), "localhost");
	CHECK_STR(url_host(STR("http://[2001:db8::1]:8080/x")), "[2001:db8::1]");
	CHECK_STR(url_host(STR("https://[::1]")), "[::1]");
	CHECK_STR(url_host(STR("no address")), "");
	CHECK_STR(url_host(STR("https://[::1")), "[::1");
}

TEST(url_in_a_text_ends_before_the_sentence_does)
{
	CHECK_STR(url_in_text(STR("https://x.example/part: ABC")), "https://x.example/part");
	CHECK_STR(url_in_text(STR("https://x.example/a.b?c=d#e.\nMore")),
		"https://x.example/a.b?c=d#e");
	CHECK_STR(url_in_text(STR("https://x.example/).")), "https://x.example/");
	CHECK_STR(url_in_text(STR("https://x.example\">x")), "https://x.example");
	CHECK_STR(url_in_text(STR("https://x.example/#A-\xc3\xa9 z")),
		"https://x.example/#A-\xc3\xa9");
	CHECK_STR(url_in_text(STR("...")), "");
}
