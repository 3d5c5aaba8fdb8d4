#include "codec/base58.h"

#include "base/arena.h"
#include "base/random.h"
#include "unit/unit.h"

#include <string.h>

/* The test vectors of draft-msporny-base58-03, section 5, and edges. */
static const struct {
	struct str bytes;
	const char *text;
} cases[] = {
	{{"", 0}, ""},
	{{"Hello World!", 12}, "2NEpo7TZRRrLZSi2U"},
	{{"The quick brown fox jumps over the lazy dog.", 44},
		"USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"},
	{{"\0\0\x28\x7f\xb4\xcd", 6}, "11233QC4"},
	{{"\0", 1}, "1"},
	{{"\0\0\0\0\0\0", 6}, "111111"},
	{{"\x39", 1}, "z"},
	{{"\x3a", 1}, "21"},
	{{"\xff\xff\xff\xff", 4}, "7YXq9G"},
};

TEST(base58_both_ways)
{
	struct arena *a = arena_new();
	struct str bytes;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_STR(base58_encode(a, cases[i].bytes), cases[i].text);
		REQUIRE_OK(base58_decode(a, str_of(cases[i].text), &bytes));
		CHECK(str_eq(bytes, cases[i].bytes));
	}
	arena_free(a);
}

TEST(base58_comes_back_at_every_length)
{
	struct arena *a = arena_new();
	char raw[BASE58_BYTES_MOST];
	for (int high = 0; high < 2; high++)
		for (size_t n = 0; n <= sizeof(raw); n++) {
			struct str bytes, text;
			memset(raw, 0xff, sizeof(raw));
			if (!high)
				random_fill(&random_system, raw, n);
			text = base58_encode(a, (struct str){raw, n});
			CHECK(text.len <= BASE58_TEXT_MOST);
			REQUIRE_OK(base58_decode(a, text, &bytes));
			CHECK(str_eq(bytes, ((struct str){raw, n})));
		}
	arena_free(a);
}

TEST(base58_refuses_other_characters_and_too_many)
{
	static const char *const bad[] = {"0", "O", "I", "l", "a b", "+", "\xc3\xa9", "111-"};
	struct arena *a = arena_new();
	struct str bytes;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_ERR(base58_decode(a, str_of(bad[i]), &bytes), ERR_INVALID);
	CHECK_ERR(base58_decode(a, (struct str){"1\0", 2}, &bytes), ERR_INVALID);
	char *many = arena_alloc(a, BASE58_TEXT_MOST + 1);
	memset(many, 'z', BASE58_TEXT_MOST + 1);
	CHECK_OK(base58_decode(a, (struct str){many, BASE58_TEXT_MOST}, &bytes));
	CHECK_ERR(
		base58_decode(a, (struct str){many, BASE58_TEXT_MOST + 1}, &bytes), ERR_TOO_LARGE);
	arena_free(a);
}
