#include "codec/hex.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(hex_prints_and_reads_back)
{
	struct arena *a = arena_new();
	char bytes[256];
	for (int i = 0; i < 256; i++)
		bytes[i] = (char)i;
	struct str back, text = hex_print(a, (struct str){bytes, 256});
	CHECK_STR(str_sub(text, 0, 8), "00010203");
	CHECK_STR(str_from(text, 504), "fcfdfeff");
	REQUIRE(hex_parse(a, text, &back));
	CHECK(str_eq(back, (struct str){bytes, 256}));
	CHECK(hex_parse(a, STR(""), &back) && back.len == 0);
	arena_free(a);
}

TEST(hex_refuses)
{
	static const char *const bad[] = {"0", "0g", "g0", "AB", "a B", "0x00", "00 ", "/0", ":0"};
	struct arena *a = arena_new();
	struct str back;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		unit_check(!hex_parse(a, str_of(bad[i]), &back), __FILE__, __LINE__, bad[i]);
	arena_free(a);
}
