#include "codec/image_inside.h"

#include "base/mem.h"
#include "unit/unit.h"

#include <string.h>

struct size {
	int width, height;
};

/* From the frame header (ITU-T T.81, B.2.2): the only way in which a size can be checked here. */
static struct size size_of(struct str jpeg)
{
	for (size_t at = 2; at + 9 < jpeg.len && (uint8_t)jpeg.p[at] == 0xff;) {
		const uint8_t *p = (const uint8_t *)jpeg.p + at;
		if (p[1] == 0xc0)
			return (struct size){p[7] << 8 | p[8], p[5] << 8 | p[6]};
		at += 2 + (size_t)(p[2] << 8 | p[3]);
	}
	return (struct size){0};
}

/* Red on the left, blue on the right. */
static struct str flag(struct arena *a, int width, int height)
{
	uint8_t *pixels = arena_array(a, uint8_t, 3 * (size_t)width * (size_t)height);
	struct str jpeg = STR_NONE;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			pixels[3 * (y * width + x) + (x < width / 2 ? 0 : 2)] = 0xff;
	CHECK_OK(image_jpeg_write(a, pixels, width, height, &jpeg));
	return jpeg;
}

/* The same file with Exif that says how it was turned, and where it was taken. */
static struct str turned(struct arena *a, struct str jpeg, char how)
{
	char exif[] = "\xff\xe1\0\x3a"
		      "Exif\0\0MM\0*\0\0\0\x08\0\x02"
		      "\x01\x12\0\x03\0\0\0\x01\0?\0\0"
		      "\x01\x0e\0\x02\0\0\0\x06\0\0\0\x26\0\0\0\0"
		      "Zwolle\0\0\0\0\0\0";
	size_t len = 2 + 0x3a;
	*(char *)memchr(exif, '?', sizeof(exif)) = how;
	char *p = arena_bytes(a, jpeg.len + len);
	memcpy(p, jpeg.p, 2);
	memcpy(p + 2, exif, len);
	memcpy(p + 2 + len, jpeg.p + 2, jpeg.len - 2);
	return (struct str){p, jpeg.len + len};
}

TEST(image_square_is_the_middle)
{
	struct arena *a = arena_new();
	struct str out = STR_NONE;
	CHECK_OK(image_square(a, flag(a, 900, 600), 512, &out));
	struct size size = size_of(out);
	CHECK(size.width == 512 && size.height == 512);
	arena_free(a);
}

TEST(image_is_never_made_larger)
{
	struct arena *a = arena_new();
	struct str out = STR_NONE;
	CHECK_OK(image_square(a, flag(a, 40, 30), 512, &out));
	struct size size = size_of(out);
	CHECK(size.width == 30 && size.height == 30);
	CHECK_OK(image_fit(a, flag(a, 40, 30), 512, &out));
	size = size_of(out);
	CHECK(size.width == 40 && size.height == 30);
	arena_free(a);
}

TEST(image_fit_keeps_its_shape)
{
	struct arena *a = arena_new();
	struct str out = STR_NONE;
	CHECK_OK(image_fit(a, flag(a, 2000, 1000), 500, &out));
	struct size size = size_of(out);
	CHECK(size.width == 500 && size.height == 250);
	CHECK_OK(image_fit(a, flag(a, 3, 3000), 100, &out));
	size = size_of(out);
	CHECK(size.width == 1 && size.height == 100);
	arena_free(a);
}

TEST(image_is_turned_upright_and_says_nothing_more)
{
	struct arena *a = arena_new();
	struct str out = STR_NONE, plain = flag(a, 200, 100);
	for (char how = 1; how <= 8; how++) {
		struct str source = turned(a, plain, how);
		CHECK(str_has(source, "Zwolle") && str_has(source, "Exif"));
		REQUIRE_OK(image_fit(a, source, 200, &out));
		CHECK(!str_has(out, "Zwolle") && !str_has(out, "Exif"));
		struct size size = size_of(out);
		CHECK_INT(size.width, how >= 5 ? 100 : 200);
		CHECK_INT(size.height, how >= 5 ? 200 : 100);
	}
	arena_free(a);
}

/* The mean of a part of the picture, read again as one pixel. */
static int red_of(struct arena *a, struct str jpeg, int x, int y)
{
	struct image_scaler s = {.arena = a, .side = 200};
	CHECK_OK(image_jpeg_read(jpeg, &s));
	return s.pixels[3 * (y * s.to_width + x)];
}

/* Red was on the left: where each turn puts it. */
TEST(image_turns_the_right_way)
{
	static const struct {
		int x, y;
	} red[9] = {{0}, {20, 50}, {180, 50}, {180, 50}, {20, 50}, {50, 20}, {50, 20}, {50, 180},
		{50, 180}};
	struct arena *a = arena_new();
	struct str out = STR_NONE, plain = flag(a, 200, 100);
	for (char how = 1; how <= 8; how++) {
		REQUIRE_OK(image_fit(a, turned(a, plain, how), 200, &out));
		int x = red[(int)how].x, y = red[(int)how].y;
		CHECK(red_of(a, out, x, y) > 200);
		CHECK(red_of(a, out, how >= 5 ? x : 200 - x, how >= 5 ? 200 - y : y) < 50);
	}
	arena_free(a);
}

TEST(image_orientation_of_what_is_no_exif)
{
	CHECK_INT(image_orientation(STR_NONE), 1);
	CHECK_INT(image_orientation(STR("Exif\0\0")), 1);
	CHECK_INT(image_orientation(STR("Exif\0\0MM\0*\xff\xff\xff\xff")), 1);
	CHECK_INT(image_orientation(STR("Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0")), 1);
	CHECK_INT(image_orientation(STR("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"
					"\x06\0\0\0")),
		6);
	CHECK_INT(image_orientation(STR("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"
					"\x09\0\0\0")),
		1);
}

/* Two pixels of 16 bits with alpha: one red, one not there at all. */
static const uint8_t png_of_two[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00,
	0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x10,
	0x06, 0x00, 0x00, 0x00, 0xa4, 0xb2, 0xa3, 0xc9, 0x00, 0x00, 0x00, 0x11, 0x49, 0x44, 0x41,
	0x54, 0x78, 0x9c, 0x63, 0xf8, 0xff, 0x9f, 0x01, 0x08, 0x20, 0x24, 0x08, 0x00, 0x00, 0x31,
	0xdf, 0x03, 0xfd, 0xfc, 0x53, 0xac, 0xab, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44,
	0xae, 0x42, 0x60, 0x82};

TEST(image_png_is_put_on_white)
{
	struct arena *a = arena_new();
	struct image_scaler s = {.arena = a, .side = 64};
	REQUIRE_OK(image_png_read((struct str){(const char *)png_of_two, sizeof(png_of_two)}, &s));
	CHECK(s.to_width == 2 && s.to_height == 1);
	CHECK(memcmp(s.pixels, "\xff\0\0\xff\xff\xff", 6) == 0);
	arena_free(a);
}

/* One pixel of four inks, with the mark of Adobe's programs behind its first two bytes. */
static const uint8_t jpeg_of_inks[] = {0xff, 0xd8, 0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62,
	0x65, 0x00, 0x64, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x08, 0x06,
	0x06, 0x07, 0x06, 0x05, 0x08, 0x07, 0x07, 0x07, 0x09, 0x09, 0x08, 0x0a, 0x0c, 0x14, 0x0d,
	0x0c, 0x0b, 0x0b, 0x0c, 0x19, 0x12, 0x13, 0x0f, 0x14, 0x1d, 0x1a, 0x1f, 0x1e, 0x1d, 0x1a,
	0x1c, 0x1c, 0x20, 0x24, 0x2e, 0x27, 0x20, 0x22, 0x2c, 0x23, 0x1c, 0x1c, 0x28, 0x37, 0x29,
	0x2c, 0x30, 0x31, 0x34, 0x34, 0x34, 0x1f, 0x27, 0x39, 0x3d, 0x38, 0x32, 0x3c, 0x2e, 0x33,
	0x34, 0x32, 0xff, 0xc0, 0x00, 0x14, 0x08, 0x00, 0x01, 0x00, 0x01, 0x04, 0x43, 0x11, 0x00,
	0x4d, 0x11, 0x00, 0x59, 0x11, 0x00, 0x4b, 0x11, 0x00, 0xff, 0xc4, 0x00, 0x15, 0x00, 0x01,
	0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x07, 0x08, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xda, 0x00, 0x0e, 0x04, 0x43,
	0x00, 0x4d, 0x00, 0x59, 0x00, 0x4b, 0x00, 0x00, 0x3f, 0x00, 0x9f, 0xc4, 0xe7, 0xf3, 0x33,
	0xff, 0xd9};
#define ADOBE_MARK 16

static int colour_of(struct arena *a, struct str jpeg)
{
	struct image_scaler s = {.arena = a, .side = 64};
	if (!CHECK_OK(image_jpeg_read(jpeg, &s)))
		return -1;
	return s.pixels[0] << 16 | s.pixels[1] << 8 | s.pixels[2];
}

TEST(image_of_inks_is_mixed_from_them)
{
	struct arena *a = arena_new();
	uint8_t plain[sizeof(jpeg_of_inks) - ADOBE_MARK];
	memcpy(plain, jpeg_of_inks, 2);
	memcpy(plain + 2, jpeg_of_inks + 2 + ADOBE_MARK, sizeof(plain) - 2);
	CHECK_INT(colour_of(a, (struct str){(const char *)jpeg_of_inks, sizeof(jpeg_of_inks)}),
		0x0024e6);
	CHECK_INT(colour_of(a, (struct str){(const char *)plain, sizeof(plain)}), 0x191500);
	arena_free(a);
}

/* Up to the chunk that only says that this was the end. */
TEST(image_png_that_is_cut_off)
{
	struct arena *a = arena_new();
	struct str out, whole = {(const char *)png_of_two, sizeof(png_of_two)};
	for (size_t len = 0; len < whole.len - 12; len++)
		CHECK_ERR(image_square(a, str_sub(whole, 0, len), 64, &out), ERR_INVALID);
	arena_free(a);
}

TEST(image_jpeg_that_is_cut_off_is_read_as_far_as_it_goes)
{
	struct arena *a = arena_new();
	struct str out, whole = flag(a, 64, 64);
	for (size_t len = 0; len < whole.len; len++) {
		err_t e = image_square(a, str_sub(whole, 0, len), 64, &out);
		CHECK(!e || e->code == ERR_INVALID);
		err_free(e);
	}
	arena_free(a);
}

/* The head alone decides: what follows is not there. */
TEST(image_bombs_are_refused_by_their_head)
{
	struct arena *a = arena_new();
	struct str out;
	CHECK_ERR(image_check_size(20000, 20, IMAGE_PIXELS_MOST), ERR_TOO_LARGE);
	CHECK_ERR(image_check_size(15000, 15000, IMAGE_PIXELS_MOST), ERR_TOO_LARGE);
	CHECK_ERR(image_check_size(0, 1, IMAGE_PIXELS_MOST), ERR_INVALID);
	CHECK_OK(image_check_size(8000, 6000, IMAGE_PIXELS_MOST));
	struct str jpeg = flag(a, 64, 64);
	char *p = str_z(a, jpeg);
	char *frame = memmem(p, jpeg.len, "\xff\xc0", 2);
	REQUIRE(frame);
	memcpy(frame + 5, "\x3a\x98\x3a\x98", 4);
	CHECK_ERR(image_square(a, (struct str){p, jpeg.len}, 512, &out), ERR_TOO_LARGE);
	char *large = arena_bytes(a, IMAGE_BYTES_MOST + 1);
	memset(large, 0, IMAGE_BYTES_MOST + 1);
	CHECK_ERR(image_square(a, (struct str){large, IMAGE_BYTES_MOST + 1}, 512, &out),
		ERR_TOO_LARGE);
	arena_free(a);
}

TEST(image_of_other_kinds_is_refused)
{
	static const char *const others[] = {"", "GIF89a", "<svg xmlns=\"\"/>", "%PDF-1.7",
		"<!DOCTYPE html>", "RIFF\0\0\0\0WEBP", "BM"};
	struct arena *a = arena_new();
	struct str out;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		CHECK_ERR(image_square(a, str_of(others[i]), 64, &out), ERR_INVALID);
	arena_free(a);
}

/* A picture that is a page as well: only the picture is left. */
TEST(image_polyglot_loses_its_other_half)
{
	struct arena *a = arena_new();
	struct str out = STR_NONE, jpeg = flag(a, 64, 64);
	char *p = arena_bytes(a, jpeg.len + 64);
	memcpy(p, jpeg.p, jpeg.len);
	memcpy(p + jpeg.len, "<script>alert(1)</script>", 25);
	struct str both = {p, jpeg.len + 25};
	REQUIRE_OK(image_square(a, both, 64, &out));
	CHECK(!str_has(out, "<script>"));
	arena_free(a);
}

TEST(image_names)
{
	CHECK(image_name_ok(STR("a.png")) && image_name_ok(STR("IMG_1.JPG")));
	CHECK(image_name_ok(STR("x.y.jpeg")));
	CHECK(!image_name_ok(STR(".png")) && !image_name_ok(STR("a.svg")));
	CHECK(!image_name_ok(STR("a.png.html")) && !image_name_ok(STR("")));
}
