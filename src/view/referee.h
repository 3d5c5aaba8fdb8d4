/*
 * Who confirms what somebody learned. The page of who asks, posted to path: name, function, mail,
 * language, areas; to path of a line: /remove, /restore, and /choose with shown. The page of who is
 * asked: /referee, posted code; /referee/answer: code, words, and answer (yes or no).
 */
#pragma once

#include "view/evidence.h"
#include "view/participant.h"

struct referee_line {
	struct str path; /* of its forms */
	struct str name, function, mail, words;
	const char *state; /* message id: "Confirmed it" */
	usec asked;
	day ends;
	bool waits; /* for an answer */
	bool is_confirmed, on_certificate;
	bool is_outdated, is_damaged;
};
struct referees_view {
	struct str base; /* of what was learned */
	struct str path;
	const struct referee_line *lines;
	size_t lines_len;
	bool is_full, was_saved, was_asked;
	struct str undo; /* path that takes back whom was just removed; or empty */
	struct shown_field name, function, mail;
	struct str areas_error;
	const struct area_choice *areas; /* in which something is written */
	size_t areas_len;
	struct mail_language_view language;
	int64_t most;
	struct problem problem;
};

struct referee_code_view {
	bool was_answered;
	struct code_field code;
	struct problem problem;
};
struct referee_shown_text {
	struct str title;   /* of the area; empty: that of the one before */
	const char *moment; /* message id */
	struct str text;
};
struct referee_asked_view {
	struct str code;
	struct str name, project, organisation, referee, function;
	const struct referee_shown_text *texts;
	size_t texts_len;
	day ends;
	struct shown_field words;
	struct problem problem;
};
