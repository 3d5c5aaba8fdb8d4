#include "base/arena.h"
#include "codec/gzip.h"
#include "http/inside.h"
#include "unit/unit.h"

TEST(encode_accepts_by_name_star_and_weight)
{
	CHECK(encode_accepts(STR("gzip, deflate, br"), STR("br")));
	CHECK(encode_accepts(STR("GZIP;q=0.001"), STR("gzip")));
	CHECK(encode_accepts(STR("*"), STR("gzip")));
	CHECK(encode_accepts(STR("*;q=0, gzip"), STR("gzip")));
	CHECK(!encode_accepts(STR_NONE, STR("gzip")));
	CHECK(!encode_accepts(STR("gzip;q=0"), STR("gzip")));
	CHECK(!encode_accepts(STR("gzip ; q=0.000 , *"), STR("gzip")));
	CHECK(!encode_accepts(STR("x-gzip"), STR("gzip")));
	CHECK(!encode_accepts(STR("*;q=0"), STR("gzip")));
	CHECK(!encode_accepts(STR(",;,=;"), STR("gzip")));
}

TEST(encode_packs_and_reuses_its_compressor)
{
	struct arena *a = arena_new();
	struct encoder *e = encoder_new();
	char text[4000];
	memset(text, 'a', sizeof(text));
	for (int i = 0; i < 3; i++) {
		struct str packed = STR_NONE, back;
		REQUIRE(encoder_gzip(e, a, (struct str){text, sizeof(text)}, &packed));
		CHECK(packed.len < 200);
		REQUIRE_OK(gzip_unpack(a, packed, sizeof(text), &back));
		CHECK(str_eq(back, (struct str){text, sizeof(text)}));
	}
	struct str untouched = STR_NONE;
	CHECK(!encoder_gzip(e, a, STR("short text"), &untouched));
	CHECK(!untouched.p);
	encoder_free(e);
	arena_free(a);
}

TEST(encode_tags_compare_weakly)
{
	struct arena *a = arena_new();
	struct str tag = encode_tag(a, STR("page"));
	CHECK(str_starts(tag, STR("W/\"")));
	CHECK(!str_eq(tag, encode_tag(a, STR("Page"))));
	CHECK(encode_tag_matches(tag, tag));
	CHECK(encode_tag_matches(str_from(tag, 2), tag));
	CHECK(encode_tag_matches(str_fmt(a, "\"x\", %.*s", STR_ARG(tag)), tag));
	CHECK(encode_tag_matches(STR("*"), tag));
	CHECK(!encode_tag_matches(STR_NONE, tag));
	CHECK(!encode_tag_matches(STR("\"x\", W/\"y\""), tag));
	arena_free(a);
}
