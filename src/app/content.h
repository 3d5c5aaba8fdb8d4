/*
 * The questionnaire: the choices that lead to a route, and for each route its chapters and
 * questions, in each language, from the files in content/passport. Read once at start and
 * resolved for every route and language; everything here lives as long as the content and never
 * changes.
 *
 * Ids are stable: what people chose and answered is kept under them.
 */
#pragma once

#include "base/embed.h"
#include "base/err.h"

#define CONTENT_CHOICES_MOST 4
#define CONTENT_CHAPTERS_MOST 8
#define CONTENT_QUESTIONS_MOST 40 /* in one chapter */

struct arena;
struct i18n;
struct content;

/* The files of content/passport, compiled in. */
extern const struct embed content_files[];

struct content_option {
	struct str id;
	struct str text;
};

/* A question that helps to choose the route: "at-school" with "yes" and "no". */
struct content_choice {
	struct str id;
	struct str text;
	struct str help;
	const struct content_option *options;
	size_t count;
};

struct content_question {
	struct str id; /* "who.proud", the same on every route */
	int least;     /* characters from which it counts as answered */
	struct str text;
	struct str help;
	struct str example;
	struct str prompt; /* to talk about it */
};

struct content_chapter {
	struct str id;
	struct str title;
	struct str intro;
	const struct content_question *questions;
	size_t count;
};

struct content_route {
	struct str id;
	struct str title; /* "From school to mbo" */
	struct str about;
	const struct content_chapter *chapters;
	size_t count;
};

/* What somebody picked for each choice, in the order of the choices; empty: nothing yet. */
struct content_picks {
	struct str option[CONTENT_CHOICES_MOST];
};

/* Reads the files. ERR_INVALID names file, place and fault. */
err_t content_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct content **ret_content);

/* lang: the index of a language (lang_index), here and below. */
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

/* Where a question stands on a route. */
struct content_place {
	const struct content_chapter *chapter;
	const struct content_question *question; /* NULL: it is not asked there */
	size_t chapter_at, at;
};
struct content_place content_find(const struct content_route *route, struct str question);
/* Does any route ask it, and from how many characters does it count as answered? */
bool content_asks(const struct content *c, struct str question, size_t *ret_least);
