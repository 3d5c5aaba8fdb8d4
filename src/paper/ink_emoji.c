#include "paper/ink.h"

#include <math.h>

/* Draws the glyph, EMOJI_PIXELS an em. */
static cairo_surface_t *draw(cairo_scaled_font_t *font, double size, cairo_glyph_t glyph,
	const cairo_text_extents_t *box)
{
	double scale = EMOJI_PIXELS / size;
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_ARGB32, (int)ceil(box->width * scale), (int)ceil(box->height * scale));
	cairo_t *cr = cairo_create(surface);
	cairo_scale(cr, scale, scale);
	glyph.x = -box->x_bearing;
	glyph.y = -box->y_bearing;
	cairo_set_scaled_font(cr, font);
	cairo_show_glyphs(cr, &glyph, 1);
	cairo_destroy(cr);
	return surface;
}

static double size_of(PangoFont *font)
{
	PangoFontDescription *about = pango_font_describe(font);
	double size = (double)pango_font_description_get_size(about) / PANGO_SCALE;
	pango_font_description_free(about);
	return size;
}

static void make(struct emoji *emoji, PangoFont *font, uint32_t number, double size)
{
	cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
	cairo_glyph_t glyph = {.index = number};
	cairo_text_extents_t box;
	cairo_scaled_font_glyph_extents(scaled, &glyph, 1, &box);
	cairo_surface_destroy(emoji->surface);
	*emoji = (struct emoji){
		.glyph = number,
		.surface = draw(scaled, size, glyph, &box),
		.left = box.x_bearing / size,
		.top = box.y_bearing / size,
	};
}

void ink_emoji(struct ink *ink, PangoFont *font, uint32_t glyph, double x, double y)
{
	struct emoji *emoji = &ink->press->emoji[glyph % EMOJI_KEPT];
	double size = size_of(font), scale = size / EMOJI_PIXELS;
	if (!glyph || glyph & PANGO_GLYPH_UNKNOWN_FLAG)
		return;
	if (emoji->glyph != glyph)
		make(emoji, font, glyph, size);
	cairo_save(ink->cr);
	cairo_translate(ink->cr, x + emoji->left * size, y + emoji->top * size);
	cairo_scale(ink->cr, scale, scale);
	ink_paint(ink, emoji->surface);
	cairo_restore(ink->cr);
}

void ink_unseen(struct ink *ink, struct str words, double x, double y, double width)
{
	cairo_glyph_t glyph = {ink->press->blank.index, x, y};
	cairo_text_cluster_t cluster = {(int)words.len, 1};
	cairo_set_font_face(ink->cr, ink->press->blank_face);
	cairo_set_font_size(ink->cr, fmax(width, 1));
	cairo_show_text_glyphs(ink->cr, words.p, (int)words.len, &glyph, 1, &cluster, 1, 0);
}
