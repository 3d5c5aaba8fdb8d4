#include "codec/zip.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

/* Byte by byte what the format asks for: one file "a" that holds "hello". */
static const uint8_t expected[] = {
	0x50,
	0x4b,
	0x03,
	0x04,
	0x14,
	0x00,
	0x00,
	0x08,
	0x00,
	0x00,
	0x00,
	0x00,
	0x21,
	0x00,
	0x86,
	0xa6,
	0x10,
	0x36,
	0x05,
	0x00,
	0x00,
	0x00,
	0x05,
	0x00,
	0x00,
	0x00,
	0x01,
	0x00,
	0x00,
	0x00,
	0x61,
	0x68,
	0x65,
	0x6c,
	0x6c,
	0x6f,
	0x50,
	0x4b,
	0x01,
	0x02,
	0x14,
	0x00,
	0x14,
	0x00,
	0x00,
	0x08,
	0x00,
	0x00,
	0x00,
	0x00,
	0x21,
	0x00,
	0x86,
	0xa6,
	0x10,
	0x36,
	0x05,
	0x00,
	0x00,
	0x00,
	0x05,
	0x00,
	0x00,
	0x00,
	0x01,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
	0x61,
	0x50,
	0x4b,
	0x05,
	0x06,
	0x00,
	0x00,
	0x00,
	0x00,
	0x01,
	0x00,
	0x01,
	0x00,
	0x2f,
	0x00,
	0x00,
	0x00,
	0x24,
	0x00,
	0x00,
	0x00,
	0x00,
	0x00,
};

TEST(zip_is_written_as_the_format_says)
{
	struct arena *a = arena_new();
	const struct zip_file file = {STR("a"), STR("hello")};
	struct buf out;
	buf_init(&out, a, 16, 1 << 10);
	zip_write(&out, &file, 1);
	CHECK_OK(buf_err(&out));
	CHECK_INT((int64_t)out.len, sizeof(expected));
	CHECK(out.len == sizeof(expected) && memcmp(out.p, expected, out.len) == 0);
	arena_free(a);
}

TEST(zip_past_its_maximum_is_an_error)
{
	struct arena *a = arena_new();
	const struct zip_file files[] = {{STR("a"), STR("hello")}, {STR("b/c"), STR("")}};
	struct buf out;
	buf_init(&out, a, 16, 100);
	zip_write(&out, files, 2);
	CHECK_ERR(buf_err(&out), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(zip_packs_what_it_is_told_to)
{
	struct arena *a = arena_new();
	char *long_text = arena_alloc(a, 10000);
	const struct zip_file files[] = {{STR("a"), {long_text, 10000}, .deflate = true},
		{STR("b"), STR("plain")}, {STR("c"), STR(""), .deflate = true}};
	struct buf out;
	struct zip zip;
	struct str bytes;
	buf_init(&out, a, 256, 4096);
	zip_write(&out, files, 3);
	CHECK_OK(buf_err(&out));
	REQUIRE_OK(zip_open(a, buf_str(&out), 1 << 20, &zip));
	for (size_t i = 0; i < 3; i++) {
		CHECK_INT(zip.at[i].is_deflated, files[i].deflate);
		CHECK_OK(zip_unpack(a, &zip.at[i], &bytes));
		CHECK(str_eq(bytes, files[i].bytes));
	}
	arena_free(a);
}
