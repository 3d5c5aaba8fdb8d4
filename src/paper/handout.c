#include "paper/handout.h"

#include "paper/clean.h"
#include "paper/ink.h"
#include "paper/paper.h"
#include "paper/text.h"

#include <math.h>

struct sheet {
	struct arena *arena;
	struct ink ink;
	err_t fault; /* the first */
};

typedef void draw_sheet(struct sheet *s, const void *what, size_t count);

static void fail(struct sheet *s, err_t e)
{
	if (s->fault)
		err_free(e);
	else
		s->fault = e;
}

static struct str clean(struct sheet *s, struct str words)
{
	struct str clean = STR_NONE;
	fail(s, clean_text(s->arena, words, &clean));
	return clean;
}

static struct text *set(
	struct sheet *s, enum style style, enum text_align align, struct str words, double width)
{
	words = clean(s, words);
	return words.len ? text_set(s->ink.press, s->arena, style, align, words, width) : NULL;
}

/* In lines of like length. */
static struct text *set_even(struct sheet *s, enum style style, struct str words, double width)
{
	words = clean(s, words);
	return words.len ? text_set_even(s->ink.press, s->arena, style, TEXT_START, words, width)
			 : NULL;
}

static double height_of(const struct text *text)
{
	return text ? text->height : 0;
}

/* Puts a text down and moves y below it; past the foot it does not fit. */
static void put(struct sheet *s, const char *tag, const struct text *text, double x, double *io_y,
	double foot, uint32_t colour)
{
	if (!text)
		return;
	if (*io_y + text->height > foot + 0.5)
		fail(s, err_log(ERR_TOO_LARGE, "handout: words that do not fit"));
	ink_open(&s->ink, tag);
	text_draw(&s->ink, text, 0, text->count, x, *io_y, colour);
	ink_close(&s->ink, tag);
	*io_y += text->height;
}

static void put_qr(struct sheet *s, struct str words, struct str alternative, struct box box)
{
	struct qr qr;
	err_t e = qr_make(s->arena, words, &qr);
	struct str said = clean(s, alternative);
	fail(s, e);
	if (e)
		return;
	ink_open_figure(&s->ink, said);
	ink_qr(&s->ink, &qr, box);
	ink_close_figure(&s->ink);
}

static err_t print(struct arena *a, struct paper *paper, const struct document_about *about,
	draw_sheet *draw, const void *what, size_t count, struct str *ret_pdf)
{
	struct press *press = press_take(paper);
	struct sheet s = {.arena = arena_child(a)};
	struct str pdf = STR_NONE;
	press_speak(s.arena, press, about->language, about->right_to_left);
	ink_begin(&s.ink, s.arena, press, about);
	draw(&s, what, count);
	fail(&s, ink_end(&s.ink, &pdf));
	if (!s.fault)
		*ret_pdf = str_dup(a, pdf);
	arena_free(s.arena);
	press_give(paper, press);
	return s.fault;
}

/* --- cards --- */

#define CARD_ROWS 4
#define CARD_COLUMNS 2
#define CARDS (CARD_ROWS * CARD_COLUMNS)
#define CARD_EDGE 28.0
#define CARD_WIDTH ((PAPER_WIDTH - 2 * CARD_EDGE) / CARD_COLUMNS)
#define CARD_HEIGHT ((PAPER_HEIGHT - 2 * CARD_EDGE) / CARD_ROWS)
#define CARD_PADDING 16.0
#define CARD_QR 92.0
#define CODE_HEIGHT 30.0
#define NAME_HEIGHT 60.0 /* of a name in large letters */
#define NAME_HEIGHT_CUT 40.0
#define NAME_GAP 4.0
#define LINE_GAP 2.0
#define CUT_LINES 2 /* of what is cut */

static void cut_lines(struct sheet *s)
{
	for (int i = 0; i <= CARD_COLUMNS; i++)
		ink_dashes(
			&s->ink, CARD_EDGE + i * CARD_WIDTH, CARD_EDGE, 0, CARD_ROWS * CARD_HEIGHT);
	for (int i = 0; i <= CARD_ROWS; i++)
		ink_dashes(&s->ink, CARD_EDGE, CARD_EDGE + i * CARD_HEIGHT,
			CARD_COLUMNS * CARD_WIDTH, 0);
}

static void put_code(struct sheet *s, struct str code, double x, double y, double width)
{
	struct text *text = set(s, STYLE_CODE, TEXT_CENTRE, code, width);
	struct box box = {x, y, width, CODE_HEIGHT};
	if (!text)
		return;
	if (text->count > 1)
		fail(s, err_log(ERR_TOO_LARGE, "handout: a code of two lines"));
	double inside = y + (CODE_HEIGHT - text->height) / 2;
	ink_box(&s->ink, box, 8, COLOUR_SUNKEN);
	ink_frame(&s->ink, box, 8, 0.8, COLOUR_LINE);
	put(s, "P", text, x, &inside, y + CODE_HEIGHT, COLOUR_TEXT);
}

/* How the words of a card are set, the best first: what is in the way of the rest is cut. */
static const struct card_look {
	enum style style;
	bool cuts;
} card_looks[] = {
	{STYLE_BODY, false}, {STYLE_TIGHT, false}, {STYLE_SMALL, false}, {STYLE_SMALL, true}};
#define CARD_LOOKS (sizeof(card_looks) / sizeof(*card_looks))

struct card_texts {
	struct text *name, *lines[HANDOUT_LINES_MOST];
	double height;
};

static struct text *set_cut(struct sheet *s, enum style style, struct str words, double width)
{
	words = clean(s, words);
	return words.len ? text_set_cut(s->ink.press, s->arena, style, TEXT_START, words, width,
				   CUT_LINES)
			 : NULL;
}

/* A long name in smaller letters: what to do with the card needs room too. */
static struct text *set_name(
	struct sheet *s, const struct card_look *look, struct str name, double width)
{
	static const enum style styles[] = {STYLE_HEADING, STYLE_QUESTION, STYLE_SMALL_STRONG};
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++) {
		struct text *text = set(s, styles[i], TEXT_START, name, width);
		if (height_of(text) <= (look->cuts ? NAME_HEIGHT_CUT : NAME_HEIGHT))
			return text;
	}
	return look->cuts ? set_cut(s, STYLE_SMALL_STRONG, name, width)
			  : set(s, STYLE_SMALL_STRONG, TEXT_START, name, width);
}

/* Beside the QR code as far as it reaches, then over the whole width. */
static struct card_texts set_card(
	struct sheet *s, const struct handout_card *card, const struct card_look *look)
{
	double width = CARD_WIDTH - 2 * CARD_PADDING, beside = width - CARD_QR - 10;
	struct card_texts t = {.name = set_name(s, look, card->name, beside)};
	t.height = height_of(t.name) + NAME_GAP;
	for (int i = 0; i < HANDOUT_LINES_MOST; i++) {
		double room = t.height < CARD_QR ? beside : width;
		t.lines[i] = !i && look->cuts
				     ? set_cut(s, look->style, card->lines[i], room)
				     : set(s, look->style, TEXT_START, card->lines[i], room);
		t.height += t.lines[i] ? t.lines[i]->height + LINE_GAP : 0;
	}
	return t;
}

static void draw_card(struct sheet *s, const struct handout_card *card, double left, double top)
{
	double x = left + CARD_PADDING, y = top + CARD_PADDING;
	double width = CARD_WIDTH - 2 * CARD_PADDING;
	double foot = top + CARD_HEIGHT - CARD_PADDING - (card->code.len ? CODE_HEIGHT + 6 : 0);
	struct box qr = {x + width - CARD_QR, y, CARD_QR, CARD_QR};
	struct card_texts t = {0};
	for (size_t i = 0; i < CARD_LOOKS && (!i || t.height > foot - y); i++)
		t = set_card(s, card, &card_looks[i]);
	ink_open(&s->ink, "Sect");
	put(s, "H1", t.name, x, &y, foot, COLOUR_PRIMARY);
	y += NAME_GAP;
	for (int i = 0; i < HANDOUT_LINES_MOST; i++, y += LINE_GAP)
		put(s, "P", t.lines[i], x, &y, foot, COLOUR_TEXT);
	put_code(s, card->code, x, foot + 6, width);
	put_qr(s, card->qr, card->alternative, qr);
	ink_close(&s->ink, "Sect");
}

static void draw_cards(struct sheet *s, const void *what, size_t count)
{
	const struct handout_card *cards = what;
	for (size_t i = 0; i < count; i++) {
		if (i && i % CARDS == 0)
			ink_next_page(&s->ink);
		if (i % CARDS == 0)
			cut_lines(s);
		draw_card(s, &cards[i], CARD_EDGE + (double)(i % CARD_COLUMNS) * CARD_WIDTH,
			CARD_EDGE + (double)(i % CARDS / CARD_COLUMNS) * CARD_HEIGHT);
	}
}

err_t handout_cards(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_card *cards, size_t count, struct str *ret_pdf)
{
	if (!count)
		return err_log(ERR_INVALID, "handout: no cards");
	if (count > HANDOUT_CARDS_MOST)
		return err_log(ERR_TOO_LARGE, "handout: %zu cards", count);
	return print(a, paper, about, draw_cards, cards, count, ret_pdf);
}

/* --- poster --- */

#define EDGE 60.0
#define WIDTH (PAPER_WIDTH - 2 * EDGE)
#define BAND 190.0
#define BAND_ROOM 60.0 /* around a title, with what stands above it */
#define FOOT (PAPER_HEIGHT - 58)
#define POSTER_QR 300.0

/* A band with what it is and its title; y below it. */
static double put_band(struct sheet *s, struct str kind, struct str title, double height)
{
	static const enum style styles[] = {STYLE_POSTER, STYLE_TITLE, STYLE_CHAPTER};
	double y;
	struct text *small = set(s, STYLE_STRONG, TEXT_CENTRE, kind, WIDTH);
	struct text *large = NULL;
	for (size_t i = 0; i < 3 && (!large || large->height > height - BAND_ROOM); i++)
		large = set(s, styles[i], TEXT_CENTRE, title, WIDTH);
	ink_box(&s->ink, (struct box){0, 0, PAPER_WIDTH, height}, 0, COLOUR_COVER);
	ink_box(&s->ink, (struct box){0, height, PAPER_WIDTH, 4}, 0, COLOUR_GOLD);
	y = (height - (small ? small->height : 0) - (large ? large->height : 0)) / 2;
	if (y < 10)
		fail(s, err_log(ERR_TOO_LARGE, "handout: a title that does not fit"));
	put(s, "P", small, EDGE, &y, height, COLOUR_GOLD);
	put(s, "H1", large, EDGE, &y, height, COLOUR_ON_COVER);
	return height + 4;
}

static void put_step(struct sheet *s, int number, struct str words, double *io_y)
{
	struct text *text = set(s, STYLE_STEP, TEXT_START, words, WIDTH - 44);
	if (!text)
		return;
	struct text *digit =
		set(s, STYLE_HEADING, TEXT_CENTRE, str_fmt(s->arena, "%d", number), 40);
	double middle = *io_y + text->lines[0].bottom / 2;
	ink_disc(&s->ink, EDGE + 14, middle, 15, COLOUR_PRIMARY);
	text_draw(&s->ink, digit, 0, 1, EDGE - 6, middle - digit->height / 2, COLOUR_PAGE);
	put(s, "P", text, EDGE + 44, io_y, FOOT, COLOUR_TEXT);
	*io_y += 20;
}

static void put_foot(struct sheet *s, struct str words)
{
	double y = FOOT + 12;
	put(s, "P", set(s, STYLE_SMALL, TEXT_CENTRE, words, WIDTH), EDGE, &y, PAPER_HEIGHT - 12,
		COLOUR_QUIET);
}

static void draw_poster(struct sheet *s, const void *what, size_t count)
{
	const struct handout_poster *p = what;
	double y = put_band(s, p->kind, p->title, BAND) + 26;
	int number = 0;
	put_qr(s, p->qr, p->alternative,
		(struct box){(PAPER_WIDTH - POSTER_QR) / 2, y, POSTER_QR, POSTER_QR});
	y += POSTER_QR + 14;
	if (p->code.len) {
		put_code(s, p->code, (PAPER_WIDTH - 260) / 2, y, 260);
		y += CODE_HEIGHT + 26;
	}
	for (size_t i = 0; i < count; i++)
		if (p->lines[i].len)
			put_step(s, ++number, p->lines[i], &y);
	put_foot(s, p->foot);
}

err_t handout_poster(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_poster *poster, struct str *ret_pdf)
{
	return print(a, paper, about, draw_poster, poster, HANDOUT_LINES_MOST, ret_pdf);
}

/* --- how to do something with a group --- */

#define METHOD_BAND 120.0
#define METHOD_INDENT 44.0
#define METHOD_PADDING 14.0
#define METHOD_GAP_LEAST 10.0 /* between steps */
#define METHOD_GAP_MOST 30.0

struct method_texts {
	struct text *about, *facts[HANDOUT_FACTS_MOST], *steps[HANDOUT_STEPS_MOST], *after;
	double facts_height, steps_height;
};

static struct method_texts set_method(
	struct sheet *s, const struct handout_method *m, enum style style)
{
	double inside = WIDTH - 2 * METHOD_PADDING;
	struct method_texts t = {.about = set_even(s, style, m->about, WIDTH),
		.after = set_even(s, style, m->after, inside)};
	for (size_t i = 0; i < HANDOUT_FACTS_MOST; i++) {
		t.facts[i] = set_even(s, STYLE_LEAD, m->facts[i], inside);
		t.facts_height += height_of(t.facts[i]);
	}
	for (size_t i = 0; i < m->steps_len; i++) {
		t.steps[i] = set_even(s, style, m->steps[i], WIDTH - METHOD_INDENT);
		t.steps_height += height_of(t.steps[i]);
	}
	return t;
}

/* What it all needs below the band, with so much between the steps. */
static double method_height(const struct method_texts *t, size_t steps, double gap)
{
	return 24 + height_of(t->about) + 16 + t->facts_height + 2 * METHOD_PADDING + 26 +
	       t->steps_height + (double)steps * gap + 10 + height_of(t->after) +
	       2 * METHOD_PADDING;
}

/* A box behind texts, one below the other; y below it. */
static void put_boxed(struct sheet *s, struct text *const *texts, size_t count, double height,
	struct hue hue, double *io_y)
{
	struct box box = {EDGE, *io_y, WIDTH, height + 2 * METHOD_PADDING};
	double y = *io_y + METHOD_PADDING;
	ink_box(&s->ink, box, 8, hue.tint);
	ink_box(&s->ink, (struct box){EDGE, *io_y, 5, box.height}, 2, hue.strong);
	for (size_t i = 0; i < count; i++)
		put(s, "P", texts[i], EDGE + METHOD_PADDING, &y, FOOT, COLOUR_TEXT);
	*io_y += box.height;
}

static void put_numbered(struct sheet *s, int number, const struct text *text, double *io_y)
{
	struct text *digit =
		set(s, STYLE_HEADING, TEXT_CENTRE, str_fmt(s->arena, "%d", number), 40);
	double middle = *io_y + text->lines[0].bottom / 2;
	ink_disc(&s->ink, EDGE + 14, middle, 15, COLOUR_PRIMARY);
	ink_open(&s->ink, "LI");
	ink_open(&s->ink, "Lbl");
	text_draw(&s->ink, digit, 0, 1, EDGE - 6, middle - digit->height / 2, COLOUR_PAGE);
	ink_close(&s->ink, "Lbl");
	put(s, "LBody", text, EDGE + METHOD_INDENT, io_y, FOOT, COLOUR_TEXT);
	ink_close(&s->ink, "LI");
}

/* In letters as large as there is room for. */
static void draw_method(struct sheet *s, const struct handout_method *m)
{
	static const enum style styles[] = {STYLE_LARGE_STEP, STYLE_STEP, STYLE_LEAD, STYLE_BODY};
	double y = put_band(s, m->kind, m->title, METHOD_BAND), room = FOOT - y;
	struct method_texts t = {0};
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles) &&
			   (!i || method_height(&t, m->steps_len, METHOD_GAP_LEAST) > room);
		i++)
		t = set_method(s, m, styles[i]);
	double spare = (room - method_height(&t, m->steps_len, 0)) / (double)m->steps_len;
	double gap = fmin(fmax(spare, METHOD_GAP_LEAST), METHOD_GAP_MOST);
	y += 24;
	put(s, "P", t.about, EDGE, &y, FOOT, COLOUR_TEXT);
	y += 16;
	put_boxed(s, t.facts, HANDOUT_FACTS_MOST, t.facts_height, hues[1], &y);
	y += 26;
	ink_open(&s->ink, "L");
	for (size_t i = 0; i < m->steps_len; i++, y += gap)
		if (t.steps[i])
			put_numbered(s, (int)i + 1, t.steps[i], &y);
	ink_close(&s->ink, "L");
	y += 10;
	put_boxed(s, &t.after, 1, height_of(t.after), hues[2], &y);
	put_foot(s, m->foot);
}

static void draw_methods(struct sheet *s, const void *what, size_t count)
{
	const struct handout_method *methods = what;
	for (size_t i = 0; i < count; i++) {
		if (i)
			ink_next_page(&s->ink);
		draw_method(s, &methods[i]);
	}
}

err_t handout_methods(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_method *methods, size_t count, struct str *ret_pdf)
{
	if (!count)
		return err_log(ERR_INVALID, "handout: no methods");
	if (count > HANDOUT_METHODS_MOST)
		return err_log(ERR_TOO_LARGE, "handout: %zu methods", count);
	for (size_t i = 0; i < count; i++)
		if (!methods[i].steps_len || methods[i].steps_len > HANDOUT_STEPS_MOST)
			return err_log(ERR_INVALID, "handout: a method of no steps, or too many");
	return print(a, paper, about, draw_methods, methods, count, ret_pdf);
}

/* --- a card to talk by --- */

#define TALK_BAND 120.0
#define TALK_PROMPTS 5 /* on one page, at most */
#define RULE 24.0      /* between lines to write on */

static void put_prompt(struct sheet *s, size_t at, struct str words, double y, double height)
{
	struct hue hue = hues[at % HUES];
	struct text *text = set(s, STYLE_STEP, TEXT_START, words, WIDTH - 28);
	double inside = y + 8, foot = y + height - 12;
	ink_box(&s->ink, (struct box){EDGE, y, WIDTH, (text ? text->height : 0) + 16}, 8, hue.tint);
	ink_box(&s->ink, (struct box){EDGE, y, 5, (text ? text->height : 0) + 16}, 2, hue.strong);
	put(s, "P", text, EDGE + 18, &inside, foot, COLOUR_TEXT);
	for (double line = inside + 8 + RULE; line < foot; line += RULE)
		ink_box(&s->ink, (struct box){EDGE, line, WIDTH, 0.6}, 0, COLOUR_LINE);
}

/* So many prompts of one page, the first of them at from; the last page may have fewer. */
static void draw_talk_page(struct sheet *s, const struct handout_talk *t, size_t from, size_t count)
{
	double y = put_band(s, t->kind, t->title, TALK_BAND) + 18;
	put(s, "P", set(s, STYLE_BODY, TEXT_START, t->intro, WIDTH), EDGE, &y, FOOT, COLOUR_TEXT);
	y += 14;
	double height = (FOOT - y) / (double)count;
	for (size_t i = 0; i < count && from + i < t->count; i++)
		put_prompt(s, from + i, t->prompts[from + i], y + (double)i * height, height);
	put_foot(s, t->foot);
}

static void draw_talk(struct sheet *s, const void *what, size_t count)
{
	size_t pages = (count + TALK_PROMPTS - 1) / TALK_PROMPTS;
	size_t each = (count + pages - 1) / pages;
	for (size_t from = 0; from < count; from += each) {
		if (from)
			ink_next_page(&s->ink);
		draw_talk_page(s, what, from, each);
	}
}

err_t handout_talk(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_talk *talk, struct str *ret_pdf)
{
	if (!talk->count)
		return err_log(ERR_INVALID, "handout: nothing to talk about");
	if (talk->count > HANDOUT_PROMPTS_MOST)
		return err_log(ERR_TOO_LARGE, "handout: %zu prompts", talk->count);
	return print(a, paper, about, draw_talk, talk, talk->count, ret_pdf);
}
