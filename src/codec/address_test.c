#include "codec/address.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

TEST(address_accepts_what_people_have)
{
	static const char *const good[][2] = {{"a@b.nl", "a@b.nl"},
		{"Jo.De-Boer+x@EXAMPLE.Org", "Jo.De-Boer+x@example.org"},
		{"o'brien@sub.example.co.uk", "o'brien@sub.example.co.uk"},
		{"1@1.example", "1@1.example"},
		{"_x_@xn--caf-dma.example", "_x_@xn--caf-dma.example"}};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct str address = STR_NONE;
		CHECK(address_parse(a, str_of(good[i][0]), &address));
		CHECK_STR(address, good[i][1]);
	}
	arena_free(a);
}

TEST(address_refuses_the_rest)
{
	static const char *const bad[] = {"", "@", "a", "a@", "@b.nl", "a@b", "a@b.", "a@.nl",
		"a@b..nl", ".a@b.nl", "a.@b.nl", "a..b@b.nl", "a b@b.nl", "a@b .nl", "a@@b.nl",
		"a@b@c.nl", "a@-b.nl", "a@b-.nl", "a@b_c.nl", "a@[127.0.0.1]", "a@127.0.0.1",
		"\"a b\"@b.nl", "a@b.nl\n", "a\r\nBcc: x@b.nl", "a@b.nl,c@d.nl", "<a@b.nl>",
		"a(x)@b.nl", "caf\xc3\xa9@b.nl", "a@caf\xc3\xa9.nl", "a;b@b.nl", "a:b@b.nl",
		"a\\b@b.nl"};
	struct arena *a = arena_new();
	struct str address;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		unit_check(!address_parse(a, str_of(bad[i]), &address), __FILE__, __LINE__, bad[i]);
	CHECK(!address_parse(a, (struct str){"a\0b@b.nl", 8}, &address));
	arena_free(a);
}

TEST(address_keeps_to_the_lengths_of_smtp)
{
	struct arena *a = arena_new();
	char x[300];
	struct str address;
	memset(x, 'x', sizeof(x));
	CHECK(address_parse(a, str_fmt(a, "%.64s@b.nl", x), &address));
	CHECK(!address_parse(a, str_fmt(a, "%.65s@b.nl", x), &address));
	CHECK(address_parse(a, str_fmt(a, "a@%.63s.nl", x), &address));
	CHECK(!address_parse(a, str_fmt(a, "a@%.64s.nl", x), &address));
	struct str most = str_fmt(a, "a@%.63s.%.63s.%.63s.%.60s", x, x, x, x);
	CHECK_INT((int64_t)most.len, 254);
	CHECK(address_parse(a, most, &address));
	CHECK(!address_parse(a, str_fmt(a, "%sx", most.p), &address));
	arena_free(a);
}
