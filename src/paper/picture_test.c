#include "paper/picture.h"

#include "base/arena.h"
#include "unit/sheet.h"
#include "unit/unit.h"

/* A JPEG's beginning: an application segment, fill bytes, a frame of 8 bits. */
#define JPEG(height, width, channels) \
	STR("\xff\xd8\xff\xe0\0\x04"  \
	    "ab\xff\xff\xc0\0\x11\x08" height width channels "\0\0\0\0\0\0\0\0\0\0\0\0")

TEST(picture_knows_the_size_of_a_png)
{
	struct arena *a = arena_new();
	struct picture p;
	struct str png = sheet_picture(a, 30, 20);
	REQUIRE_OK(picture_read(a, png, &p));
	CHECK_INT(p.width, 30);
	CHECK_INT(p.height, 20);
	for (size_t n = 0; n < png.len; n += 7)
		CHECK_ERR(picture_read(a, str_sub(png, 0, n), &p), ERR_INVALID);
	arena_free(a);
}

TEST(picture_knows_the_size_of_a_jpeg)
{
	struct arena *a = arena_new();
	struct picture p;
	REQUIRE_OK(picture_read(a, JPEG("\x01\x02", "\x00\x30", "\x03"), &p));
	CHECK_INT(p.width, 0x30);
	CHECK_INT(p.height, 0x102);
	REQUIRE_OK(picture_read(a, JPEG("\x00\x01", "\x00\x01", "\x01"), &p));
	CHECK_ERR(picture_read(a, JPEG("\x00\x01", "\x00\x01", "\x04"), &p), ERR_INVALID);
	CHECK_ERR(picture_read(a, JPEG("\x00\x00", "\x00\x01", "\x03"), &p), ERR_INVALID);
	CHECK_ERR(picture_read(a, JPEG("\xff\xff", "\xff\xff", "\x03"), &p), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(picture_refuses_everything_else)
{
	struct arena *a = arena_new();
	struct picture p;
	CHECK_ERR(picture_read(a, STR(""), &p), ERR_INVALID);
	CHECK_ERR(picture_read(a, STR("<svg/>"), &p), ERR_INVALID);
	CHECK_ERR(picture_read(a, STR("GIF89a"), &p), ERR_INVALID);
	CHECK_ERR(picture_read(a, STR("\xff\xd8\xff"), &p), ERR_INVALID);
	CHECK_ERR(picture_read(a, STR("\xff\xd8\xff\xe0\xff\xff\0\0\0\0\0\0\0"), &p), ERR_INVALID);
	CHECK_ERR(picture_read(
			  a, STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0\0\x01\0\0\x08\x02"), &p),
		ERR_TOO_LARGE);
	arena_free(a);
}
