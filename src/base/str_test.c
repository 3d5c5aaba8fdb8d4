#include "base/str.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(str_sub_is_clipped)
{
	CHECK_STR(str_sub(STR("hello"), 1, 3), "ell");
	CHECK_STR(str_sub(STR("hello"), 3, 99), "lo");
	CHECK_STR(str_sub(STR("hello"), 9, 1), "");
	CHECK_STR(str_sub(STR_NONE, 0, 1), "");
}

TEST(str_trim_takes_ascii_space)
{
	CHECK_STR(str_trim(STR(" \t a b \r\n")), "a b");
	CHECK_STR(str_trim(STR("   ")), "");
}

TEST(str_compare)
{
	CHECK(str_eq(STR(""), STR_NONE));
	CHECK(str_eq_nocase(STR("AbC"), STR("aBc")));
	CHECK(!str_eq_nocase(STR("é"), STR("É")));
	CHECK(str_cmp(STR("a"), STR("ab")) < 0);
	CHECK(str_cmp(STR("b"), STR("ab")) > 0);
	CHECK(str_starts(STR("/passport/x"), STR("/passport")));
	CHECK(str_ends(STR("a.html"), STR(".html")));
	CHECK(!str_ends(STR("l"), STR(".html")));
}

TEST(str_cut_walks_parts)
{
	struct str rest = STR("a;;b");
	CHECK_STR(str_cut(&rest, ';'), "a");
	CHECK_STR(str_cut(&rest, ';'), "");
	CHECK_STR(str_cut(&rest, ';'), "b");
	CHECK_STR(rest, "");
}

TEST(str_to_int_takes_whole_numbers_that_fit)
{
	int64_t n = 7;
	CHECK(str_to_int(STR("-9223372036854775808"), &n) && n == INT64_MIN);
	CHECK(str_to_int(STR("9223372036854775807"), &n) && n == INT64_MAX);
	n = 7;
	CHECK(!str_to_int(STR("9223372036854775808"), &n));
	CHECK(!str_to_int(STR(""), &n) && !str_to_int(STR("-"), &n) && !str_to_int(STR("1 "), &n));
	CHECK_INT(n, 7);
}

TEST(str_search_finds)
{
	CHECK_INT((int64_t)str_search(STR("abcabd"), STR("abd")), 3);
	CHECK_INT((int64_t)str_search(STR("abc"), STR("x")), 3);
	CHECK_INT((int64_t)str_search(STR_NONE, STR("x")), 0);
	CHECK(str_has(STR("abcabd"), "abd") && str_has(STR("abd"), "abd"));
	CHECK(!str_has(STR("ab"), "abd") && !str_has(STR_NONE, "x"));
}

TEST(str_has_whole_words)
{
	CHECK(str_has_word(STR("nl"), STR("nl")) && str_has_word(STR("en nl fr"), STR("nl")));
	CHECK(str_has_word(STR("en fr"), STR("fr")) && str_has_word(STR("en fr"), STR("en")));
	CHECK(!str_has_word(STR("nl-BE"), STR("nl")) && !str_has_word(STR_NONE, STR("nl")));
	CHECK(!str_has_word(STR("en fr"), STR("en fr")));
}

TEST(utf8_takes_only_well_formed_text)
{
	CHECK(utf8_valid(STR("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80")));
	CHECK(utf8_valid(STR("\xf4\x8f\xbf\xbf")));
	CHECK(!utf8_valid(STR("\xc0\x80")));         /* overlong */
	CHECK(!utf8_valid(STR("\xe0\x9f\xbf")));     /* overlong */
	CHECK(!utf8_valid(STR("\xed\xa0\x80")));     /* surrogate */
	CHECK(!utf8_valid(STR("\xf4\x90\x80\x80"))); /* beyond U+10FFFF */
	CHECK(!utf8_valid(STR("\xe2\x82")));         /* cut off */
	CHECK(!utf8_valid(STR("\x80")) && !utf8_valid(STR("\xff")));
}

TEST(utf8_every_code_point_survives_a_round_trip)
{
	for (uint32_t code = 0; code <= 0x10ffff; code += 13) {
		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		char bytes[4];
		struct str s = {bytes, utf8_put(bytes, code)};
		if (!utf8_valid(s) || utf8_count(s) != 1 || utf8_next(&s) != code || s.len)
			CHECK(!"round trip");
	}
}

TEST(str_keyed_hash_depends_on_each_byte_and_the_key)
{
	struct str long_one = STR("https://www.w3.org/ns/credentials/v2");
	CHECK(str_hash_keyed(1, STR("a")) == str_hash_keyed(1, STR("a")));
	CHECK(str_hash_keyed(1, STR("a")) != str_hash_keyed(2, STR("a")));
	CHECK(str_hash_keyed(1, STR("")) != str_hash_keyed(1, STR("\0")));
	for (size_t i = 0; i < long_one.len; i++)
		CHECK(str_hash_keyed(1, str_from(long_one, i)) !=
			str_hash_keyed(1, str_from(long_one, i + 1)));
}
