/* One thread's fonts while it makes a document; for this folder only. */
#pragma once

#include "base/str.h"
#include "paper/cairo.h"
#include "paper/look.h"

struct arena;
struct paper;

#define EMOJI_KEPT 128
#define EMOJI_PIXELS 46.0 /* of an em */

/* An emoji as a picture; where it lies around its origin, in ems. */
struct emoji {
	uint32_t glyph; /* 0: none */
	cairo_surface_t *surface;
	double left, top;
};

struct press {
	PangoFontMap *map;
	PangoContext *context;
	PangoFontDescription *fonts[STYLES];
	PangoAttrList *attributes;
	cairo_font_face_t *blank_face; /* its em space is laid unseen under what is a picture */
	cairo_glyph_t blank;
	struct emoji emoji[EMOJI_KEPT]; /* by their glyph */
	struct press *next;
};

/* Never fails; give it back when the document is done. */
struct press *press_take(struct paper *paper);
/* The language of what is printed next. */
void press_speak(struct arena *a, struct press *press, struct str language, bool right_to_left);
void press_give(struct paper *paper, struct press *press);
