/*
 * Pictures that people send: PNG (ISO/IEC 15948) and JPEG (ITU-T T.81), told by their content.
 * What comes out is a JPEG of our own making: the pixels alone, turned upright as Exif says (JEITA
 * CP-3451, tag Orientation), on white where it was transparent, of red, green and blue also when it
 * came in printer's inks. Nothing else of the file is left: no Exif, no place, no text, no second
 * file behind the first.
 *
 * Dimensions are judged before any pixel is read; memory stays below IMAGE_MEMORY whatever the
 * file says. Takes up to seconds: for routes that are slow.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define IMAGE_BYTES_MOST ((size_t)12 << 20)
#define IMAGE_SIDE_MOST 16000                  /* pixels */
#define IMAGE_PIXELS_MOST (50LL * 1000 * 1000) /* what phones take */
#define IMAGE_MEMORY ((size_t)160 << 20)

#define IMAGE_TYPE "image/jpeg" /* of what comes out */

/*
 * The middle of it as a square, at most side pixels wide. ERR_INVALID: no picture that we read;
 * ERR_TOO_LARGE: more bytes or pixels than that. Both with a text for the person.
 */
err_t image_square(struct arena *a, struct str bytes, int side, struct str *ret_jpeg);
/* All of it, at most side pixels wide and high. */
err_t image_fit(struct arena *a, struct str bytes, int side, struct str *ret_jpeg);

/* May a file of that name be a picture? ".png", ".jpg" or ".jpeg", in any case. */
bool image_name_ok(struct str filename);
