/*
 * What somebody learned in a project. Below base: /areas/{area}/{moment} (posted: answer, owner,
 * version, go), .../say (posted: answer), /about (posted: partner, relation), /submit
 * (posted: revision), /back, /anew, /prove (posted: code), /former/{area}/{moment} (posted: area,
 * moment). Of the organiser: suggest (posted to
 * action: area, moment, answer).
 */
#pragma once

#include "view/evidence.h"
#include "view/referee.h"
#include "view/thread.h"

/* What was said beside a text, and a form to say more: posted to action; empty: there is none. */
struct learning_talk {
	struct str id; /* unique on the page */
	struct str action, owner, area, moment;
	const struct comment_line *said;
	size_t said_len;
	struct shown_field answer;
};

/* One moment of an area. */
struct learning_column {
	const char *moment; /* message id */
	struct str path;    /* where it is written; empty for who reads */
	struct str move;    /* where it is put into another area; or empty */
	struct str text;
	bool is_damaged;
	bool is_blank; /* something stands there, and says nothing */
	bool has_talk;
	struct learning_talk talk;
};
struct learning_card {
	struct str title;
	struct str goals, goals_lang; /* of the project in it; or empty */
	const struct learning_column *columns;
	size_t columns_len;
	const struct evidence_line *evidence; /* for who wrote it: what shows it */
	size_t evidence_len;
};
/* As it stands on a certificate: what is empty is not there. */
struct learning_part {
	const struct learning_card *cards;
	size_t cards_len;
	struct str partner, relation;
	const struct evidence_line *evidence;
	size_t evidence_len;
	const struct referee_line *referees; /* who confirm it */
	size_t referees_len;
};

struct learning_choice {
	struct str path, title, about;
};
struct learning_state {
	struct str base;
	usec submitted, accepted;
	bool is_submitted, is_accepted, has_suggestion;
	bool is_locked; /* to a code that was made later */
};
struct learning_view {
	struct str own; /* path of the page of the project */
	struct str base, title;
	struct learning_state state;
	struct str goals, goals_lang;
	const struct learning_card *begun;
	size_t begun_len;
	const struct learning_choice *others; /* areas without a word */
	size_t others_len;
	const struct learning_card *former; /* written before the project had these areas */
	size_t former_len;
	bool can_submit, was_saved, was_taken_back, was_moved;
	struct str partner, relation;
	int64_t evidence; /* how much shows it */
	int64_t referees; /* how many were asked to confirm it */
};

struct learning_step {
	struct str path;
	const char *moment;
	int number;
	bool counts, is_current;
};
struct learning_earlier {
	struct str text;
	usec at;
};
struct learning_write_view {
	struct str base, action, title, about, prompt, example;
	const char *moment;
	const struct learning_step *steps;
	size_t steps_len;
	bool is_locked;   /* handed in: it is only shown */
	struct str ended; /* where somebody comes in again */
	struct str owner, answer;
	int64_t version;
	bool counts, is_blank, is_damaged, is_saved;
	usec saved_at;
	struct str error;
	bool is_conflict;
	struct str other;
	struct str goals, goals_lang;         /* of the project in this area */
	struct str all_goals, all_goals_lang; /* and in all, at the start */
	const struct learning_column *beside; /* what stands at the other moments */
	size_t beside_len;
	struct learning_talk talk;
	bool has_talk;
	const struct evidence_line *evidence; /* what shows it, of any moment */
	size_t evidence_len;
	struct str add; /* path where something is added to that; empty: it is handed in */
	const struct learning_earlier *past;
	size_t past_len;
};

struct learning_about_view {
	struct str base, owner;
	struct shown_field partner, relation;
	struct problem problem;
};

/* Where a text of another framework goes. */
struct learning_target {
	struct str id, title, about;
	bool chosen;
};
struct learning_when {
	struct str id;
	const char *text; /* message id */
	bool chosen;
};
struct learning_move_view {
	struct str base, action, title, text;
	const char *moment;
	const struct learning_target *areas;
	size_t areas_len;
	const struct learning_when *moments;
	size_t moments_len;
	struct str area_error;
	struct problem problem;
};

/* Written before the code was made that opens the page. */
struct learning_closed_view {
	struct str own, base;
	bool is_locked; /* it can be read; else nothing of it */
	bool can_begin_anew;
	bool by_code, by_mail;
	bool had_mail; /* an address, then */
	struct shown_field code;
	struct problem problem;
};
/* Posted to base/prove/mail: code; the mail is asked for by base/prove/ask. */
struct learning_mailed_view {
	struct str base;
	struct shown_field code;
	struct problem problem;
};
struct learning_submit_view {
	struct str base, title;
	struct learning_part part;
	int64_t revision;
	bool is_empty;
	struct problem problem;
};

/* The organiser's. */
struct learning_read_view {
	struct str list, action, accept; /* paths */
	struct str name, title;
	usec submitted, accepted;
	bool is_accepted;
	struct learning_part part;
	bool was_said;
};
