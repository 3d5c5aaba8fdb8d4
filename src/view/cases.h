/* For tests: every template, called with one value in every field of its view struct. */
#pragma once

#include "base/time.h"
#include "view/view.h"

struct view_fill {
	struct str text;
	const char *z; /* the same */
	struct html markup;
	bool truth;
	int number, choice; /* of integers, of enums */
	size_t items;       /* in every list without a size of its own */
	day today;
	usec now;
};

struct view_case {
	const char *name; /* NULL ends the table */
	bool page;        /* a whole document, not a part */
	void (*render)(struct buf *out, const struct view *view, struct arena *a,
		const struct view_fill *f);
};
/* Generated. */
extern const struct view_case view_cases[];
