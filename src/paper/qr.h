/*
 * QR codes (ISO/IEC 18004) of level M, which is still read with 15 % of it lost, with the quiet
 * zone of four modules around. Text is valid UTF-8 without control characters, of 1 to QR_TEXT_MAX
 * bytes: more makes a picture too dense for a phone's camera. Errors: ERR_INVALID, ERR_TOO_LARGE.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct arena;

#define QR_TEXT_MAX 512
#define QR_QUIET 4

struct qr {
	int width;           /* modules on a side, quiet zone included */
	const uint8_t *dark; /* width * width, row by row: 1 is dark */
};
err_t qr_make(struct arena *a, struct str text, struct qr *ret_qr);

/*
 * An <svg class="qr"> to stand in a page or a file of its own: no script, no style attribute, no
 * size; dark on white under any theme. The title is what a screen reader says, in valid UTF-8.
 */
err_t qr_svg(struct arena *a, struct str text, struct str title, struct str *ret_svg);

/* A black and white PNG of scale (1 to 64) pixels a module. */
err_t qr_png(struct arena *a, struct str text, int scale, struct str *ret_png);
