/*
 * A document on A4, made piece by piece from the top and then printed as a PDF: tagged for who
 * listens, with bookmarks, fonts inside, and the same bytes for the same pieces. Texts come
 * translated and live until it is printed. They are valid UTF-8, in any script and direction;
 * control characters are left out, except that a line break begins a line and an empty line a
 * paragraph. A fault of any piece is kept and told by document_print: ERR_INVALID (no UTF-8, no
 * picture), ERR_TOO_LARGE (past DOCUMENT_TEXT_MOST, DOCUMENT_BLOCKS_MOST or
 * DOCUMENT_PICTURES_MOST).
 */
#pragma once

#include "base/err.h"
#include "base/time.h"

struct arena;
struct document;
struct paper;

#define DOCUMENT_TEXT_MOST ((size_t)4 << 20)      /* bytes of all texts */
#define DOCUMENT_BLOCKS_MOST 20000                /* pieces */
#define DOCUMENT_PICTURES_MOST ((size_t)32 << 20) /* bytes of all pictures */

struct document_about {
	struct str title;
	struct str author;
	struct str language; /* BCP 47 */
	bool right_to_left;  /* what the language runs: the page is mirrored */
	usec date;           /* that it is of */
	struct str footer;   /* on every page: whose copy, of when */
	struct str page_of;  /* beside it: "Page {n} of {total}" */
};
struct document *document_new(struct arena *a, const struct document_about *about);

/* Over the top of the first page; the first piece, when there is one. */
struct document_cover {
	struct str kind;  /* "Passport" */
	struct str title; /* whose it is */
	struct str subtitle;
	struct str note;                 /* "Copy of 22 November 2026" */
	struct str picture, alternative; /* PNG or JPEG; empty: none */
};
void document_cover(struct document *d, const struct document_cover *cover);

/* A QR code with words beside it. */
struct document_code {
	struct str text; /* in the code; see qr.h */
	struct str alternative;
	struct str head, words;
	struct str link, shown; /* an address to follow, and how it is written; empty: none */
};
void document_code(struct document *d, const struct document_code *code);

/* A list of the chapters with their pages. */
void document_contents(struct document *d, struct str head);
/* Level 1, numbered from 1, with a colour of its own for what follows; intro may be empty. */
void document_chapter(struct document *d, struct str title, struct str intro);
/* Level 2 or 3; stays with what follows. */
void document_heading(struct document *d, int level, struct str text);
void document_text(struct document *d, struct str text);
/* The same, less loud. */
void document_note(struct document *d, struct str text);

enum document_mark { DOCUMENT_DOTS, DOCUMENT_TICKS };
void document_list(
	struct document *d, enum document_mark mark, const struct str *items, size_t count);
/* Step (from 1) of steps, and what they mean at both ends; words say it in a sentence. */
struct document_scale {
	int step, steps;
	struct str low, high, words;
};
void document_scale(struct document *d, const struct document_scale *scale);
/* With what it shows below it, which is also what a screen reader says. */
void document_picture(struct document *d, struct str bytes, struct str caption);

err_t document_print(struct document *d, struct paper *paper, struct str *ret_pdf);
