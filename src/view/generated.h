/* What the generated templates are written with; for them, view.c and their tests. */
#pragma once

#include "view/view.h"

/* A message of the templates; the last has no id. */
struct view_message {
	const char *context, *id, *plural; /* context and plural may be NULL */
	const char *const *names;          /* of its placeholders; NULL ends */
};
extern const struct view_message view_messages[];

/* A translated text: markup, then the value with that number, and so on until value is -1. */
struct view_text {
	struct html before;
	int value;
};

#define PUT(literal) html_put_raw(out, HTML(literal))
/* A text without values. */
#define PUT_TEXT(number) html_put_raw(out, view->texts[number]->before)
/* The body writes the value of piece. */
#define view_text_each(piece, text)                  \
	for (const struct view_text *piece = (text); \
		html_put_raw(out, piece->before), piece->value >= 0; piece++)

#define view_each(type, it, list, len) \
	for (type *it = (list), *it##_end = it ? it + (len) : it; it < it##_end; it++)

/* The hidden field of a form that posts. */
void view_put_token(struct buf *out, const struct view *view);
