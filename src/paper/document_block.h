/* The pieces of a document: measured, placed on pages, drawn; for this folder only. */
#pragma once

#include "base/arena.h"
#include "base/vec.h"
#include "paper/document.h"
#include "paper/ink.h"
#include "paper/picture.h"
#include "paper/text.h"

#define PAGE_LEFT 72.0
#define PAGE_TOP 62.0
#define PAGE_BOTTOM 768.0
#define PAGE_TEXT (PAPER_WIDTH - 2 * PAGE_LEFT) /* width */

enum block_kind {
	BLOCK_TEXT, /* runs over pages; all others stay in one piece */
	BLOCK_COVER,
	BLOCK_CODE,
	BLOCK_CONTENTS,
	BLOCK_CHAPTER,
	BLOCK_SCALE,
	BLOCK_PICTURE,
	BLOCK_FRONT, /* of certificates: certificate_block.h */
	BLOCK_SIGNING,
	BLOCK_OPENING,
	BLOCKS,
};

/* Lines of a text, or all of another block, on one page. */
struct part {
	int page; /* from 1 */
	double y;
	size_t from, count;
};

struct certificate_front;
struct certificate_signing;
struct certificate_opening;

struct block {
	enum block_kind kind;
	struct str words;
	double before, height; /* space above it */
	bool keeps;            /* stays with what follows */
	bool carries;          /* of a text: its last lines do; something follows */
	bool turns;            /* begins a page */

	/* A text. */
	const char *tag;
	enum style style;
	uint32_t colour;
	double indent;
	enum { ITEM_NONE, ITEM_DOT, ITEM_TICK } mark;
	bool opens_list, closes_list;
	bool has_bookmark;
	struct text *text;

	/* Of the other kinds. */
	union {
		const struct document_cover *cover;
		const struct document_code *code;
		const struct document_scale *scale;
		struct certificate_front *front;
		struct certificate_signing *signing;
		struct certificate_opening *opening;
	};
	struct picture *picture;
	int number; /* of a chapter */
	struct hue hue;
	struct qr qr;
	struct text *texts[5]; /* what it says, as its kind numbers them */

	const struct part *parts;
	size_t part_count;
};

struct document {
	struct arena *arena;
	struct arena *work; /* while it is printed, as the press */
	struct press *press;
	struct document_about about;
	VEC(struct block) blocks;
	size_t text_bytes, picture_bytes;
	int chapters;
	err_t fault; /* the first */
	int pages;

	/* What a certificate does otherwise; NULL: as all others do. */
	err_t (*place)(struct document *d);
	void (*dress)(struct document *d, struct ink *ink, int page); /* what is around a page */
};

/* Keeps the first fault, ends another; NULL is fine. */
void document_fail(struct document *d, err_t e);
/* The text as it is set; empty after a fault. */
struct str document_clean(struct document *d, struct str text);
struct picture *document_read(struct document *d, struct str bytes);
struct block *document_add(struct document *d, enum block_kind kind, double before);

struct block_work {
	void (*measure)(struct document *d, struct press *press, struct block *b);
	void (*draw)(struct document *d, struct ink *ink, const struct block *b, double y);
};
extern const struct block_work block_works[BLOCKS];

void block_draw_text(struct ink *ink, const struct block *b, size_t part);

/* Which pages the measured blocks stand on; once more after something was moved. */
void flow_place(struct document *d);
