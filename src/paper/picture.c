#include "paper/picture.h"

#include "base/arena.h"

#include <string.h>

#define PNG_MARK STR("\x89PNG\r\n\x1a\n")
#define JPEG_MARK STR("\xff\xd8\xff")

static int big_endian(struct str bytes, size_t at, size_t count)
{
	int n = 0;
	for (size_t i = 0; i < count; i++)
		n = n << 8 | (unsigned char)bytes.p[at + i];
	return n;
}

static err_t check_size(int width, int height)
{
	if (width < 1 || height < 1)
		return err_log(ERR_INVALID, "picture: without size");
	if (width > PICTURE_PIXELS_MOST / height)
		return err_log(ERR_TOO_LARGE, "picture: %d x %d", width, height);
	return NULL;
}

static void end_surface(void *surface)
{
	cairo_surface_destroy(surface);
}

static err_t keep(struct arena *a, cairo_surface_t *surface, struct picture *ret_picture)
{
	cairo_status_t status = cairo_surface_status(surface);
	arena_defer(a, end_surface, surface);
	if (status)
		return err_log(ERR_INVALID, "picture: %s", cairo_status_to_string(status));
	*ret_picture = (struct picture){surface, cairo_image_surface_get_width(surface),
		cairo_image_surface_get_height(surface)};
	return NULL;
}

/* --- PNG (ISO/IEC 15948) --- */

static cairo_status_t read_bytes(void *from, unsigned char *ret_bytes, unsigned n)
{
	struct str *rest = from;
	if (n > rest->len)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(ret_bytes, rest->p, n);
	*rest = str_from(*rest, n);
	return CAIRO_STATUS_SUCCESS;
}

static err_t read_png(struct arena *a, struct str bytes, struct picture *ret_picture)
{
	if (bytes.len < 24 || bytes.p[16] & 0x80 || bytes.p[20] & 0x80)
		return err_log(ERR_INVALID, "picture: a PNG without head");
	TRY(check_size(big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)));
	return keep(a, cairo_image_surface_create_from_png_stream(read_bytes, &bytes), ret_picture);
}

/* --- JPEG (ITU-T T.81, annex B) --- */

static bool is_frame(int marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

/* Where the frame header begins, behind its marker; 0 for none. */
static size_t find_frame(struct str bytes)
{
	for (size_t at = 2; at + 10 <= bytes.len;) {
		if (bytes.p[at] != '\xff')
			return 0;
		int marker = (unsigned char)bytes.p[at + 1];
		if (is_frame(marker))
			return at + 2;
		at += marker == 0xff ? 1 : 2 + (size_t)big_endian(bytes, at + 2, 2);
	}
	return 0;
}

static err_t read_jpeg(struct arena *a, struct str bytes, struct picture *ret_picture)
{
	size_t at = find_frame(bytes);
	if (!at)
		return err_log(ERR_INVALID, "picture: a JPEG without frame");
	int height = big_endian(bytes, at + 3, 2), width = big_endian(bytes, at + 5, 2);
	int channels = (unsigned char)bytes.p[at + 7];
	TRY(check_size(width, height));
	if (bytes.p[at + 2] != 8 || (channels != 1 && channels != 3))
		return err_log(ERR_INVALID, "picture: a JPEG of %d channels", channels);
	/* Only the size of this surface counts: the bytes stand for what is on it. */
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)bytes.p,
		bytes.len, NULL, NULL);
	return keep(a, surface, ret_picture);
}

err_t picture_read(struct arena *a, struct str bytes, struct picture *ret_picture)
{
	if (str_starts(bytes, PNG_MARK))
		return read_png(a, bytes, ret_picture);
	if (str_starts(bytes, JPEG_MARK))
		return read_jpeg(a, bytes, ret_picture);
	return err_log(ERR_INVALID, "picture: neither PNG nor JPEG");
}
