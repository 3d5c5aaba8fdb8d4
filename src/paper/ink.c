#include "paper/ink.h"

#include "base/arena.h"
#include "paper/document.h"
#include "paper/document_finish.h"
#include "paper/picture.h"

#include <math.h>

#define MOST ((size_t)64 << 20)

/* --- begin and end --- */

static cairo_status_t write_bytes(void *to, const unsigned char *bytes, unsigned n)
{
	struct buf *out = to;
	buf_put(out, (struct str){(const char *)bytes, n});
	return out->overflowed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

void ink_begin(
	struct ink *ink, struct arena *a, struct press *press, const struct document_about *about)
{
	*ink = (struct ink){.arena = a, .press = press, .about = about};
	buf_init(&ink->bytes, a, 64 << 10, MOST);
	ink->surface = cairo_pdf_surface_create_for_stream(
		write_bytes, &ink->bytes, PAPER_WIDTH, PAPER_HEIGHT);
	ink->cr = cairo_create(ink->surface);
	/* Else it writes the hour; finish_pdf says it better. */
	cairo_pdf_surface_set_metadata(
		ink->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	ink_open(ink, "Document");
}

err_t ink_end(struct ink *ink, struct str *ret_pdf)
{
	ink_close(ink, "Document");
	cairo_show_page(ink->cr);
	cairo_status_t status = cairo_status(ink->cr);
	cairo_destroy(ink->cr);
	cairo_surface_finish(ink->surface);
	if (!status)
		status = cairo_surface_status(ink->surface);
	cairo_surface_destroy(ink->surface);
	TRY(buf_err(&ink->bytes));
	if (status)
		return err_log(ERR_INTERNAL, "paper: %s", cairo_status_to_string(status));
	return finish_pdf(ink, buf_str(&ink->bytes), ret_pdf);
}

void ink_next_page(struct ink *ink)
{
	cairo_show_page(ink->cr);
}

/* --- structure --- */

void ink_open(struct ink *ink, const char *tag)
{
	cairo_tag_begin(ink->cr, tag, "");
}

void ink_close(struct ink *ink, const char *tag)
{
	cairo_tag_end(ink->cr, tag);
}

void ink_open_figure(struct ink *ink, struct str alternative)
{
	vec_push(ink->arena, &ink->alternatives, alternative);
	ink_open(ink, "Figure");
}

void ink_close_figure(struct ink *ink)
{
	ink_close(ink, "Figure");
}

/* cairo's attributes are quoted like C strings. */
static char *quoted(struct arena *a, struct str s)
{
	struct buf out;
	buf_init(&out, a, s.len + 16, 2 * s.len + 16);
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '\'' || s.p[i] == '\\')
			buf_putc(&out, '\\');
		buf_putc(&out, s.p[i]);
	}
	return str_z(a, buf_str(&out));
}

void ink_open_link(struct ink *ink, struct str url)
{
	struct str to = str_fmt(ink->arena, "uri='%s'", quoted(ink->arena, url));
	cairo_tag_begin(ink->cr, CAIRO_TAG_LINK, to.p);
}

void ink_open_link_within(struct ink *ink, int page, double y)
{
	struct str to = str_fmt(ink->arena, "page=%d pos=[0 %d]", page, (int)y);
	cairo_tag_begin(ink->cr, CAIRO_TAG_LINK, to.p);
}

void ink_close_link(struct ink *ink)
{
	cairo_tag_end(ink->cr, CAIRO_TAG_LINK);
}

int ink_bookmark(struct ink *ink, int parent, struct str title, int page, double y)
{
	struct str to = str_fmt(ink->arena, "page=%d pos=[0 %d]", page, (int)y);
	return cairo_pdf_surface_add_outline(ink->surface, parent, str_z(ink->arena, title), to.p,
		parent ? 0 : CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

/* --- shapes --- */

double ink_left(const struct ink *ink, double x, double width)
{
	return ink->about->right_to_left ? PAPER_WIDTH - x - width : x;
}

void ink_colour(struct ink *ink, uint32_t colour)
{
	cairo_set_source_rgb(ink->cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
		(colour & 255) / 255.0);
}

static void path(struct ink *ink, struct box b, double radius)
{
	cairo_t *cr = ink->cr;
	double x = ink_left(ink, b.x, b.width), right = x + b.width, bottom = b.y + b.height;
	if (radius <= 0) {
		cairo_rectangle(cr, x, b.y, b.width, b.height);
		return;
	}
	cairo_new_sub_path(cr);
	cairo_arc(cr, right - radius, b.y + radius, radius, -M_PI / 2, 0);
	cairo_arc(cr, right - radius, bottom - radius, radius, 0, M_PI / 2);
	cairo_arc(cr, x + radius, bottom - radius, radius, M_PI / 2, M_PI);
	cairo_arc(cr, x + radius, b.y + radius, radius, M_PI, 3 * M_PI / 2);
	cairo_close_path(cr);
}

void ink_box(struct ink *ink, struct box box, double radius, uint32_t colour)
{
	ink_colour(ink, colour);
	path(ink, box, radius);
	cairo_fill(ink->cr);
}

void ink_frame(struct ink *ink, struct box box, double radius, double line, uint32_t colour)
{
	ink_colour(ink, colour);
	path(ink, box, radius);
	cairo_set_line_width(ink->cr, line);
	cairo_stroke(ink->cr);
}

void ink_frame_within(struct ink *ink, struct box within, struct box box, double radius,
	double line, uint32_t colour)
{
	cairo_save(ink->cr);
	path(ink, within, 0);
	cairo_clip(ink->cr);
	ink_frame(ink, box, radius, line, colour);
	cairo_restore(ink->cr);
}

void ink_dashes(struct ink *ink, double x, double y, double across, double down)
{
	static const double dashes[] = {3, 3};
	cairo_save(ink->cr);
	ink_colour(ink, COLOUR_QUIET);
	cairo_set_line_width(ink->cr, 0.5);
	cairo_set_dash(ink->cr, dashes, 2, 0);
	cairo_move_to(ink->cr, x, y);
	cairo_rel_line_to(ink->cr, across, down);
	cairo_stroke(ink->cr);
	cairo_restore(ink->cr);
}

void ink_tick(struct ink *ink, struct box box, uint32_t colour)
{
	double x = ink_left(ink, box.x, box.width);
	ink_colour(ink, colour);
	cairo_set_line_width(ink->cr, 1.6);
	cairo_move_to(ink->cr, x, box.y + box.height * 0.55);
	cairo_line_to(ink->cr, x + box.width * 0.35, box.y + box.height * 0.9);
	cairo_line_to(ink->cr, x + box.width, box.y + box.height * 0.15);
	cairo_stroke(ink->cr);
}

void ink_disc(struct ink *ink, double x, double y, double radius, uint32_t colour)
{
	struct box box = {x - radius, y - radius, 2 * radius, 2 * radius};
	ink_box(ink, box, radius, colour);
}

/* --- pictures --- */

void ink_qr(struct ink *ink, const struct qr *qr, struct box box)
{
	double size = box.width / qr->width, left = ink_left(ink, box.x, box.width);
	ink_box(ink, box, 0, COLOUR_PAGE);
	ink_colour(ink, 0);
	for (int i = 0, run; i < qr->width * qr->width; i += run) {
		for (run = 0; qr->dark[i + run]; run++)
			;
		if (run)
			cairo_rectangle(ink->cr, left + i % qr->width * size,
				box.y + i / qr->width * size, run * size, size);
		else
			run = 1;
	}
	cairo_fill(ink->cr);
}

void ink_paint(struct ink *ink, cairo_surface_t *surface)
{
	cairo_set_source_surface(ink->cr, surface, 0, 0);
	/* Else the file asks viewers to smooth it, which no archive allows. */
	cairo_pattern_set_filter(cairo_get_source(ink->cr), CAIRO_FILTER_NEAREST);
	cairo_paint(ink->cr);
}

static void paint(struct ink *ink, const struct picture *picture, struct box clip, double radius,
	double scale)
{
	double width = picture->width * scale, height = picture->height * scale;
	cairo_save(ink->cr);
	path(ink, clip, radius);
	cairo_clip(ink->cr);
	cairo_translate(ink->cr, ink_left(ink, clip.x, clip.width) + (clip.width - width) / 2,
		clip.y + (clip.height - height) / 2);
	cairo_scale(ink->cr, scale, scale);
	ink_paint(ink, picture->surface);
	cairo_restore(ink->cr);
}

void ink_portrait(struct ink *ink, const struct picture *picture, struct box box, double radius)
{
	paint(ink, picture, box, radius,
		fmax(box.width / picture->width, box.height / picture->height));
}

void ink_picture(struct ink *ink, const struct picture *picture, struct box box, double radius)
{
	double scale = fmin(box.width / picture->width, box.height / picture->height);
	struct box fit = {box.x, box.y, picture->width * scale, picture->height * scale};
	fit.x += (box.width - fit.width) / 2;
	fit.y += (box.height - fit.height) / 2;
	paint(ink, picture, fit, radius, scale);
}
