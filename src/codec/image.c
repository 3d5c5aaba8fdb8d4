#include "codec/image_inside.h"

#include "base/mem.h"

#include <string.h>

err_t image_check_size(int64_t width, int64_t height, int64_t most)
{
	if (width < 1 || height < 1)
		return err_say(ERR_INVALID, IMAGE_BROKEN);
	if (width > IMAGE_SIDE_MOST || height > IMAGE_SIDE_MOST || width * height > most)
		return err_say(ERR_TOO_LARGE,
			N_("This picture has too many pixels. Make it smaller first."));
	return NULL;
}

/* --- smaller: each pixel is the mean of those that fall on it --- */

static int smaller(int n, int most)
{
	return n < most ? n : most;
}

static int at_least_one(int64_t n)
{
	return n < 1 ? 1 : (int)n;
}

static void choose_square(struct image_scaler *s, int width, int height)
{
	int side = smaller(width, height);
	s->left = (width - side) / 2;
	s->top = (height - side) / 2;
	s->width = s->height = side;
	s->to_width = s->to_height = smaller(side, s->side);
}

static void choose_whole(struct image_scaler *s, int width, int height)
{
	int longer = width > height ? width : height, to = smaller(longer, s->side);
	s->left = s->top = 0;
	s->width = width;
	s->height = height;
	s->to_width = at_least_one((int64_t)width * to / longer);
	s->to_height = at_least_one((int64_t)height * to / longer);
}

void image_scaler_begin(struct image_scaler *s, int width, int height)
{
	if (s->is_square)
		choose_square(s, width, height);
	else
		choose_whole(s, width, height);
	s->to_row = 0;
	s->sums = arena_array(s->arena, uint32_t, 4 * (size_t)s->to_width);
	s->pixels = arena_array(s->arena, uint8_t, 3 * (size_t)s->to_width * (size_t)s->to_height);
}

static void finish_row(struct image_scaler *s)
{
	uint8_t *to = s->pixels + 3 * (size_t)s->to_width * (size_t)s->to_row;
	for (int x = 0; x < s->to_width; x++) {
		const uint32_t *sum = s->sums + 4 * x;
		for (int c = 0; c < 3; c++)
			to[3 * x + c] = (uint8_t)((sum[c] + sum[3] / 2) / sum[3]);
	}
	memset(s->sums, 0, 4 * sizeof(*s->sums) * (size_t)s->to_width);
}

void image_scaler_row(struct image_scaler *s, int y, const uint8_t *rgb)
{
	int row = y - s->top;
	if (row < 0 || row >= s->height)
		return;
	int to_row = (int)((int64_t)row * s->to_height / s->height);
	if (to_row != s->to_row)
		finish_row(s);
	s->to_row = to_row;
	rgb += 3 * (size_t)s->left;
	for (int x = 0; x < s->width; x++, rgb += 3) {
		uint32_t *sum = s->sums + 4 * ((int64_t)x * s->to_width / s->width);
		sum[0] += rgb[0];
		sum[1] += rgb[1];
		sum[2] += rgb[2];
		sum[3]++;
	}
	if (row == s->height - 1)
		finish_row(s);
}

/* --- the way up --- */

struct tiff {
	struct str bytes;
	bool is_little;
};

static uint32_t number_at(const struct tiff *t, size_t at, size_t size)
{
	uint32_t n = 0;
	if (at > t->bytes.len || size > t->bytes.len - at)
		return 0;
	for (size_t i = 0; i < size; i++)
		n = n << 8 | (uint8_t)t->bytes.p[at + (t->is_little ? size - 1 - i : i)];
	return n;
}

int image_orientation(struct str exif)
{
	const struct str mark = {"Exif\0\0", 6};
	if (!str_starts(exif, mark))
		return 1;
	struct tiff t = {.bytes = str_from(exif, mark.len)};
	t.is_little = str_starts(t.bytes, STR("II"));
	size_t directory = number_at(&t, 4, 4), count = number_at(&t, directory, 2);
	for (size_t i = 0; i < count && i < 256; i++) {
		size_t entry = directory + 2 + 12 * i;
		if (number_at(&t, entry, 2) != 0x0112)
			continue;
		uint32_t turned = number_at(&t, entry + 8, 2);
		return turned >= 1 && turned <= 8 ? (int)turned : 1;
	}
	return 1;
}

/* Where the pixel that belongs at x, y of the upright picture lies in what was read. */
static size_t source_of(const struct image_scaler *s, int x, int y)
{
	int right = s->to_width - 1, bottom = s->to_height - 1;
	const int from[9][2] = {{0}, {x, y}, {right - x, y}, {right - x, bottom - y},
		{x, bottom - y}, {y, x}, {y, bottom - x}, {right - y, bottom - x}, {right - y, x}};
	const int *at = from[s->turned];
	return 3 * ((size_t)at[1] * (size_t)s->to_width + (size_t)at[0]);
}

static err_t write_upright(struct arena *a, const struct image_scaler *s, struct str *ret_jpeg)
{
	bool on_its_side = s->turned >= 5;
	int width = on_its_side ? s->to_height : s->to_width;
	int height = on_its_side ? s->to_width : s->to_height;
	uint8_t *pixels = arena_array(s->arena, uint8_t, 3 * (size_t)width * (size_t)height);
	uint8_t *to = pixels;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++, to += 3)
			memcpy(to, s->pixels + source_of(s, x, y), 3);
	return image_jpeg_write(a, pixels, width, height, ret_jpeg);
}

/* --- reading --- */

static err_t read_picture(struct str bytes, struct image_scaler *s)
{
	if (bytes.len > IMAGE_BYTES_MOST)
		return err_say(ERR_TOO_LARGE, N_("This picture is larger than 12 MB."));
	if (str_starts(bytes, STR("\x89PNG\r\n\x1a\n")))
		return image_png_read(bytes, s);
	if (str_starts(bytes, STR("\xff\xd8\xff")))
		return image_jpeg_read(bytes, s);
	return err_say(ERR_INVALID, N_("Choose a picture: a PNG or JPEG file."));
}

static err_t make(struct arena *a, struct str bytes, struct image_scaler s, struct str *ret_jpeg)
{
	s.arena = arena_child(a);
	s.turned = 1;
	err_t e = read_picture(bytes, &s);
	if (!e)
		e = write_upright(a, &s, ret_jpeg);
	arena_free(s.arena);
	return e;
}

err_t image_square(struct arena *a, struct str bytes, int side, struct str *ret_jpeg)
{
	return make(a, bytes, (struct image_scaler){.side = side, .is_square = true}, ret_jpeg);
}

err_t image_fit(struct arena *a, struct str bytes, int side, struct str *ret_jpeg)
{
	return make(a, bytes, (struct image_scaler){.side = side}, ret_jpeg);
}

bool image_name_ok(struct str filename)
{
	static const char *const ends[] = {".png", ".jpg", ".jpeg"};
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t len = strlen(ends[i]);
		if (filename.len > len &&
			str_eq_nocase(str_from(filename, filename.len - len), str_of(ends[i])))
			return true;
	}
	return false;
}
