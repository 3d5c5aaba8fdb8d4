#include "codec/zip.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

/* Byte by byte what the format asks for: one file "a" that holds "hello". */
static const char expected[] =
	/* local file header: needs 2.0, UTF-8, stored, the first day there is, CRC, sizes, name */
	"PK\3\4\x14\0\0\x08\0\0\0\0\x21\0\x86\xa6\x10\x36\5\0\0\0\5\0\0\0\1\0\0\0ahello"
	/* central directory: made by and needs 2.0, the same again, and where the file is */
	"PK\1\2\x14\0\x14\0\0\x08\0\0\0\0\x21\0\x86\xa6\x10\x36\5\0\0\0\5\0\0\0\1\0\0\0\0\0\0\0\0\0"
	"\0\0\0\0\0\0\0\0a"
	/* its end: one disk, one entry, the directory's length and place, no comment */
	"PK\5\6\0\0\0\0\1\0\1\0\x2f\0\0\0\x24\0\0\0\0\0";

TEST(zip_is_written_as_the_format_says)
{
	struct arena *a = arena_new();
	const struct zip_file file = {STR("a"), STR("hello")};
	struct buf out;
	buf_init(&out, a, 16, 1 << 10);
	zip_write(&out, &file, 1);
	CHECK_OK(buf_err(&out));
	CHECK_INT((int64_t)out.len, sizeof(expected) - 1);
	CHECK(out.len == sizeof(expected) - 1 && memcmp(out.p, expected, out.len) == 0);
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
