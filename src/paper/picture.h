/*
 * A PNG or JPEG as it goes into a document; for this folder only. A JPEG is not decoded: its bytes
 * go in as they are. Errors: ERR_INVALID, ERR_TOO_LARGE.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "paper/cairo.h"

struct arena;

#define PICTURE_PIXELS_MOST (16 << 20)

struct picture {
	cairo_surface_t *surface; /* ends with the arena, as the bytes must */
	int width, height;        /* in pixels */
};

err_t picture_read(struct arena *a, struct str bytes, struct picture *ret_picture);
