#include "paper/srgb.h"

#include "base/arena.h"
#include "unit/unit.h"

static uint32_t number_at(struct str bytes, size_t at)
{
	uint32_t n = 0;
	for (size_t i = 0; i < 4; i++)
		n = n << 8 | (unsigned char)bytes.p[at + i];
	return n;
}

/* ISO 15076-1, 7.2 and 7.3: what lies where; the white of the connection space. */
TEST(srgb_profile_says_what_lies_where)
{
	struct arena *a = arena_new();
	struct str profile = srgb_profile(a);
	size_t at = 128 + 4 + 12 * number_at(profile, 128);
	CHECK_INT(number_at(profile, 0), (int64_t)profile.len);
	CHECK(str_is(str_sub(profile, 12, 12), "mntrRGB XYZ ") &&
		str_is(str_sub(profile, 36, 4), "acsp"));
	CHECK(number_at(profile, 68) == 0xf6d6 && number_at(profile, 72) == 0x10000 &&
		number_at(profile, 76) == 0xd32d);
	for (size_t i = 0; i < number_at(profile, 128); i++) {
		CHECK_INT(number_at(profile, 132 + 12 * i + 4), (int64_t)at);
		CHECK(at % 4 == 0);
		at += number_at(profile, 132 + 12 * i + 8);
	}
	CHECK_INT((int64_t)at, (int64_t)profile.len);
	arena_free(a);
}
