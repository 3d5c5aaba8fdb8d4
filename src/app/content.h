/*
 * The questionnaire: the choices that lead to a route, and for each route its chapters and
 * questions, in each language and wording, from the files in content/passport. Read once at start
 * and resolved for every route, wording and language; everything here lives as long as the content
 * and never changes.
 *
 * Ids are stable: what people chose and answered is kept under them. A question that is not asked
 * any more stays known, so that old answers can be read.
 */
#pragma once

#include "base/embed.h"
#include "base/err.h"

#define CONTENT_CHOICES_MOST 4
#define CONTENT_CHAPTERS_MOST 8
#define CONTENT_QUESTIONS_MOST 40 /* in one chapter */
#define CONTENT_OPTIONS_MOST 20   /* of one question */
#define CONTENT_STEPS_MOST 10

struct arena;
struct i18n;
struct content;

/* The files of content/passport, compiled in. */
extern const struct embed content_files[];

/* Whose words a question has; what is picked nowhere goes by the route. */
enum content_wording { WORDING_BY_ROUTE, WORDING_PUPIL, WORDING_ADULT, WORDING_EASY, WORDINGS };

struct content_option {
	struct str id;
	struct str text;
	struct str picture; /* as the question's, without a description: the text says it */
};

/* A question that helps to choose the route: "at-school" with "yes" and "no". */
struct content_choice {
	struct str id;
	struct str text;
	struct str help;
	const struct content_option *options;
	size_t count;
};

enum content_kind {
	CONTENT_TEXT,
	CONTENT_LIST,
	CONTENT_CHOICE,
	CONTENT_SEVERAL,
	CONTENT_SCALE,
	CONTENT_PHOTO,
	CONTENT_KINDS
};

struct content_question {
	struct str id; /* "who.proud", the same on every route */
	enum content_kind kind;
	struct str scope; /* what must be shared for it to be seen: id of a content_scope */
	bool retired;     /* not asked any more */
	int least; /* of TEXT and LIST: characters from which it counts as answered; else 1 */
	int most;  /* LIST: lines, SEVERAL: options; else 1 */
	const struct content_option *options; /* of CHOICE and SEVERAL */
	size_t option_count;
	int steps; /* of a SCALE, from 1 */
	struct str low, high;
	struct str text;
	struct str help;
	struct str example;
	struct str prompt; /* to talk about it */
	struct str why;    /* it is asked; or empty */
	/* In easy words: an <svg> of the questionnaire's own, and what it shows; else empty. */
	struct str picture, shows;
};

/*
 * What is kept apart (health and care) is a chapter of its own, after the others: its intro says
 * why it is asked, skip that skipping is fine, and it does not count for progress.
 */
struct content_chapter {
	struct str id; /* of its scope too */
	struct str title;
	struct str intro;
	struct str skip;
	bool is_apart;
	const struct content_question *questions;
	size_t count;
};

/* What can be shared by itself: a chapter. Apart: only when chosen by name. */
struct content_scope {
	struct str id;
	struct str title;
	bool is_apart;
};

struct content_route {
	struct str id;
	struct str title; /* "From school to mbo" */
	struct str about;
	enum content_wording wording; /* never BY_ROUTE */
	const struct content_chapter *chapters;
	size_t count;
};

/* What somebody picked for each choice, in the order of the choices; empty: nothing yet. */
struct content_picks {
	struct str option[CONTENT_CHOICES_MOST];
	enum content_wording wording;
	bool is_damaged; /* one cannot be opened, and is as never picked */
};

/* Reads the files. ERR_INVALID names file, place and fault. */
err_t content_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct content **ret_content);
/* Of the questionnaire; higher whenever questions come or go. */
int content_version(const struct content *c);

/*
 * lang: the index of a language (lang_index), here and below. One of companions has what they meet:
 * titles, questions, options, the ends of a scale, prompts; all else is in the language of the
 * installation.
 */
const struct content_choice *content_choices(
	const struct content *c, size_t lang, size_t *ret_count);
/* The place of a choice, or ret_count of content_choices. */
size_t content_choice_find(const struct content *c, struct str choice);
/* NULL when these picks lead to none (yet). */
const struct content_route *content_route(
	const struct content *c, size_t lang, const struct content_picks *picks);

/* The picks that lead to the route of that id; ERR_NOT_FOUND for an unknown id. */
err_t content_route_picks(
	const struct content *c, struct str route, struct content_picks *ret_picks);

/* "pupil", "adult", "easy"; empty for BY_ROUTE, which is also what an unknown id finds. */
struct str content_wording_id(enum content_wording wording);
enum content_wording content_wording_find(struct str id);

/* In the order of the chapters, for all routes together. */
const struct content_scope *content_scopes(const struct content *c, size_t lang, size_t *ret_count);

/* Where a question stands on a route. */
struct content_place {
	const struct content_chapter *chapter;
	const struct content_question *question; /* NULL: it is not asked there */
	size_t chapter_at, at;
};
struct content_place content_find(const struct content_route *route, struct str question);
/* Every question of every route, and the retired ones. */
const struct content_question *content_questions(const struct content *c, size_t *ret_count);
/* Of any route, or retired; in the words that no variant changes. NULL: there is none. */
const struct content_question *content_question(
	const struct content *c, size_t lang, struct str question);
