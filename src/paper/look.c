#include "paper/look.h"

const struct style_look style_looks[STYLES] = {
	[STYLE_TITLE] = {27, 700, 1.0},
	[STYLE_CHAPTER] = {18, 700, 1.0},
	[STYLE_HEADING] = {13.5, 700, 1.0},
	[STYLE_QUESTION] = {11, 700, 1.0},
	[STYLE_LEAD] = {12.5, 400, 1.05},
	[STYLE_BODY] = {10.5, 400, 1.1},
	[STYLE_TIGHT] = {9.5, 400, 1.0},
	[STYLE_STRONG] = {10.5, 700, 1.1},
	[STYLE_SMALL] = {8.5, 400, 1.0},
	[STYLE_SMALL_STRONG] = {8.5, 700, 1.0},
	[STYLE_CODE] = {17, 700, 1.0},
	[STYLE_POSTER] = {30, 700, 1.0},
	[STYLE_STEP] = {15, 400, 1.0},
	[STYLE_LARGE_STEP] = {18, 400, 1.0},
};

const struct hue hues[HUES] = {
	{0xc04a33, 0xfbe6dd},
	{0x9a6200, 0xfbeecd},
	{0x3a7a3c, 0xe3f0dc},
	{0x2c6aa0, 0xdfecf6},
};
