/*
 * Pages of the learner's own passport: /passport, /passport/route (the first choice) and
 * /passport/route/{key}, /passport/chapters/{key}, /passport/questions/{key}, /passport/read.
 */
#pragma once

#include "base/time.h"
#include "view/page.h"

/* How many of how many, drawn as a ring. */
struct ring {
	int done;
	int total;
	int percent; /* 0 to 100; 100 only when complete */
	bool complete;
};

struct choice_option {
	struct str key;
	struct str text;
	bool chosen;
};

/* One of the questions that choose the route. Posted: choice, the key of an option. */
struct choice_view {
	struct str key;
	struct str text;
	struct str help;
	int number; /* from 1 */
	int total;
	struct str before; /* key of the choice before it; empty for the first */
	bool changing;     /* there is a passport already */
	struct str error;  /* nothing chosen, or empty */
	const struct choice_option *options;
	size_t options_len;
};

struct chapter_card {
	struct str key;
	struct str title;
	int number; /* 1 to 4: its colour */
	struct ring ring;
	int left; /* questions not answered yet */
};

struct home_view {
	struct str name;
	struct str route;    /* its title: "From school to mbo" */
	struct ring ring;    /* all chapters together */
	struct str next_key; /* the next open question; empty when all are answered */
	struct str next_title;
	int next_chapter; /* its number */
	const struct chapter_card *chapters;
	size_t chapters_len;
};

struct question_step {
	struct str key;
	struct str title;
	int number; /* from 1 */
	bool answered;
	bool current;
};

/*
 * Posted: answer, version, go (next, previous, later, stay; absent: next). The same post with
 * "Accept: application/json" is an autosave; assets/js/leerpas.js says what it wants in return.
 */
struct question_view {
	struct str key;
	struct str title;
	struct str help; /* or empty, as the next two */
	struct str example;
	struct str prompt; /* to talk about it */
	struct str chapter_key;
	struct str chapter_title;
	int chapter; /* its number */
	int number;  /* of this question, from 1 */
	int total;
	bool is_first; /* nothing before it */
	const struct question_step *steps;
	size_t steps_len;

	struct str owner; /* mark of whose answer this is: goes with the form */
	struct str answer;
	int64_t version; /* of the answer as shown; 0 when there is none */
	int minimum;     /* characters from which it counts as answered */
	bool answered;
	bool is_saved; /* saved_at counts */
	usec saved_at;
	struct str error; /* too long, or empty */
	bool conflict;    /* answer was not saved: other was written meanwhile, at saved_at */
	struct str other;
};

struct question_line {
	struct str key;
	struct str title;
	struct str answer; /* its beginning is shown */
	bool answered;
};

struct chapter_view {
	struct str key;
	struct str title;
	struct str intro;
	int number;
	struct ring ring;
	int left;
	struct str next_key; /* first open question of this chapter; empty when all are answered */
	const struct question_line *questions;
	size_t questions_len;
};

struct read_chapter {
	struct str key;
	struct str title;
	int number;
	bool is_empty; /* nothing was written in it */
	const struct question_line *questions;
	size_t questions_len;
};

struct read_view {
	struct str name;
	struct str route; /* its title: "From school to mbo" */
	day today;
	bool is_empty;        /* no answer at all */
	struct str first_key; /* the first question, to begin with */
	const struct read_chapter *chapters;
	size_t chapters_len;
};
