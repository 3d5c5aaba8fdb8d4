#include "codec/image_inside.h"

#include "base/mem.h"

#include <png.h>
#include <string.h>

#define CHUNK_MOST (1 << 20)            /* bytes of a chunk that is not pixels */
#define CHUNKS_MOST 64                  /* that are kept */
#define INTERLACED_MOST (8LL * 1000000) /* pixels: they are read as a whole */

struct reader {
	png_structp png;
	png_infop info;
	struct str rest;
	struct image_scaler *scaler;
	int width, height;
	err_t e;
};

/* Every fault ends where setjmp stands; libpng prints nothing. */
static void leave(png_structp png, png_const_charp message)
{
	(void)message;
	png_longjmp(png, 1);
}

static void say_nothing(png_structp png, png_const_charp message)
{
	(void)png, (void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t n)
{
	struct reader *r = png_get_io_ptr(png);
	if (n > r->rest.len)
		png_error(png, "it ends too early");
	memcpy(to, r->rest.p, n);
	r->rest = str_from(r->rest, n);
}

/* Whatever it holds becomes 8 bits of red, green, blue and alpha. */
static int make_plain(struct reader *r)
{
	png_set_expand(r->png);
	png_set_scale_16(r->png);
	png_set_gray_to_rgb(r->png);
	png_set_add_alpha(r->png, 0xff, PNG_FILLER_AFTER);
	int passes = png_set_interlace_handling(r->png);
	png_read_update_info(r->png, r->info);
	if (png_get_rowbytes(r->png, r->info) != 4 * (size_t)r->width)
		png_error(r->png, "it is not what it was made");
	return passes;
}

static err_t check_size(struct reader *r)
{
	int64_t width = png_get_image_width(r->png, r->info);
	int64_t height = png_get_image_height(r->png, r->info);
	bool whole = png_get_interlace_type(r->png, r->info) != PNG_INTERLACE_NONE;
	TRY(image_check_size(width, height, whole ? INTERLACED_MOST : IMAGE_PIXELS_MOST));
	r->width = (int)width;
	r->height = (int)height;
	return NULL;
}

/* On white, where it is transparent; 3 bytes a pixel at the start of the row. */
static void put_on_white(uint8_t *row, int width)
{
	uint8_t *to = row;
	for (const uint8_t *from = row; width > 0; width--, from += 4)
		for (int c = 0; c < 3; c++)
			*to++ = (uint8_t)((from[c] * from[3] + 255 * (255 - from[3]) + 127) / 255);
}

static void give_rows(struct reader *r, int passes)
{
	size_t row_bytes = 4 * (size_t)r->width;
	size_t kept = passes > 1 ? (size_t)r->height : 1;
	uint8_t *rows = arena_array(r->scaler->arena, uint8_t, row_bytes * kept);
	image_scaler_begin(r->scaler, r->width, r->height);
	for (int pass = 0; pass < passes; pass++)
		for (int y = 0; y < r->height; y++) {
			uint8_t *row = rows + row_bytes * ((size_t)y % kept);
			png_read_row(r->png, row, NULL);
			if (pass < passes - 1)
				continue;
			put_on_white(row, r->width);
			image_scaler_row(r->scaler, y, row);
		}
}

static void read_head(struct reader *r)
{
	png_set_read_fn(r->png, r, read_bytes);
	png_set_user_limits(r->png, IMAGE_SIDE_MOST, IMAGE_SIDE_MOST);
	png_set_chunk_malloc_max(r->png, CHUNK_MOST);
	png_set_chunk_cache_max(r->png, CHUNKS_MOST);
	png_read_info(r->png, r->info);
}

/* Nothing of r is kept in a register across the jump. */
static bool read_all(struct reader *r)
{
	if (setjmp(png_jmpbuf(r->png)))
		return false;
	read_head(r);
	r->e = check_size(r);
	if (!r->e)
		give_rows(r, make_plain(r));
	return true;
}

err_t image_png_read(struct str bytes, struct image_scaler *s)
{
	struct reader *r = arena_make(s->arena, struct reader);
	r->rest = bytes;
	r->scaler = s;
	r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, leave, say_nothing);
	r->info = r->png ? png_create_info_struct(r->png) : NULL;
	bool read = r->info && read_all(r);
	png_destroy_read_struct(&r->png, &r->info, NULL);
	if (r->e)
		return r->e;
	return read ? NULL : err_say(ERR_INVALID, IMAGE_BROKEN);
}
