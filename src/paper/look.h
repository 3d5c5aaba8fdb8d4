/* How paper looks: sizes in points, colours of the default theme; for this folder only. */
#pragma once

#include <stdint.h>

#define PAPER_WIDTH 595.276 /* A4 */
#define PAPER_HEIGHT 841.89

enum style {
	STYLE_TITLE,    /* the name on a cover */
	STYLE_CHAPTER,  /* level 1 */
	STYLE_HEADING,  /* level 2 */
	STYLE_QUESTION, /* level 3 */
	STYLE_LEAD,
	STYLE_BODY,
	STYLE_TIGHT, /* the same where there is little room */
	STYLE_STRONG,
	STYLE_SMALL,
	STYLE_SMALL_STRONG,
	STYLE_CODE, /* to read out and type over */
	STYLE_POSTER,
	STYLE_STEP, /* of a poster, read from some way off */
	STYLE_LARGE_STEP,
	STYLES,
};

struct style_look {
	double size;
	int weight;     /* as in CSS */
	double leading; /* of lines, beside the font's own */
};
extern const struct style_look style_looks[STYLES];

#define COLOUR_PAGE 0xffffffu
#define COLOUR_TEXT 0x20302fu
#define COLOUR_QUIET 0x566360u
#define COLOUR_LINE 0xddd2bfu
#define COLOUR_SUNKEN 0xfaf5ecu
#define COLOUR_PRIMARY 0x0d5c5fu
#define COLOUR_COVER 0x0d5c5fu
#define COLOUR_COVER_LINE 0x2b7274u
#define COLOUR_COVER_DEEP 0x093f47u
#define COLOUR_ON_COVER 0xfdf6e8u
#define COLOUR_GOLD 0xf7c873u

/* Of chapters, in turn. */
struct hue {
	uint32_t strong, tint;
};
#define HUES 4
extern const struct hue hues[HUES];
