#include "paper/qr.h"

#include "base/arena.h"
#include "codec/escape.h"
#include "paper/cairo.h"

#include <assert.h>
#include <qrencode.h>
#include <string.h>

#define MAX_SVG ((size_t)256 << 10)
#define MAX_PNG ((size_t)1 << 20)

static bool has_control(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f)
			return true;
	return false;
}

static err_t check(struct str text)
{
	if (text.len > QR_TEXT_MAX)
		return err_log(ERR_TOO_LARGE, "qr: %zu bytes", text.len);
	if (!text.len || !utf8_valid(text) || has_control(text))
		return err_log(ERR_INVALID, "qr: not one line of UTF-8");
	return NULL;
}

err_t qr_make(struct arena *a, struct str text, struct qr *ret_qr)
{
	TRY(check(text));
	QRcode *code = QRcode_encodeString(str_z(a, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!code)
		return err_log(ERR_INTERNAL, "qr: no code for %zu bytes", text.len);
	int width = code->width + 2 * QR_QUIET;
	uint8_t *dark = arena_alloc(a, mem_mul((size_t)width, (size_t)width));
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++)
			dark[(y + QR_QUIET) * width + x + QR_QUIET] =
				code->data[y * code->width + x] & 1;
	QRcode_free(code);
	*ret_qr = (struct qr){width, dark};
	return NULL;
}

/* One rectangle for each run of dark modules in a row. */
static void put_runs(struct buf *out, const struct qr *qr)
{
	for (int y = 0; y < qr->width; y++) {
		const uint8_t *row = qr->dark + (ptrdiff_t)y * qr->width;
		for (int x = 0, end; x < qr->width; x = end + 1) {
			for (end = x; row[end]; end++)
				;
			if (end > x)
				buf_fmt(out, "M%d %dh%dv1H%dz", x, y, end - x, x);
		}
	}
}

err_t qr_svg(struct arena *a, struct str text, struct str title, struct str *ret_svg)
{
	struct qr qr;
	struct buf out;
	TRY(qr_make(a, text, &qr));
	buf_init(&out, a, 16 << 10, MAX_SVG);
	buf_fmt(&out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" role=\"img\" "
		"viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><title>",
		qr.width, qr.width);
	escape_html(&out, title);
	buf_fmt(&out, "</title><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>", qr.width, qr.width);
	buf_lit(&out, "<path fill=\"#000\" d=\"");
	put_runs(&out, &qr);
	buf_lit(&out, "\"/></svg>");
	TRY(buf_err(&out));
	*ret_svg = buf_str(&out);
	return NULL;
}

static cairo_status_t write_png(void *to, const unsigned char *bytes, unsigned n)
{
	struct buf *out = to;
	buf_put(out, (struct str){(const char *)bytes, n});
	return out->overflowed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* In cairo's masks of one bit, as in the PNG made of one, what is set is white. */
static cairo_surface_t *draw(const struct qr *qr, int scale)
{
	int pixels = qr->width * scale;
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_A1, pixels, pixels);
	cairo_t *cr = cairo_create(image);
	cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
	for (int i = 0; i < qr->width * qr->width; i++)
		if (!qr->dark[i])
			cairo_rectangle(
				cr, i % qr->width * scale, i / qr->width * scale, scale, scale);
	cairo_fill(cr);
	cairo_destroy(cr);
	return image;
}

err_t qr_png(struct arena *a, struct str text, int scale, struct str *ret_png)
{
	struct qr qr;
	struct buf out;
	assert(scale >= 1 && scale <= 64);
	TRY(qr_make(a, text, &qr));
	buf_init(&out, a, 4 << 10, MAX_PNG);
	cairo_surface_t *image = draw(&qr, scale);
	cairo_status_t status = cairo_surface_write_to_png_stream(image, write_png, &out);
	cairo_surface_destroy(image);
	TRY(buf_err(&out));
	if (status)
		return err_log(ERR_INTERNAL, "qr: %s", cairo_status_to_string(status));
	*ret_png = buf_str(&out);
	return NULL;
}
