#include "paper/document_block.h"
#include "paper/paper.h"
#include "paper/press.h"

#define FOOT (PAPER_HEIGHT - 44)
#define PAGE_NUMBER_WIDTH 130.0

struct print {
	struct document *d;
	struct ink ink;
	int page;
};

/* --- the foot of a page --- */

static struct str page_number(struct arena *a, struct str pattern, int page, int pages)
{
	struct buf out;
	buf_init(&out, a, 64, 1 << 10);
	while (pattern.len) {
		buf_put(&out, str_cut(&pattern, '{'));
		if (str_starts(pattern, STR("n}")))
			buf_int(&out, page);
		if (str_starts(pattern, STR("total}")))
			buf_int(&out, pages);
		if (pattern.len)
			str_cut(&pattern, '}');
	}
	return buf_str(&out);
}

static void foot_text(
	struct print *p, enum text_align align, struct str words, double x, double width)
{
	struct text *t = text_set(p->ink.press, p->ink.arena, STYLE_SMALL, align, words, width);
	text_draw(&p->ink, t, 0, 1, x, FOOT + 8, COLOUR_QUIET);
}

static void draw_foot(struct print *p)
{
	const struct document_about *about = &p->d->about;
	struct box line = {PAGE_LEFT, FOOT, PAGE_TEXT, 0.6};
	if (!p->d->dress)
		ink_box(&p->ink, line, 0, COLOUR_LINE);
	foot_text(p, TEXT_START, about->footer, PAGE_LEFT, PAGE_TEXT - PAGE_NUMBER_WIDTH);
	struct str number = page_number(p->ink.arena, about->page_of, p->page, p->d->pages);
	foot_text(
		p, TEXT_END, number, PAGE_LEFT + PAGE_TEXT - PAGE_NUMBER_WIDTH, PAGE_NUMBER_WIDTH);
}

static void dress(struct print *p)
{
	if (p->d->dress)
		p->d->dress(p->d, &p->ink, p->page);
}

/* Draws on until that page is under the pen. */
static void go_to(struct print *p, int page)
{
	while (p->page < page) {
		draw_foot(p);
		ink_next_page(&p->ink);
		p->page++;
		dress(p);
	}
}

/* --- blocks --- */

static void draw_text(struct print *p, const struct block *b)
{
	if (b->opens_list)
		ink_open(&p->ink, "L");
	if (b->mark)
		ink_open(&p->ink, "LI");
	for (size_t i = 0; i < b->part_count; i++) {
		go_to(p, b->parts[i].page);
		block_draw_text(&p->ink, b, i);
	}
	if (b->mark)
		ink_close(&p->ink, "LI");
	if (b->closes_list)
		ink_close(&p->ink, "L");
}

static void draw(struct print *p)
{
	dress(p);
	vec_each (struct block, b, &p->d->blocks) {
		go_to(p, b->parts[0].page);
		if (b->kind == BLOCK_TEXT)
			draw_text(p, b);
		else
			block_works[b->kind].draw(p->d, &p->ink, b, b->parts[0].y);
	}
	go_to(p, p->d->pages);
	draw_foot(p);
}

static void add_bookmarks(struct print *p)
{
	int chapter = 0;
	vec_each (struct block, b, &p->d->blocks) {
		const struct part *at = &b->parts[0];
		if (b->kind == BLOCK_CHAPTER)
			chapter = ink_bookmark(&p->ink, 0, b->words, at->page, at->y);
		else if (b->has_bookmark)
			ink_bookmark(&p->ink, chapter, b->words, at->page, at->y);
	}
}

static void measure(struct document *d, struct press *press)
{
	vec_each (struct block, b, &d->blocks)
		block_works[b->kind].measure(d, press, b);
}

/* Layouts know their press: they end before it is given back. */
static err_t print(
	struct document *d, struct press *press, struct arena *inside, struct str *ret_pdf)
{
	struct print p = {.d = d, .page = 1};
	press_speak(inside, press, d->about.language, d->about.right_to_left);
	d->work = inside;
	d->press = press;
	measure(d, press);
	if (d->place)
		TRY(d->place(d));
	else
		flow_place(d);
	ink_begin(&p.ink, inside, press, &d->about);
	add_bookmarks(&p);
	draw(&p);
	return ink_end(&p.ink, ret_pdf);
}

err_t document_print(struct document *d, struct paper *paper, struct str *ret_pdf)
{
	struct str pdf;
	if (d->fault) {
		err_t e = d->fault;
		d->fault = NULL;
		return e;
	}
	struct press *press = press_take(paper);
	struct arena *inside = arena_child(d->arena);
	err_t e = print(d, press, inside, &pdf);
	if (!e)
		*ret_pdf = str_dup(d->arena, pdf);
	arena_free(inside);
	press_give(paper, press);
	return e;
}
