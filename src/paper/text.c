#include "paper/text.h"

#include "base/arena.h"
#include "base/vec.h"
#include "paper/ink.h"

#include <math.h>

static double points(int units)
{
	return (double)units / PANGO_SCALE;
}

/* --- setting --- */

static bool is_mirrored(struct press *press)
{
	return pango_context_get_base_dir(press->context) == PANGO_DIRECTION_WEAK_RTL;
}

/* A sentence that begins with a name runs in the page's direction: Pango would take the name's,
 * though it stands in an isolate (UAX #9, P2). */
static bool begins_isolated(struct str words)
{
	return str_starts(words, STR("\xe2\x81\xa8"));
}

#define RUNT 6 /* letters that are no line of their own at the end of a paragraph */

/* Where the space before a last word stands that is so short; the end when it is not. */
static size_t find_runt(struct str words)
{
	size_t at = words.len;
	while (at && words.p[at - 1] != ' ' && words.p[at - 1] != '\n')
		at--;
	return at && words.p[at - 1] == ' ' && utf8_count(str_from(words, at)) <= RUNT ? at - 1
										       : words.len;
}

static void set_attributes(
	PangoLayout *layout, struct press *press, enum style style, struct str words)
{
	size_t runt = style == STYLE_BODY ? find_runt(words) : words.len;
	if (runt == words.len) {
		pango_layout_set_attributes(layout, press->attributes);
		return;
	}
	PangoAttrList *all = pango_attr_list_copy(press->attributes);
	PangoAttribute *together = pango_attr_allow_breaks_new(FALSE);
	together->start_index = (guint)runt;
	together->end_index = (guint)words.len;
	pango_attr_list_insert(all, together);
	pango_layout_set_attributes(layout, all);
	pango_attr_list_unref(all);
}

static PangoLayout *layout_new(struct press *press, enum style style, struct str words)
{
	PangoLayout *layout = pango_layout_new(press->context);
	pango_layout_set_font_description(layout, press->fonts[style]);
	set_attributes(layout, press, style, words);
	pango_layout_set_line_spacing(layout, (float)style_looks[style].leading);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, words.p, (int)words.len);
	pango_layout_set_auto_dir(layout, !begins_isolated(words));
	return layout;
}

/* Where a line of that width begins, which Pango put at x. */
static double line_left(
	const struct text *text, enum text_align align, bool mirrored, double x, double width)
{
	if (align == TEXT_AUTO)
		return x;
	if (align == TEXT_CENTRE)
		return (text->width - width) / 2;
	return mirrored == (align == TEXT_START) ? text->width - width : 0;
}

static void find_lines(struct arena *a, struct text *text, enum text_align align, bool mirrored)
{
	VEC(struct text_line) lines = {0};
	PangoLayoutIter *it = pango_layout_get_iter(text->layout);
	do {
		int top, bottom;
		PangoRectangle box;
		pango_layout_iter_get_line_yrange(it, &top, &bottom);
		pango_layout_iter_get_line_extents(it, NULL, &box);
		double width = points(box.width);
		struct text_line line = {
			.line = pango_layout_iter_get_line_readonly(it),
			.top = points(top),
			.baseline = points(pango_layout_iter_get_baseline(it)),
			.bottom = points(bottom),
			.left = line_left(text, align, mirrored, points(box.x), width),
		};
		if (!line.line->is_paragraph_start)
			line.left += mirrored ? -text->hang : text->hang;
		text->longest = fmax(text->longest, width);
		vec_push(a, &lines, line);
	} while (pango_layout_iter_next_line(it));
	pango_layout_iter_free(it);
	text->lines = lines.at;
	text->count = lines.len;
	text->height = lines.at[lines.len - 1].bottom;
}

static struct text *begin(
	struct press *press, struct arena *a, enum style style, struct str words, double width)
{
	struct text *text = arena_make(a, struct text);
	text->layout = layout_new(press, style, words);
	arena_defer(a, g_object_unref, text->layout);
	text->width = width;
	pango_layout_set_width(text->layout, (int)(width * PANGO_SCALE));
	/* Pango turns it around for a paragraph that runs against the page. */
	pango_layout_set_alignment(
		text->layout, is_mirrored(press) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
	return text;
}

struct text *text_set(struct press *press, struct arena *a, enum style style, enum text_align align,
	struct str words, double width)
{
	struct text *text = begin(press, a, style, words, width);
	find_lines(a, text, align, is_mirrored(press));
	return text;
}

struct text *text_set_cut(struct press *press, struct arena *a, enum style style,
	enum text_align align, struct str words, double width, int lines)
{
	struct text *text = begin(press, a, style, words, width);
	pango_layout_set_height(text->layout, -lines);
	pango_layout_set_ellipsize(text->layout, PANGO_ELLIPSIZE_END);
	find_lines(a, text, align, is_mirrored(press));
	return text;
}

#define HANG 9.0

struct text *text_set_items(
	struct press *press, struct arena *a, enum style style, struct str words, double width)
{
	struct text *text = begin(press, a, style, words, width);
	text->hang = HANG;
	pango_layout_set_indent(text->layout, (int)(-HANG * PANGO_SCALE));
	find_lines(a, text, TEXT_START, is_mirrored(press));
	return text;
}

/* Does it stand in so many lines of that width, with no word broken? */
static bool fits(PangoLayout *layout, double width, int count)
{
	PangoRectangle box;
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_get_extents(layout, NULL, &box);
	return pango_layout_get_line_count(layout) <= count && points(box.width) <= width;
}

#define EVEN_STEPS 8

static void even_out(PangoLayout *layout, double width)
{
	int count = pango_layout_get_line_count(layout);
	double least = 0, most = width;
	if (count == 1)
		return;
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
	int steps = fits(layout, width, count) ? EVEN_STEPS : 0;
	for (int i = 0; i < steps; i++) {
		double middle = (least + most) / 2;
		if (fits(layout, middle, count))
			most = middle;
		else
			least = middle;
	}
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(layout, (int)(most * PANGO_SCALE));
}

struct text *text_set_even(struct press *press, struct arena *a, enum style style,
	enum text_align align, struct str words, double width)
{
	struct text *text = begin(press, a, style, words, width);
	even_out(text->layout, width);
	find_lines(a, text, align, is_mirrored(press));
	return text;
}

double text_span(const struct text *text, size_t from, size_t count)
{
	return count ? text->lines[from + count - 1].bottom - text->lines[from].top : 0;
}

/* --- drawing --- */

static bool is_picture(const PangoItem *item)
{
	FcBool colour = FcFalse;
	FcPattern *font = pango_fc_font_get_pattern(PANGO_FC_FONT(item->analysis.font));
	return FcPatternGetBool(font, FC_COLOR, 0, &colour) == FcResultMatch && colour;
}

static bool has_picture(const PangoLayoutLine *line)
{
	for (GSList *run = line->runs; run; run = run->next)
		if (is_picture(((PangoLayoutRun *)run->data)->item))
			return true;
	return false;
}

static void lay_pictures(
	struct ink *ink, PangoGlyphItem *run, const char *words, double x, double y)
{
	PangoFont *font = run->item->analysis.font;
	PangoGlyphItemIter it;
	for (gboolean more = pango_glyph_item_iter_init_start(&it, run, words); more;
		more = pango_glyph_item_iter_next_cluster(&it)) {
		struct str stands_for = {
			words + it.start_index, (size_t)(it.end_index - it.start_index)};
		double width = 0;
		for (int i = it.start_glyph; i < it.end_glyph; i++) {
			const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
			ink_emoji(ink, font, glyph->glyph, x + width, y);
			width += points(glyph->geometry.width);
		}
		ink_unseen(ink, stands_for, x, y, width);
		x += width;
	}
}

static void draw_runs(struct ink *ink, const PangoLayoutLine *line, double x, double y)
{
	const char *words = pango_layout_get_text(line->layout);
	for (GSList *at = line->runs; at; at = at->next) {
		PangoGlyphItem *run = at->data;
		cairo_move_to(ink->cr, x, y);
		if (is_picture(run->item))
			lay_pictures(ink, run, words, x, y);
		else
			pango_cairo_show_glyph_item(ink->cr, words, run);
		x += points(pango_glyph_string_get_width(run->glyphs));
	}
}

static void draw_line(struct ink *ink, PangoLayoutLine *line, double x, double y)
{
	if (has_picture(line)) {
		draw_runs(ink, line, x, y);
		return;
	}
	cairo_move_to(ink->cr, x, y);
	pango_cairo_show_layout_line(ink->cr, line);
}

void text_draw(struct ink *ink, const struct text *text, size_t from, size_t count, double x,
	double y, uint32_t colour)
{
	double left = ink_left(ink, x, text->width);
	ink_colour(ink, colour);
	for (size_t i = from; i < from + count; i++) {
		const struct text_line *line = &text->lines[i];
		draw_line(ink, line->line, left + line->left,
			y + line->baseline - text->lines[from].top);
	}
}
