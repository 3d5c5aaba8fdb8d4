/* Inside codec/image: a reader per format gives rows to the scaler, which makes them smaller. */
#pragma once

#include "codec/image.h"

struct image_scaler {
	struct arena *arena;
	int side;
	bool is_square;
	int left, top, width, height; /* the part of the source that counts */
	int to_width, to_height;
	int to_row;      /* the row that is being summed up */
	uint32_t *sums;  /* of it: red, green, blue, how many; for each pixel */
	uint8_t *pixels; /* to_width * to_height, 3 bytes each */
	int turned;      /* Exif: 1 to 8 */
};

/* Refuses what has more than most pixels, before any is read. */
err_t image_check_size(int64_t width, int64_t height, int64_t most);
/* The rows that follow have that size. */
void image_scaler_begin(struct image_scaler *s, int width, int height);
/* Rows in their order, each once; 3 bytes a pixel. */
void image_scaler_row(struct image_scaler *s, int y, const uint8_t *rgb);

/* Each reads the whole of bytes into s. */
err_t image_png_read(struct str bytes, struct image_scaler *s);
err_t image_jpeg_read(struct str bytes, struct image_scaler *s);
/* The pixels of s. */
err_t image_jpeg_write(
	struct arena *a, const uint8_t *pixels, int width, int height, struct str *ret_jpeg);

/* What Exif says about the way up, 1 to 8; 1 when it says nothing. */
int image_orientation(struct str exif);

#define IMAGE_BROKEN N_("We cannot read this picture. Try another PNG or JPEG file.")
