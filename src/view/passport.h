/*
 * Pages of the learner's own passport: /passport, /passport/chapters/{key},
 * /passport/questions/{key} and what stood there before, /passport/read.
 */
#pragma once

#include "base/time.h"
#include "view/html.h"
#include "view/page.h"
#include "view/thread.h"

/* How many of how many, drawn as a ring. */
struct ring {
	int done;
	int total;
	int percent; /* 0 to 100; 100 only when complete */
	bool complete;
};

struct chapter_card {
	struct str key;
	struct str title;
	int number; /* 1 to 4: its colour */
	struct ring ring;
	int left; /* questions not answered yet */
};

/* A project that the person took part in. */
struct home_project {
	struct str path, title;
};
struct home_view {
	struct str name;
	struct dead_mail dead;
	bool has_photo;
	bool can_undo;       /* the route changed just now */
	bool asks_parent;    /* to be invited; posted to /passport/no-parent: rather not */
	struct str route;    /* its title: "From school to mbo" */
	struct ring ring;    /* all chapters together */
	struct str next_key; /* the next open question; empty when all are answered */
	struct str next_title;
	int next_chapter; /* its number */
	const struct chapter_card *chapters;
	size_t chapters_len;
	const struct chapter_card *apart; /* health and care */
	size_t apart_len;
	const struct home_project *projects; /* the newest */
	size_t projects_len;
};

struct question_step {
	struct str key;
	struct str title;
	int number; /* from 1 */
	bool answered;
	bool current;
};

enum question_form {
	QUESTION_TEXT,
	QUESTION_LIST,
	QUESTION_CHOICE,
	QUESTION_SEVERAL,
	QUESTION_SCALE,
	QUESTION_PHOTO,
};

struct question_option {
	struct str key;
	struct str text;
	bool chosen;
	struct html picture; /* or empty */
};

/* One field of a list; its number is heard. */
struct question_row {
	struct str text;
	int number;
};

/*
 * Posted: answer (TEXT; LIST, once a line) or option (what can be chosen; once empty), version,
 * go (next, previous, later, stay, more: one line more, replace: what the writer was shown in
 * conflict; absent: next). The same post with "Accept: application/json" is an autosave;
 * assets/js/question.js says what it wants in return.
 */
struct question_view {
	struct str key;
	struct str title;
	struct str help; /* or empty, as the next two */
	struct str example;
	struct str prompt;   /* to talk about it */
	struct str why;      /* it is asked; or empty */
	struct html picture; /* with easy words; and what it shows; or empty */
	struct str shows;
	struct str chapter_key;
	struct str chapter_title;
	int chapter; /* its number */
	int number;  /* of this question, from 1 */
	int total;
	bool is_first;           /* nothing before it */
	struct str previous_key; /* or empty, as the next */
	struct str next_key;
	bool is_apart; /* health and care, with the next two */
	struct str apart_why;
	struct str apart_skip;
	const struct question_step *steps;
	size_t steps_len;

	enum question_form form;
	struct str owner;                /* mark of whose answer this is: goes with the form */
	struct str answer;               /* TEXT */
	const struct question_row *rows; /* LIST: lines, and empty ones */
	size_t rows_len;
	bool has_room;                         /* for one more line */
	bool has_picture;                      /* PHOTO: answer is its description */
	const struct question_option *options; /* CHOICE, SEVERAL, SCALE: its steps */
	size_t options_len;
	int most;       /* LIST: lines, SEVERAL: options */
	struct str low; /* SCALE: words at its ends */
	struct str high;
	int64_t version; /* of the answer as shown; 0 when there is none */
	int minimum;     /* characters from which it counts as answered */
	bool answered;
	bool is_damaged; /* there is an answer that cannot be read */
	bool is_saved;   /* saved_at counts */
	usec saved_at;
	bool has_past;    /* other versions to look at */
	struct str error; /* too long, or empty */
	bool conflict;    /* answer was not saved: other was written meanwhile, at saved_at */
	struct str other;
	struct threads_view talk;
};

struct scale_dot {
	bool chosen;
};

/* A step on a scale, with the words at its ends; steps is 0 when it is none. */
struct scale_shown {
	int step;
	int steps;
	struct str low;
	struct str high;
	const struct scale_dot *dots;
	size_t dots_len;
};

struct question_line {
	struct str key;
	struct str title;
	struct str language;     /* of what was written, where it is not the page's */
	struct str answer;       /* in words; its beginning is shown */
	const struct str *lines; /* of what is written or chosen one by one: instead of answer */
	size_t lines_len;
	struct scale_shown scale; /* of a scale: instead of answer, too */
	bool has_picture;         /* answer is its description */
	struct str picture;       /* where it is */
	bool answered;
	bool is_damaged;
};

struct chapter_view {
	struct str key;
	struct str title;
	struct str intro;
	struct str skip; /* of what is kept apart: that skipping is fine */
	bool is_apart;
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
	bool is_apart;
	bool is_empty; /* nothing was written in it */
	const struct question_line *questions;
	size_t questions_len;
};

struct read_view {
	struct str name;
	struct str route; /* its title: "From school to mbo" */
	day today;
	bool is_empty;        /* no answer at all */
	bool has_apart;       /* an answer in what is kept apart */
	struct str first_key; /* the first question, to begin with */
	const struct read_chapter *chapters;
	size_t chapters_len;
	const struct question_line *hidden; /* answers to what is not asked now */
	size_t hidden_len;
};

/* One version of an answer. */
struct past_line {
	int64_t version;
	usec at;
	struct question_line line;
	struct str picture; /* where it is */
	bool is_empty;
};

/* What stood there before. Posted: version, to put back, and seen, the present one. */
struct history_view {
	struct str key;
	struct str title;
	bool is_asked; /* there is a page of the question */
	bool was_put_back;
	int64_t seen;
	int64_t before;                  /* the version before the present one; 0: none */
	const struct past_line *present; /* one, or none */
	size_t present_len;
	const struct past_line *past;
	size_t past_len;
};

/* One dated version in the list. */
struct dated_line {
	struct str key;
	usec made;
	bool is_imported;
	usec imported; /* then it came in with a copy */
};

struct dated_list_view {
	const struct dated_line *versions;
	size_t versions_len;
	struct str error; /* or empty */
};

struct dated_chapter {
	struct str title;
	int number;
	const struct past_line *answers; /* those that there are */
	size_t answers_len;
};

struct dated_view {
	struct str key;
	struct str name;
	struct str route;
	usec made;
	bool has_apart; /* something about health and care */
	const struct dated_chapter *chapters;
	size_t chapters_len;
};
