#include "codec/base64.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(base64_prints_the_examples_of_the_rfc)
{
	static const char *const bytes[] = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
	static const char *const text[] = {
		"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(bytes) / sizeof(*bytes); i++) {
		struct str back = STR_NONE;
		CHECK_STR(base64_print(a, BASE64, str_of(bytes[i])), text[i]);
		CHECK(base64_parse(a, BASE64, str_of(text[i]), &back));
		CHECK_STR(back, bytes[i]);
	}
	arena_free(a);
}

TEST(base64_forms)
{
	struct arena *a = arena_new();
	struct str bytes = {"\xfb\xff\xbf\xfe", 4};
	CHECK_STR(base64_print(a, BASE64, bytes), "+/+//g==");
	CHECK_STR(base64_print(a, BASE64_BARE, bytes), "+/+//g");
	CHECK_STR(base64_print(a, BASE64URL, bytes), "-_-__g");
	CHECK_STR(base64_print(a, BASE64URL_PADDED, bytes), "-_-__g==");
	arena_free(a);
}

TEST(base64_reads_back_every_length)
{
	struct arena *a = arena_new();
	char bytes[64];
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 37 + 11);
	for (enum base64_form form = BASE64; form <= BASE64URL_PADDED; form++) {
		for (size_t n = 0; n <= sizeof(bytes); n++) {
			struct str back, text = base64_print(a, form, (struct str){bytes, n});
			REQUIRE(base64_parse(a, form, text, &back));
			CHECK(str_eq(back, (struct str){bytes, n}));
		}
	}
	arena_free(a);
}

TEST(base64_is_strict)
{
	static const struct {
		enum base64_form form;
		const char *text;
	} bad[] = {{BASE64, "Zg"}, {BASE64, "Zg="}, {BASE64, "Zg==="}, {BASE64, "Z==="},
		{BASE64, "="}, {BASE64, "===="}, {BASE64, "Zh=="}, {BASE64, "Zm9="},
		{BASE64, "Zm9v\n"}, {BASE64, " Zm9v"}, {BASE64, "Zm9v===="}, {BASE64, "Zg==Zg=="},
		{BASE64, "Zm-v"}, {BASE64, "Zm\xc3\xa9"}, {BASE64_BARE, "Zg=="}, {BASE64_BARE, "Z"},
		{BASE64_BARE, "Zm9vZ"}, {BASE64_BARE, "Zm-_"}, {BASE64URL, "Zg=="},
		{BASE64URL, "Zh"}, {BASE64URL, "Zm+/"}, {BASE64URL_PADDED, "Zg"},
		{BASE64URL_PADDED, "Zm+/"}};
	struct arena *a = arena_new();
	struct str back;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		unit_check(!base64_parse(a, bad[i].form, str_of(bad[i].text), &back), __FILE__,
			__LINE__, bad[i].text);
	CHECK(!base64_parse(a, BASE64URL, (struct str){"Zm\0v", 4}, &back));
	arena_free(a);
}
