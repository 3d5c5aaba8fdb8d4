#include "paper/document_block.h"
#include "paper/press.h"

#define LINES_TOGETHER 2 /* at the foot and at the head of a page */
#define GAP_MOST 220.0   /* what a heading may leave empty */

struct flow {
	struct document *d;
	int page;
	double y;
	bool at_top;
};

/* --- placing --- */

/* Lines that must stand on the page where the text begins. */
static size_t lines_first(const struct text *text)
{
	return text->count < 2 * LINES_TOGETHER ? text->count : LINES_TOGETHER;
}

/* Is all of it on the page where what follows begins? */
static bool stays_whole(const struct block *b)
{
	return b->keeps || (b->carries && b->text->count < 2 * LINES_TOGETHER);
}

/* Room that a block needs to begin on a page, with what it stays with. */
static double least(const struct document *d, size_t at)
{
	const struct block *b = &d->blocks.at[at];
	double height =
		b->kind == BLOCK_TEXT ? text_span(b->text, 0, lines_first(b->text)) : b->height;
	if (stays_whole(b) && at + 1 < d->blocks.len && height < GAP_MOST) {
		if (b->kind == BLOCK_TEXT)
			height = b->height;
		height += d->blocks.at[at + 1].before + least(d, at + 1);
	}
	return height;
}

static void turn(struct flow *f)
{
	f->page++;
	f->y = PAGE_TOP;
	f->at_top = true;
}

static void put(struct flow *f, struct block *b, size_t from, size_t count, double height)
{
	VEC(struct part) parts = {(struct part *)(uintptr_t)b->parts, b->part_count, b->part_count};
	vec_push(f->d->work, &parts, (struct part){f->page, f->y, from, count});
	b->parts = parts.at;
	b->part_count = parts.len;
	f->y += height;
	f->at_top = false;
}

/* How many lines from there on fit on this page and leave no lone ones for the next. */
static size_t lines_that_fit(const struct flow *f, const struct text *text, size_t from)
{
	size_t left = text->count - from, n = 0;
	while (n < left && f->y + text_span(text, from, n + 1) <= PAGE_BOTTOM)
		n++;
	if (n < left && left - n < LINES_TOGETHER)
		n = left > LINES_TOGETHER ? left - LINES_TOGETHER : 0;
	return n < left && n < LINES_TOGETHER && !f->at_top ? 0 : n;
}

/* The last lines go along with what follows when that has no room below them. */
static size_t lines_carried(const struct flow *f, const struct block *b, size_t from)
{
	const struct block *next = b + 1;
	size_t left = b->text->count - from;
	if (!b->carries || left < 2 * LINES_TOGETHER)
		return 0;
	double end = f->y + text_span(b->text, from, left) + next->before + next->height;
	return end > PAGE_BOTTOM ? LINES_TOGETHER : 0;
}

static void place_text(struct flow *f, struct block *b)
{
	for (size_t from = 0; from < b->text->count;) {
		size_t n = lines_that_fit(f, b->text, from);
		if (from + n == b->text->count)
			n -= lines_carried(f, b, from);
		if (n)
			put(f, b, from, n, text_span(b->text, from, n));
		from += n;
		if (from < b->text->count)
			turn(f);
	}
}

static void place(struct flow *f, size_t at)
{
	struct block *b = &f->d->blocks.at[at];
	b->part_count = 0;
	if (b->kind == BLOCK_COVER || b->kind == BLOCK_FRONT) {
		f->y = 0;
		put(f, b, 0, 0, b->height);
		return;
	}
	double before = f->at_top ? 0 : b->before;
	if (!f->at_top && (b->turns || f->y + before + least(f->d, at) > PAGE_BOTTOM)) {
		turn(f);
		before = 0;
	}
	f->y += before;
	if (b->kind == BLOCK_TEXT)
		place_text(f, b);
	else
		put(f, b, 0, 0, b->height);
}

void flow_place(struct document *d)
{
	struct flow f = {.d = d, .page = 1, .y = PAGE_TOP, .at_top = true};
	for (size_t i = 0; i < d->blocks.len; i++)
		place(&f, i);
	d->pages = f.page;
}
