/*
 * Sheets for a class, as PDF: cards to cut out, a poster, a card to talk by, ways to work with a
 * group. Texts are translated, as in document.h, with its errors; ERR_TOO_LARGE also when words do
 * not fit where they belong.
 */
#pragma once

#include "paper/document.h"

#define HANDOUT_CARDS_MOST 400
#define HANDOUT_LINES_MOST 6
#define HANDOUT_PROMPTS_MOST 40
#define HANDOUT_METHODS_MOST 60
#define HANDOUT_FACTS_MOST 3
#define HANDOUT_STEPS_MOST 10

/* What makes a person's card theirs. */
struct handout_card {
	struct str name;
	struct str lines[HANDOUT_LINES_MOST]; /* what to do; empty ones are left out */
	struct str code;                      /* to type, set large; may be empty */
	struct str qr, alternative;
};
/* Eight to a page, with lines to cut along. A name and a first line that are in the way of the rest
 * are cut off. */
err_t handout_cards(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_card *cards, size_t count, struct str *ret_pdf);

/* One page for the wall: a large code, and what to do with it. */
struct handout_poster {
	struct str kind, title;
	struct str lines[HANDOUT_LINES_MOST]; /* numbered; empty ones are left out */
	struct str code;
	struct str qr, alternative;
	struct str foot;
};
err_t handout_poster(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_poster *poster, struct str *ret_pdf);

/* A page for whoever does something with a group, to read from while standing: one for each. */
struct handout_method {
	struct str kind, title;
	struct str about;
	struct str facts[HANDOUT_FACTS_MOST]; /* how long, what it takes; empty ones are left out */
	const struct str *steps;              /* numbered */
	size_t steps_len;                     /* 1 to HANDOUT_STEPS_MOST */
	struct str after;                     /* what comes of it */
	struct str foot;
};
err_t handout_methods(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_method *methods, size_t count, struct str *ret_pdf);

/* To have on the table: prompts, each with room to write below it, some on each page. */
struct handout_talk {
	struct str kind, title;
	struct str intro;
	const struct str *prompts;
	size_t count; /* 1 to HANDOUT_PROMPTS_MOST */
	struct str foot;
};
err_t handout_talk(struct arena *a, struct paper *paper, const struct document_about *about,
	const struct handout_talk *talk, struct str *ret_pdf);
