#include "paper/certificate_block.h"

#include <math.h>

#define GOLD_TEXT 0x8a5a00u /* on white */

static bool is_centred(enum certificate_layout layout)
{
	return layout == CERTIFICATE_FRAME;
}

static struct text *set(struct document *d, struct press *press, enum style style,
	enum text_align align, struct str words, double width)
{
	return words.len ? text_set(press, d->work, style, align, words, width) : NULL;
}

/* The last size is for a page without room. */
struct sizes {
	enum style at[3];
	size_t lines;
};

/* In the first size that takes no more than so many lines, or the last one. */
static struct text *set_even(struct document *d, struct press *press, const struct sizes *sizes,
	bool is_tight, enum text_align align, struct str words)
{
	struct text *text = NULL;
	size_t many = is_tight ? 3 : 2;
	if (!words.len)
		return NULL;
	for (size_t i = 0; i < many && (!text || text->count > sizes->lines); i++)
		text = text_set_even(press, d->work, sizes->at[i], align, words, PAGE_TEXT);
	return text;
}

static double height_of(const struct text *text)
{
	return text ? text->height : 0;
}

/* Moves y below a text, and draws it when there is ink: the same walk measures and draws. */
static void put(struct ink *ink, const char *tag, const struct text *text, double x, double *io_y,
	uint32_t colour)
{
	if (!text)
		return;
	if (ink) {
		ink_open(ink, tag);
		text_draw(ink, text, 0, text->count, x, *io_y, colour);
		ink_close(ink, tag);
	}
	*io_y += text->height;
}

/* --- the head of the first part --- */

#define BAND_TOP 46.0
#define BAND_FOOT 30.0
#define FRAME_TOP 84.0
#define RULE_WIDTH 96.0 /* below what it is, in the middle */

static void draw_band(struct ink *ink, double height)
{
	struct box all = {0, 0, PAPER_WIDTH, height};
	ink_box(ink, all, 0, COLOUR_COVER);
	for (int i = 0; i < 4; i++) {
		double r = 46 + 30 * i;
		struct box ring = {PAPER_WIDTH - 92 - r, height - 8 - r, 2 * r, 2 * r};
		ink_frame_within(ink, all, ring, r, 1.2, COLOUR_COVER_LINE);
	}
	ink_box(ink, (struct box){0, height, PAPER_WIDTH, 3}, 0, COLOUR_GOLD);
}

static double put_band(struct ink *ink, const struct certificate_front *f)
{
	double y = BAND_TOP;
	if (ink)
		draw_band(ink, BAND_TOP + height_of(f->type) + 2 + height_of(f->kind) + BAND_FOOT);
	put(ink, "P", f->type, PAGE_LEFT, &y, COLOUR_GOLD);
	y += 2;
	put(ink, "P", f->kind, PAGE_LEFT, &y, COLOUR_ON_COVER);
	return y + BAND_FOOT + 30;
}

static double put_framed_head(struct ink *ink, const struct certificate_front *f)
{
	double y = FRAME_TOP;
	put(ink, "P", f->kind, PAGE_LEFT, &y, COLOUR_PRIMARY);
	y += 2;
	put(ink, "P", f->type, PAGE_LEFT, &y, GOLD_TEXT);
	y += 12;
	if (ink)
		ink_box(ink, (struct box){(PAPER_WIDTH - RULE_WIDTH) / 2, y, RULE_WIDTH, 1.6}, 0,
			COLOUR_GOLD);
	return y + 24;
}

static double put_sentence(struct ink *ink, const struct certificate_front *f, double y)
{
	put(ink, "P", f->that, PAGE_LEFT, &y, COLOUR_QUIET);
	y += 4;
	put(ink, "H1", f->name, PAGE_LEFT, &y, COLOUR_PRIMARY);
	y += 4;
	put(ink, "P", f->confirms, PAGE_LEFT, &y, COLOUR_TEXT);
	y += 10;
	put(ink, "P", f->title, PAGE_LEFT, &y, COLOUR_TEXT);
	return y;
}

/* --- facts, and how it is checked --- */

#define CHECK_WIDTH 132.0
#define CHECK_PADDING 11.0
#define CHECK_GAP 24.0
#define LABEL_WIDTH 92.0
#define FACT_GAP 6.0
#define FACT_GAP_TIGHT 3.5
#define CHECK_WITH_GAP (CHECK_WIDTH + CHECK_GAP)

/* A label stands on the line of its text. */
static double label_drop(const struct certificate_front *f, size_t i)
{
	return f->labels[i] ? f->values[i]->lines[0].baseline - f->labels[i]->lines[0].baseline : 0;
}

static double fact_gap(const struct certificate_front *f)
{
	return f->is_tight ? FACT_GAP_TIGHT : FACT_GAP;
}

static double put_facts(struct ink *ink, const struct certificate_front *f, double y)
{
	if (ink && f->it.facts_len)
		ink_open(ink, "L");
	for (size_t i = 0; i < f->it.facts_len; i++) {
		double label = y + label_drop(f, i), value = y;
		if (ink)
			ink_open(ink, "LI");
		put(ink, "Lbl", f->labels[i], PAGE_LEFT, &label, COLOUR_QUIET);
		put(ink, "LBody", f->values[i], PAGE_LEFT + LABEL_WIDTH, &value, COLOUR_TEXT);
		if (ink)
			ink_close(ink, "LI");
		y = fmax(label, value) + fact_gap(f);
	}
	if (ink && f->it.facts_len)
		ink_close(ink, "L");
	return y - fact_gap(f);
}

static double check_height(const struct certificate_front *f)
{
	return 2 * CHECK_PADDING + CHECK_WIDTH - 2 * CHECK_PADDING + 4 + height_of(f->check) +
	       height_of(f->code) + height_of(f->where);
}

static void put_where(struct ink *ink, const struct certificate_front *f, double x, double *io_y)
{
	if (!f->where)
		return;
	ink_open(ink, "P");
	ink_open_link(ink, f->it.link);
	text_draw(ink, f->where, 0, f->where->count, x, *io_y, COLOUR_PRIMARY);
	ink_close_link(ink);
	ink_close(ink, "P");
}

static double put_check(struct ink *ink, const struct certificate_front *f, double top)
{
	double left = PAGE_LEFT + PAGE_TEXT - CHECK_WIDTH, x = left + CHECK_PADDING;
	double y = top + CHECK_PADDING, side = CHECK_WIDTH - 2 * CHECK_PADDING;
	struct box all = {left, top, CHECK_WIDTH, check_height(f)};
	if (!ink)
		return top + all.height;
	ink_box(ink, all, 10, COLOUR_SUNKEN);
	ink_frame(ink, all, 10, 0.8, COLOUR_LINE);
	ink_open_figure(ink, f->it.alternative);
	ink_qr(ink, &f->qr, (struct box){x, y, side, side});
	ink_close_figure(ink);
	y += side + 4;
	put(ink, "P", f->check, x, &y, COLOUR_QUIET);
	put(ink, "P", f->code, x, &y, COLOUR_TEXT);
	put_where(ink, f, x, &y);
	return top + all.height;
}

/* --- logos --- */

#define LOGOS_BESIDE 4
#define LOGO_AREA 3200.0 /* what all of them take up, so that none is louder than another, within */
#define LOGO_HEIGHT 48.0
#define LOGO_HEIGHT_TIGHT 32.0 /* of all in one row */
#define LOGO_WIDTH 170.0
#define LOGO_SHARE 1.5 /* of its part of the row, at most */
#define LOGO_PIXEL 2.0 /* as which none of a small one is larger */
#define LOGO_GAP 24.0
#define LOGO_ROW_GAP 14.0

static size_t logo_rows(const struct certificate_front *f)
{
	return f->is_tight ? 1 : (f->it.logos_len + LOGOS_BESIDE - 1) / LOGOS_BESIDE;
}

static double logo_height(const struct certificate_front *f)
{
	return f->is_tight ? LOGO_HEIGHT_TIGHT : LOGO_HEIGHT;
}

static double logo_width(const struct certificate_front *f)
{
	double beside = ceil((double)f->it.logos_len / (double)logo_rows(f));
	return fmin(LOGO_WIDTH, LOGO_SHARE * PAGE_TEXT / beside);
}

static struct box logo_box(const struct certificate_front *f, size_t i)
{
	double width = f->logos[i]->width, height = f->logos[i]->height;
	double scale = fmin(sqrt(LOGO_AREA / (width * height)), LOGO_PIXEL);
	scale = fmin(scale, fmin(logo_height(f) / height, logo_width(f) / width));
	return (struct box){.width = width * scale, .height = height * scale};
}

static double logos_height(const struct certificate_front *f)
{
	return (double)logo_rows(f) * (logo_height(f) + LOGO_ROW_GAP) - LOGO_ROW_GAP;
}

static void draw_logo_row(
	struct ink *ink, const struct certificate_front *f, size_t from, size_t beyond, double y)
{
	double gaps = LOGO_GAP * (double)(beyond - from - 1), all = 0;
	for (size_t i = from; i < beyond; i++)
		all += logo_box(f, i).width;
	double scale = fmin(1, (PAGE_TEXT - gaps) / all);
	double slack = PAGE_TEXT - gaps - all * scale;
	double x = PAGE_LEFT + (is_centred(f->it.layout) ? slack / 2 : 0);
	for (size_t i = from; i < beyond; i++) {
		struct box box = logo_box(f, i);
		box.width *= scale;
		box.height *= scale;
		box.x = x;
		box.y = y + (logo_height(f) - box.height) / 2;
		ink_open_figure(ink, f->logo_names[i]);
		ink_picture(ink, f->logos[i], box, 0);
		ink_close_figure(ink);
		x += box.width + LOGO_GAP;
	}
}

/* In rows of like many. */
static void draw_logos(struct ink *ink, const struct certificate_front *f, double y)
{
	size_t rows = logo_rows(f), count = f->it.logos_len;
	for (size_t i = 0; i < rows; i++, y += logo_height(f) + LOGO_ROW_GAP)
		draw_logo_row(ink, f, i * count / rows, (i + 1) * count / rows, y);
}

/* --- the first part --- */

/* Beside the box to check by as far as it reaches, then over the whole width. */
static void set_facts(struct document *d, struct press *press, struct certificate_front *f)
{
	enum style style = f->is_tight ? STYLE_TIGHT : STYLE_BODY;
	double y = 0;
	for (size_t i = 0; i < f->it.facts_len; i++) {
		double beside = y < check_height(f) ? CHECK_WITH_GAP : 0;
		f->labels[i] = set(d, press, STYLE_SMALL_STRONG, TEXT_START, f->facts[i].label,
			LABEL_WIDTH - 8);
		f->values[i] = text_set_items(
			press, d->work, style, f->facts[i].text, PAGE_TEXT - LABEL_WIDTH - beside);
		y += fmax(label_drop(f, i) + height_of(f->labels[i]), f->values[i]->height) +
		     fact_gap(f);
	}
}

static void set_front(struct document *d, struct press *press, struct certificate_front *f)
{
	static const struct sizes name = {{STYLE_TITLE, STYLE_CHAPTER, STYLE_HEADING}, 2};
	static const struct sizes title = {{STYLE_CHAPTER, STYLE_HEADING, STYLE_QUESTION}, 3};
	bool centred = is_centred(f->it.layout);
	enum text_align align = centred ? TEXT_CENTRE : TEXT_START;
	double side = CHECK_WIDTH - 2 * CHECK_PADDING;
	f->kind = set(d, press, STYLE_TITLE, align, f->it.kind, PAGE_TEXT);
	f->type = set(d, press, STYLE_STRONG, align, f->it.type, PAGE_TEXT);
	f->that = set(d, press, STYLE_BODY, align, f->it.that, PAGE_TEXT);
	f->name = set_even(d, press, &name, f->is_tight, align, f->it.name);
	f->confirms = set(d, press, STYLE_LEAD, align, f->it.confirms, PAGE_TEXT);
	f->title = set_even(d, press, &title, f->is_tight, align, f->it.title);
	f->check = set(d, press, STYLE_SMALL, TEXT_CENTRE, f->it.check, side);
	f->code = set(d, press, STYLE_QUESTION, TEXT_CENTRE, f->it.code, side);
	f->where = set(d, press, STYLE_SMALL, TEXT_CENTRE, f->it.where, side);
	set_facts(d, press, f);
}

#define GAP 26.0 /* between pieces, at least */
#define GAP_TIGHT 15.0

/* ink: NULL to measure. */
static double put_front(struct ink *ink, const struct certificate_front *f)
{
	double y = is_centred(f->it.layout) ? put_framed_head(ink, f) : put_band(ink, f);
	double gap = f->is_tight ? GAP_TIGHT : GAP;
	y = put_sentence(ink, f, y + f->slack * 0.25);
	y += gap + f->slack * 0.4;
	double facts_end = put_facts(ink, f, y);
	y = fmax(facts_end, put_check(ink, f, y));
	if (!f->it.logos_len)
		return y + f->slack * 0.35;
	y += gap + f->slack * 0.35;
	if (ink)
		draw_logos(ink, f, y);
	return y + logos_height(f);
}

void certificate_front_measure(struct document *d, struct press *press, struct block *b)
{
	set_front(d, press, b->front);
	b->front->slack = 0;
	b->height = put_front(NULL, b->front);
}

void certificate_front_draw(struct document *d, struct ink *ink, const struct block *b, double top)
{
	(void)d;
	(void)top;
	put_front(ink, b->front);
}

/* --- who signs --- */

#define SIGNERS_BESIDE 2
#define SIGNER_GAP 28.0
#define SIGNER_WIDTH ((PAGE_TEXT - SIGNER_GAP) / SIGNERS_BESIDE)
#define SIGNER_ROOM 40.0 /* for a hand */
#define SEAL_PADDING 11.0
#define SEAL_TICK 22.0

static double signer_height(const struct certificate_signing *s, size_t i)
{
	double words = height_of(s->names[i]) + height_of(s->functions[i]) + height_of(s->dates[i]);
	return words + (s->at[i].sealed.len ? 2 * SEAL_PADDING : SIGNER_ROOM + 5);
}

static double row_height(const struct certificate_signing *s, size_t from)
{
	double height = 0;
	for (size_t i = from; i < s->len && i < from + SIGNERS_BESIDE; i++)
		height = fmax(height, signer_height(s, i));
	return height;
}

static bool is_lone(const struct certificate_signing *s)
{
	return s->len == 1 && s->centred;
}

void certificate_signing_measure(struct document *d, struct press *press, struct block *b)
{
	struct certificate_signing *s = b->signing;
	for (size_t i = 0; i < s->len; i++) {
		bool sealed = s->at[i].sealed.len;
		enum text_align align = is_lone(s) && !sealed ? TEXT_CENTRE : TEXT_START;
		double width = SIGNER_WIDTH - (sealed ? 2 * SEAL_PADDING + SEAL_TICK : 0);
		s->names[i] = set(d, press, STYLE_STRONG, align,
			sealed ? s->at[i].sealed : s->at[i].name, width);
		s->functions[i] = set(d, press, STYLE_SMALL, align, s->at[i].function, width);
		s->dates[i] = set(d, press, STYLE_SMALL, align, s->at[i].date, width);
	}
	for (size_t i = 0; i < s->len; i += SIGNERS_BESIDE)
		b->height += (i ? 16 : 0) + row_height(s, i);
}

static void draw_signer(
	struct ink *ink, const struct certificate_signing *s, size_t i, double x, double top)
{
	bool sealed = s->at[i].sealed.len;
	double y = top + (sealed ? SEAL_PADDING : SIGNER_ROOM + 5);
	struct box seal = {x, top, SIGNER_WIDTH, signer_height(s, i)};
	if (sealed) {
		ink_box(ink, seal, 8, COLOUR_SUNKEN);
		ink_frame(ink, seal, 8, 0.8, COLOUR_GOLD);
		ink_tick(ink, (struct box){x + SEAL_PADDING, y + 2, 11, 11}, COLOUR_PRIMARY);
		x += SEAL_PADDING + SEAL_TICK;
	}
	if (!sealed)
		ink_box(ink, (struct box){x, top + SIGNER_ROOM, SIGNER_WIDTH, 0.8}, 0,
			COLOUR_QUIET);
	put(ink, "P", s->names[i], x, &y, COLOUR_TEXT);
	put(ink, "P", s->functions[i], x, &y, COLOUR_QUIET);
	put(ink, "P", s->dates[i], x, &y, COLOUR_QUIET);
}

void certificate_signing_draw(
	struct document *d, struct ink *ink, const struct block *b, double top)
{
	const struct certificate_signing *s = b->signing;
	double lone = is_lone(s) ? (SIGNER_WIDTH + SIGNER_GAP) / 2 : 0;
	(void)d;
	for (size_t i = 0; i < s->len; i++) {
		double x = PAGE_LEFT + lone + (i % SIGNERS_BESIDE ? SIGNER_WIDTH + SIGNER_GAP : 0);
		double above =
			row_height(s, i / SIGNERS_BESIDE * SIGNERS_BESIDE) - signer_height(s, i);
		draw_signer(ink, s, i, x, top + above);
		if (i % SIGNERS_BESIDE)
			top += 16 + row_height(s, i - 1);
	}
}

/* --- where another part begins --- */

enum { OPENING_NUMBER, OPENING_TITLE, OPENING_INTRO };

void certificate_opening_measure(struct document *d, struct press *press, struct block *b)
{
	const struct certificate_opening *o = b->opening;
	b->texts[OPENING_NUMBER] =
		set(d, press, STYLE_SMALL_STRONG, TEXT_START, o->number, PAGE_TEXT);
	b->texts[OPENING_TITLE] = set(d, press, STYLE_CHAPTER, TEXT_START, o->title, PAGE_TEXT);
	b->texts[OPENING_INTRO] = set(d, press, STYLE_BODY, TEXT_START, o->intro, PAGE_TEXT);
	b->height = height_of(b->texts[OPENING_NUMBER]) + height_of(b->texts[OPENING_TITLE]) + 7 +
		    (o->intro.len ? 8 + height_of(b->texts[OPENING_INTRO]) : 0);
}

void certificate_opening_draw(
	struct document *d, struct ink *ink, const struct block *b, double top)
{
	double y = top;
	(void)d;
	put(ink, "P", b->texts[OPENING_NUMBER], PAGE_LEFT, &y, GOLD_TEXT);
	put(ink, "H2", b->texts[OPENING_TITLE], PAGE_LEFT, &y, COLOUR_PRIMARY);
	ink_box(ink, (struct box){PAGE_LEFT, y + 4, PAGE_TEXT, 1.6}, 0, COLOUR_GOLD);
	y += 7 + 8;
	put(ink, "P", b->texts[OPENING_INTRO], PAGE_LEFT, &y, COLOUR_QUIET);
}

/* --- the frame --- */

#define FRAME_EDGE 34.0
#define FRAME_BOTTOM 792.0

void certificate_frame(struct document *d, struct ink *ink, int page)
{
	struct box outer = {
		FRAME_EDGE, FRAME_EDGE, PAPER_WIDTH - 2 * FRAME_EDGE, FRAME_BOTTOM - FRAME_EDGE};
	struct box inner = {outer.x + 4, outer.y + 4, outer.width - 8, outer.height - 8};
	(void)d;
	ink_frame(ink, outer, 0, page == 1 ? 1.6 : 0.8, COLOUR_PRIMARY);
	if (page == 1)
		ink_frame(ink, inner, 0, 0.6, COLOUR_GOLD);
}
