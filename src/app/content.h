/*
 * The questionnaire: chapters and questions for each route, in each language, from the files in
 * content/. Read once at start; everything here lives as long as the content and never changes.
 */
#pragma once

#include "base/err.h"
#include "base/embed.h"

#define CONTENT_CHAPTERS_MOST 8
#define CONTENT_QUESTIONS_MOST 40 /* in one chapter */

struct i18n;
struct content;

enum content_destination { DESTINATION_MBO, DESTINATION_WORK, DESTINATIONS };

/* The two questions that choose what is asked. */
struct content_route {
	bool at_school;
	enum content_destination destination;
};

struct content_question {
	struct str id; /* stable, the same on every route: "who.proud" */
	int least;     /* characters from which it counts as answered */
	struct str text;
	struct str help;    /* or empty */
	struct str example; /* or empty */
	struct str talk;    /* a prompt to talk about it, or empty */
};

struct content_chapter {
	struct str id;
	struct str title;
	struct str intro;
	const struct content_question *questions;
	size_t count;
};

struct content_chapters {
	const struct content_chapter *at;
	size_t len;
};

/* Reads and checks the files. ERR_INVALID names file, place and fault. */
err_t content_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct content **ret_content);
/* lang: the index of a language (lang_index). */
struct content_chapters content_chapters(
	const struct content *c, struct content_route route, size_t lang);
/* The question and where it stands on that route; NULL when it is not asked there. */
struct content_place {
	const struct content_chapter *chapter;
	const struct content_question *question; /* NULL: not on this route */
	size_t chapter_at, at;                   /* of the chapter; within the chapter */
};
struct content_place content_find(struct content_chapters chapters, struct str question);

/* "mbo", "work": as stored. */
struct str content_destination_name(enum content_destination d);
bool content_destination_parse(struct str name, enum content_destination *ret);
