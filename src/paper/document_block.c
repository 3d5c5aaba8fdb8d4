#include "paper/document_block.h"

#include "paper/certificate_block.h"

#include <math.h>

/* --- a text --- */

void block_draw_text(struct ink *ink, const struct block *b, size_t at)
{
	const struct part *part = &b->parts[at];
	if (at == 0 && b->mark == ITEM_DOT)
		ink_disc(ink, PAGE_LEFT + 6, part->y + 7.5, 1.8, b->hue.strong);
	if (at == 0 && b->mark == ITEM_TICK)
		ink_tick(ink, (struct box){PAGE_LEFT + 1, part->y + 3, 9, 9}, b->hue.strong);
	ink_open(ink, b->tag);
	text_draw(ink, b->text, part->from, part->count, PAGE_LEFT + b->indent, part->y, b->colour);
	ink_close(ink, b->tag);
}

/* A paragraph alone stands where its own script begins. */
static bool is_answer(const struct block *b)
{
	return b->style == STYLE_BODY && !b->mark;
}

static void text_measure(struct document *d, struct press *press, struct block *b)
{
	enum text_align align = is_answer(b) ? TEXT_AUTO : TEXT_START;
	b->text = text_set(press, d->work, b->style, align, b->words, PAGE_TEXT - b->indent);
	b->height = b->text->height;
}

/* --- texts inside the other blocks --- */

static struct text *set(
	struct document *d, struct press *press, enum style style, struct str words, double width)
{
	return words.len ? text_set(press, d->work, style, TEXT_START, words, width) : NULL;
}

static double height_of(const struct text *text)
{
	return text ? text->height : 0;
}

/* Draws all of it, when there is any, and moves y below it. */
static void draw_under(struct ink *ink, const char *tag, const struct text *text, double x,
	double *io_y, uint32_t colour)
{
	if (!text)
		return;
	ink_open(ink, tag);
	text_draw(ink, text, 0, text->count, x, *io_y, colour);
	ink_close(ink, tag);
	*io_y += text->height;
}

/* A number in the middle of a disc. */
static void draw_number(
	struct ink *ink, enum style style, int64_t n, double x, double y, uint32_t colour)
{
	struct text *t = text_set(ink->press, ink->arena, style, TEXT_CENTRE,
		str_fmt(ink->arena, "%lld", (long long)n), 40);
	text_draw(ink, t, 0, 1, x - 20, y - t->height / 2, colour);
}

/* --- cover --- */

#define COVER_TOP 54.0
#define COVER_FOOT 38.0
#define COVER_LEAST 176.0
#define PILL 22.0
#define PORTRAIT_WIDTH 104.0
#define PORTRAIT_HEIGHT 132.0
#define SPINE 20.0

enum { COVER_KIND, COVER_TITLE, COVER_SUBTITLE, COVER_NOTE };

static void cover_measure(struct document *d, struct press *press, struct block *b)
{
	const struct document_cover *c = b->cover;
	double width = PAGE_TEXT - (b->picture ? PORTRAIT_WIDTH + 28 : 0);
	b->texts[COVER_KIND] = set(d, press, STYLE_STRONG, c->kind, width);
	b->texts[COVER_TITLE] = set(d, press, STYLE_TITLE, c->title, width);
	b->texts[COVER_SUBTITLE] = set(d, press, STYLE_LEAD, c->subtitle, width);
	b->texts[COVER_NOTE] = set(d, press, STYLE_SMALL_STRONG, c->note, width);
	b->height = COVER_TOP + COVER_FOOT + height_of(b->texts[COVER_KIND]) + 4 +
		    height_of(b->texts[COVER_TITLE]) + 4 + height_of(b->texts[COVER_SUBTITLE]) +
		    16 + PILL;
	b->height = fmax(b->height, b->picture ? PORTRAIT_HEIGHT + 88 : COVER_LEAST);
}

static void draw_cloth(struct ink *ink, double height)
{
	ink_box(ink, (struct box){0, 0, PAPER_WIDTH, height}, 0, COLOUR_COVER);
	for (int i = 0; i < 4; i++) {
		double r = 60 + 38 * i;
		struct box ring = {PAPER_WIDTH - 96 - r, height - 20 - r, 2 * r, 2 * r};
		ink_frame_within(ink, (struct box){0, 0, PAPER_WIDTH, height}, ring, r, 1.2,
			COLOUR_COVER_LINE);
	}
	ink_box(ink, (struct box){0, 0, SPINE, height}, 0, COLOUR_COVER_DEEP);
	ink_box(ink, (struct box){0, height, PAPER_WIDTH, 3}, 0, COLOUR_GOLD);
}

static void draw_portrait(struct ink *ink, const struct block *b)
{
	struct box box = {PAPER_WIDTH - PAGE_LEFT - PORTRAIT_WIDTH,
		(b->height - PORTRAIT_HEIGHT) / 2, PORTRAIT_WIDTH, PORTRAIT_HEIGHT};
	ink_open_figure(ink, b->cover->alternative);
	ink_portrait(ink, b->picture, box, 8);
	ink_close_figure(ink);
	ink_frame(ink, box, 8, 2.5, COLOUR_ON_COVER);
}

static void draw_pill(struct ink *ink, const struct text *note, double y)
{
	if (!note)
		return;
	struct box pill = {PAGE_LEFT, y, note->longest + 22, PILL};
	double inside = y + (PILL - note->height) / 2;
	ink_box(ink, pill, PILL / 2, COLOUR_GOLD);
	draw_under(ink, "P", note, PAGE_LEFT + 11, &inside, COLOUR_COVER_DEEP);
}

static void cover_draw(struct document *d, struct ink *ink, const struct block *b, double top)
{
	(void)d;
	double y = top + COVER_TOP;
	draw_cloth(ink, b->height);
	draw_under(ink, "P", b->texts[COVER_KIND], PAGE_LEFT, &y, COLOUR_GOLD);
	y += 4;
	draw_under(ink, "H1", b->texts[COVER_TITLE], PAGE_LEFT, &y, COLOUR_ON_COVER);
	y += 4;
	draw_under(ink, "P", b->texts[COVER_SUBTITLE], PAGE_LEFT, &y, COLOUR_ON_COVER);
	draw_pill(ink, b->texts[COVER_NOTE], y + 16);
	if (b->picture)
		draw_portrait(ink, b);
}

/* --- code --- */

#define CODE_SIDE 104.0
#define CODE_PADDING 14.0

enum { CODE_HEAD, CODE_WORDS, CODE_LINK };

static void code_measure(struct document *d, struct press *press, struct block *b)
{
	const struct document_code *c = b->code;
	double width = PAGE_TEXT - CODE_SIDE - 3 * CODE_PADDING;
	b->texts[CODE_HEAD] = set(d, press, STYLE_STRONG, c->head, width);
	b->texts[CODE_WORDS] = set(d, press, STYLE_BODY, c->words, width);
	b->texts[CODE_LINK] = set(d, press, STYLE_STRONG, c->shown, width);
	double text = height_of(b->texts[CODE_HEAD]) + height_of(b->texts[CODE_WORDS]) + 6 +
		      height_of(b->texts[CODE_LINK]);
	b->height = fmax(CODE_SIDE, text) + 2 * CODE_PADDING;
}

static void code_draw(struct document *d, struct ink *ink, const struct block *b, double top)
{
	(void)d;
	double x = PAGE_LEFT + CODE_PADDING, y = top + CODE_PADDING;
	struct box side = {PAGE_LEFT + PAGE_TEXT - CODE_SIDE - CODE_PADDING,
		top + (b->height - CODE_SIDE) / 2, CODE_SIDE, CODE_SIDE};
	struct box all = {PAGE_LEFT, top, PAGE_TEXT, b->height};
	ink_box(ink, all, 10, COLOUR_SUNKEN);
	ink_frame(ink, all, 10, 0.8, COLOUR_LINE);
	draw_under(ink, "P", b->texts[CODE_HEAD], x, &y, COLOUR_TEXT);
	draw_under(ink, "P", b->texts[CODE_WORDS], x, &y, COLOUR_TEXT);
	y += 6;
	if (b->code->link.len && b->texts[CODE_LINK]) {
		ink_open(ink, "P");
		ink_open_link(ink, b->code->link);
		text_draw(ink, b->texts[CODE_LINK], 0, b->texts[CODE_LINK]->count, x, y,
			COLOUR_PRIMARY);
		ink_close_link(ink);
		ink_close(ink, "P");
	}
	ink_open_figure(ink, b->code->alternative);
	ink_qr(ink, &b->qr, side);
	ink_close_figure(ink);
}

/* --- contents --- */

#define CONTENTS_ROW 23.0
#define CONTENTS_PAGE 60.0

static void contents_measure(struct document *d, struct press *press, struct block *b)
{
	b->texts[0] = set(d, press, STYLE_HEADING, b->words, PAGE_TEXT);
	b->height = height_of(b->texts[0]) + 6 + CONTENTS_ROW * d->chapters;
}

static void draw_row(struct ink *ink, const struct block *chapter, double y)
{
	const struct part *at = &chapter->parts[0];
	struct str page = str_fmt(ink->arena, "%d", at->page);
	double x = PAGE_LEFT + 26;
	struct text *title = text_set(ink->press, ink->arena, STYLE_LEAD, TEXT_START,
		chapter->words, PAGE_TEXT - CONTENTS_PAGE - 26);
	struct text *number =
		text_set(ink->press, ink->arena, STYLE_BODY, TEXT_END, page, CONTENTS_PAGE);
	ink_disc(ink, PAGE_LEFT + 9, y + title->height / 2, 9, chapter->hue.strong);
	draw_number(ink, STYLE_SMALL_STRONG, chapter->number, PAGE_LEFT + 9, y + title->height / 2,
		COLOUR_PAGE);
	ink_open(ink, "TOCI");
	ink_open_link_within(ink, at->page, at->y);
	text_draw(ink, title, 0, 1, x, y, COLOUR_TEXT);
	text_draw(ink, number, 0, 1, PAGE_LEFT + PAGE_TEXT - CONTENTS_PAGE, y + 1, COLOUR_QUIET);
	ink_close_link(ink);
	ink_close(ink, "TOCI");
}

static void contents_draw(struct document *d, struct ink *ink, const struct block *b, double y)
{
	draw_under(ink, "H2", b->texts[0], PAGE_LEFT, &y, COLOUR_PRIMARY);
	y += 6;
	ink_open(ink, "TOC");
	vec_each (struct block, chapter, &d->blocks) {
		if (chapter->kind != BLOCK_CHAPTER)
			continue;
		draw_row(ink, chapter, y);
		y += CONTENTS_ROW;
	}
	ink_close(ink, "TOC");
}

/* --- chapter --- */

#define CHAPTER_PADDING 15.0
#define CHAPTER_INDENT 58.0
#define CHAPTER_DISC 16.0

enum { CHAPTER_TITLE, CHAPTER_INTRO };

static void chapter_measure(struct document *d, struct press *press, struct block *b)
{
	double width = PAGE_TEXT - CHAPTER_INDENT - CHAPTER_PADDING;
	b->texts[CHAPTER_TITLE] = set(d, press, STYLE_CHAPTER, b->cover->title, width);
	b->texts[CHAPTER_INTRO] = set(d, press, STYLE_BODY, b->cover->subtitle, width);
	b->height = 2 * CHAPTER_PADDING + height_of(b->texts[CHAPTER_TITLE]) +
		    height_of(b->texts[CHAPTER_INTRO]);
}

static void chapter_draw(struct document *d, struct ink *ink, const struct block *b, double top)
{
	(void)d;
	double x = PAGE_LEFT + CHAPTER_INDENT, y = top + CHAPTER_PADDING;
	double middle = y + (b->texts[CHAPTER_TITLE] ? b->texts[CHAPTER_TITLE]->lines[0].bottom / 2
						     : CHAPTER_DISC);
	ink_box(ink, (struct box){PAGE_LEFT, top, PAGE_TEXT, b->height}, 12, b->hue.tint);
	ink_disc(ink, PAGE_LEFT + 30, middle, CHAPTER_DISC, b->hue.strong);
	draw_number(ink, STYLE_HEADING, b->number, PAGE_LEFT + 30, middle, COLOUR_PAGE);
	draw_under(ink, "H2", b->texts[CHAPTER_TITLE], x, &y, b->hue.strong);
	draw_under(ink, "P", b->texts[CHAPTER_INTRO], x, &y, COLOUR_TEXT);
}

/* --- scale --- */

#define STEP 25.0
#define STEP_DISC 9.5

enum { SCALE_LOW, SCALE_HIGH };

static double steps_width(const struct block *b)
{
	return STEP * b->scale->steps;
}

static void scale_measure(struct document *d, struct press *press, struct block *b)
{
	double width = (PAGE_TEXT - steps_width(b)) / 2 - 12;
	b->texts[SCALE_LOW] = set(d, press, STYLE_BODY, b->scale->low, width);
	b->texts[SCALE_HIGH] = set(d, press, STYLE_BODY, b->scale->high, width);
	b->height = fmax(2 * STEP_DISC + 4,
		fmax(height_of(b->texts[SCALE_LOW]), height_of(b->texts[SCALE_HIGH])));
}

static void draw_step(struct ink *ink, const struct block *b, int step, double x, double y)
{
	bool chosen = step == b->scale->step;
	struct box ring = {x - STEP_DISC, y - STEP_DISC, 2 * STEP_DISC, 2 * STEP_DISC};
	ink_disc(ink, x, y, STEP_DISC, chosen ? b->hue.strong : COLOUR_PAGE);
	ink_frame(ink, ring, STEP_DISC, 1, b->hue.strong);
	draw_number(ink, chosen ? STYLE_SMALL_STRONG : STYLE_SMALL, step, x, y,
		chosen ? COLOUR_PAGE : COLOUR_QUIET);
}

static void draw_end(struct ink *ink, const struct text *text, double x, double middle)
{
	if (text)
		text_draw(ink, text, 0, text->count, x, middle - text->height / 2, COLOUR_TEXT);
}

static void scale_draw(struct document *d, struct ink *ink, const struct block *b, double top)
{
	(void)d;
	const struct text *low = b->texts[SCALE_LOW];
	double middle = top + b->height / 2, x = PAGE_LEFT + (low ? low->longest + 10 : 0);
	ink_open_figure(ink, b->scale->words);
	draw_end(ink, low, PAGE_LEFT, middle);
	for (int step = 1; step <= b->scale->steps; step++)
		draw_step(ink, b, step, x + STEP * (step - 0.5), middle);
	draw_end(ink, b->texts[SCALE_HIGH], x + steps_width(b) + 10, middle);
	ink_close_figure(ink);
}

/* --- picture --- */

#define PICTURE_WIDTH 320.0
#define PICTURE_HEIGHT 230.0
#define PICTURE_SCALE 0.75 /* points a pixel at most */

static struct box picture_box(const struct block *b)
{
	double scale = fmin(fmin(PICTURE_WIDTH / b->picture->width, PICTURE_SCALE),
		PICTURE_HEIGHT / b->picture->height);
	return (struct box){
		.x = PAGE_LEFT,
		.width = b->picture->width * scale,
		.height = b->picture->height * scale,
	};
}

static void picture_measure(struct document *d, struct press *press, struct block *b)
{
	b->texts[0] = set(d, press, STYLE_SMALL, b->words, PAGE_TEXT);
	b->height = picture_box(b).height + (b->words.len ? 4 + b->texts[0]->height : 0);
}

static void picture_draw(struct document *d, struct ink *ink, const struct block *b, double top)
{
	(void)d;
	struct box box = picture_box(b);
	box.y = top;
	ink_open_figure(ink, b->words);
	ink_picture(ink, b->picture, box, 6);
	ink_close_figure(ink);
	if (b->texts[0])
		text_draw(ink, b->texts[0], 0, b->texts[0]->count, PAGE_LEFT, top + box.height + 4,
			COLOUR_QUIET);
}

const struct block_work block_works[BLOCKS] = {
	[BLOCK_TEXT] = {text_measure, NULL},
	[BLOCK_COVER] = {cover_measure, cover_draw},
	[BLOCK_CODE] = {code_measure, code_draw},
	[BLOCK_CONTENTS] = {contents_measure, contents_draw},
	[BLOCK_CHAPTER] = {chapter_measure, chapter_draw},
	[BLOCK_SCALE] = {scale_measure, scale_draw},
	[BLOCK_PICTURE] = {picture_measure, picture_draw},
	[BLOCK_FRONT] = {certificate_front_measure, certificate_front_draw},
	[BLOCK_SIGNING] = {certificate_signing_measure, certificate_signing_draw},
	[BLOCK_OPENING] = {certificate_opening_measure, certificate_opening_draw},
};
