#include "paper/clean.h"

#include "base/arena.h"
#include "unit/unit.h"

static struct str clean(struct arena *a, struct str text)
{
	struct str clean = STR_NONE;
	CHECK_OK(clean_text(a, text, &clean));
	return clean;
}

TEST(clean_text_knows_every_line_break)
{
	struct arena *a = arena_new();
	CHECK_STR(clean(a, STR("a\r\nb\rc\nd\xc2\x85"
			       "e\xe2\x80\xa8"
			       "f\xe2\x80\xa9g")),
		"a\nb\nc\nd\ne\nf\ng");
	CHECK_STR(clean(a, STR("a\r\r\nb")), "a\n\nb");
	arena_free(a);
}

TEST(clean_text_drops_control_characters_and_keeps_all_else)
{
	struct arena *a = arena_new();
	CHECK_STR(clean(a, STR("a\0b\x1b[1m\x7f\xc2\x80\tc")), "ab[1m c");
	CHECK_STR(clean(a, STR(" \n é 🥳\xe2\x80\x8d\xe2\x81\xa8x\xe2\x81\xa9 \n")),
		"é 🥳\xe2\x80\x8d\xe2\x81\xa8x\xe2\x81\xa9");
	CHECK_STR(clean(a, STR("plain\n\n")), "plain");
	CHECK_STR(clean(a, STR_NONE), "");
	arena_free(a);
}

TEST(clean_text_refuses_what_is_no_utf8)
{
	struct arena *a = arena_new();
	struct str kept = STR("untouched");
	CHECK_ERR(clean_text(a, STR("a\xff"), &kept), ERR_INVALID);
	CHECK_ERR(clean_text(a, STR("\xed\xa0\x80"), &kept), ERR_INVALID);
	CHECK_STR(kept, "untouched");
	arena_free(a);
}

TEST(clean_paragraph_ends_at_empty_lines)
{
	struct str rest = STR("\n a\nb \n\n \n\nc\n"), words;
	REQUIRE(clean_paragraph(&rest, &words));
	CHECK_STR(words, "a\nb ");
	REQUIRE(clean_paragraph(&rest, &words));
	CHECK_STR(words, "c");
	CHECK(!clean_paragraph(&rest, &words));
	rest = STR(" \n");
	CHECK(!clean_paragraph(&rest, &words));
}
