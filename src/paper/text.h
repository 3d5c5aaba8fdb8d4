/* A shaped text of one style and width, drawn line by line; for this folder only. */
#pragma once

#include "paper/look.h"
#include "paper/press.h"

struct arena;
struct ink;

struct text_line {
	PangoLayoutLine *line;
	double top, baseline, bottom; /* from the top of the text */
	double left;
};

struct text {
	PangoLayout *layout;
	double width, height;
	double longest; /* of the lines */
	double hang;    /* of lines that go on with an item */
	size_t count;
	const struct text_line *lines;
};

/* AUTO: where each paragraph begins by its own direction; the others go by the page's. */
enum text_align { TEXT_AUTO, TEXT_START, TEXT_CENTRE, TEXT_END };

/*
 * words is what text_clean made. Each paragraph runs in its own direction; one without letters in
 * that of the press's context. Ends with the arena.
 */
struct text *text_set(struct press *press, struct arena *a, enum style style, enum text_align align,
	struct str words, double width);
/* The same in as few lines, which are of like length: for what stands in large letters. */
struct text *text_set_even(struct press *press, struct arena *a, enum style style,
	enum text_align align, struct str words, double width);
/* The same in at most so many lines, with an ellipsis where words are left out. */
struct text *text_set_cut(struct press *press, struct arena *a, enum style style,
	enum text_align align, struct str words, double width, int lines);
/* The same, of several items, one a line: where one needs more lines, those stand further in. */
struct text *text_set_items(
	struct press *press, struct arena *a, enum style style, struct str words, double width);
/* Lines from..from+count, the top of the first at y; what is left of x + width is the page's. */
void text_draw(struct ink *ink, const struct text *text, size_t from, size_t count, double x,
	double y, uint32_t colour);
/* From the top of a line to the bottom of another, or of itself. */
double text_span(const struct text *text, size_t from, size_t count);
