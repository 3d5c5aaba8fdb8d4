/*
 * One PDF under way: pages of A4 in points from the top left, everything marked for who listens to
 * it. What runs from right to left is mirrored: x counts from the right there. For this folder.
 */
#pragma once

#include "base/buf.h"
#include "base/time.h"
#include "base/vec.h"
#include "paper/look.h"
#include "paper/press.h"
#include "paper/qr.h"

struct document_about;
struct picture;

struct box {
	double x, y, width, height;
};

struct ink {
	struct arena *arena;
	struct press *press;
	const struct document_about *about;
	cairo_surface_t *surface;
	cairo_t *cr;
	struct buf bytes;
	VEC(struct str) alternatives; /* of the figures, in their order */
};

void ink_begin(
	struct ink *ink, struct arena *a, struct press *press, const struct document_about *about);
/* Ends the drawing in any case. */
err_t ink_end(struct ink *ink, struct str *ret_pdf);
/* The next page begins. */
void ink_next_page(struct ink *ink);

/* Structure elements of ISO 32000-1, section 14.8.4: "P", "H1", "L". They nest. */
void ink_open(struct ink *ink, const char *tag);
void ink_close(struct ink *ink, const char *tag);
/* A picture with what is said instead of it. */
void ink_open_figure(struct ink *ink, struct str alternative);
void ink_close_figure(struct ink *ink);
/* A link to an address elsewhere, or to a height on a page (from 1). */
void ink_open_link(struct ink *ink, struct str url);
void ink_open_link_within(struct ink *ink, int page, double y);
void ink_close_link(struct ink *ink);
/* A bookmark under parent (0: at the top); returns its number. */
int ink_bookmark(struct ink *ink, int parent, struct str title, int page, double y);

/* Where something of that width begins on the page. */
double ink_left(const struct ink *ink, double x, double width);
void ink_colour(struct ink *ink, uint32_t colour);
void ink_box(struct ink *ink, struct box box, double radius, uint32_t colour);
void ink_frame(struct ink *ink, struct box box, double radius, double line, uint32_t colour);
/* Of the frame, what lies within. */
void ink_frame_within(struct ink *ink, struct box within, struct box box, double radius,
	double line, uint32_t colour);
/* A dashed line to cut along, across or down. */
void ink_dashes(struct ink *ink, double x, double y, double across, double down);
void ink_tick(struct ink *ink, struct box box, uint32_t colour);
void ink_disc(struct ink *ink, double x, double y, double radius, uint32_t colour);
void ink_qr(struct ink *ink, const struct qr *qr, struct box box);
/* With its top left where the pen's page begins, a pixel a point. */
void ink_paint(struct ink *ink, cairo_surface_t *surface);
/* The middle of the picture, as large as fills the box, cut to round corners. */
void ink_portrait(struct ink *ink, const struct picture *picture, struct box box, double radius);
/* The whole picture, as large as it fits into the box, cut to round corners. */
void ink_picture(struct ink *ink, const struct picture *picture, struct box box, double radius);

/* An emoji of that font with its origin there: a picture, kept by the press for the next. */
void ink_emoji(struct ink *ink, PangoFont *font, uint32_t glyph, double x, double y);
/* The characters that a picture stands for, unseen, as wide as it is. */
void ink_unseen(struct ink *ink, struct str words, double x, double y, double width);
