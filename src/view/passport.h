/*
 * Pages of the learner's own passport: /passport, /passport/route/school, /passport/route/goal,
 * /passport/chapters/{key}, /passport/questions/{key}, /passport/read.
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

enum route_school { ROUTE_SCHOOL_OPEN, ROUTE_SCHOOL_YES, ROUTE_SCHOOL_NO };
enum route_goal { ROUTE_GOAL_OPEN, ROUTE_GOAL_MBO, ROUTE_GOAL_WORK };

/* Both questions; school is "yes" or "no", goal is "mbo" or "work". */
struct route_view {
	enum route_school school;
	enum route_goal goal;
	bool changing;    /* there is a passport already */
	struct str error; /* nothing chosen, or empty */
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
	enum route_school school;
	enum route_goal goal;
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
 * Posted: answer, version, go (next, previous, later; absent: next). The same post with
 * "Accept: application/json" is an autosave; what assets/js/leerpas.js expects in return stands there.
 */
struct question_view {
	struct str key;
	struct str title;
	struct str intro; /* or empty, as the next three */
	struct str help;
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

	struct str answer;
	int64_t version; /* of the answer as shown; 0 when there is none */
	int minimum;     /* characters from which it counts as answered */
	int most;        /* characters that fit */
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
	enum route_school school;
	enum route_goal goal;
	day today;
	bool is_empty;        /* no answer at all */
	struct str first_key; /* the first question, to begin with */
	const struct read_chapter *chapters;
	size_t chapters_len;
};
