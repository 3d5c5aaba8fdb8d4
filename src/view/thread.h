/*
 * The conversation beside an answer. Posted below its path: comment (answer, and holder or
 * question), talked (talked, 1 or 0), ask.
 */
#pragma once

#include "base/time.h"
#include "view/account.h"

struct comment_line {
	bool mine;
	struct str who; /* of the other */
	usec at;
	struct str text;
	bool is_damaged;
};

/* One thread beside an answer. */
struct thread_view {
	struct str path;     /* posts go below it: "/passport/questions/who.self" */
	struct str question; /* key; of the companion's form, else empty */
	struct str holder;   /* key; of the learner's form, else empty */
	struct str id;       /* for its fields, unique on the page */
	struct str who;      /* the other one */
	struct str language; /* of what the other wrote, where it is not the page's */
	struct str owner;    /* mark of who writes: goes with the form */
	bool holds;          /* one may still write */
	bool is_learner;
	const struct comment_line *comments;
	size_t comments_len;
	bool asked;
	bool talked;
	usec talked_at;
	struct shown_field comment;
};
/* On the page of a question. */
struct threads_view {
	const struct thread_view *threads;
	size_t threads_len;
};
