/*
 * Looking along: /with, /with/{key}, /with/{key}/{part}, and the conversation beside an answer.
 * Posted: answer (a comment) with question or holder; talked, 1 or 0.
 */
#pragma once

#include "view/passport.h"

struct with_card {
	struct str key;
	struct str name;
	struct str initial;
	int colour;
	day ends;
};
/* Somebody to whom one said yes as a parent. Posted to /with/{key}/consent: say, yes or no. */
struct with_consent {
	struct str key;
	struct str name;
	day given;
};
struct with_list_view {
	const struct with_card *people;
	size_t people_len;
	const struct with_consent *consents;
	size_t consents_len;
	bool left; /* stopped looking along just now */
};

struct with_part {
	struct str key; /* of the scope */
	struct str title;
	int number; /* its colour */
	int asked;  /* questions that they want to talk about */
	int said;   /* conversations in which they spoke last */
};
struct with_person_view {
	struct str key;
	struct str name;
	bool has_photo;
	const struct with_part *parts;
	size_t parts_len;
	bool asks_consent; /* of a parent, for health and care; what follows is theirs */
	int64_t consent_age;
	bool consented;
	day consented_on;
	bool refused;
	day refused_on;
};

struct with_answer {
	struct question_line line;
	struct str prompt; /* to talk about it; or empty */
	struct thread_view thread;
};
struct with_chapter_view {
	struct str key;
	struct str name;
	struct str part;
	struct str title;
	int number;
	const struct with_answer *answers;
	size_t answers_len;
	bool may_talk;
};

/* A conversation card, to print: /passport/talk/card and /passport/talk/card/{key}. */
struct card_choice {
	struct str key;
	struct str title;
	int number;
};
struct card_list_view {
	const struct card_choice *chapters;
	size_t chapters_len;
};
struct card_question {
	struct str title;
	struct str prompt;
};
struct card_view {
	struct str key; /* of the chapter */
	struct str name;
	struct str title;
	int number;
	day today;
	const struct card_question *questions;
	size_t questions_len;
	const struct language_choice *languages; /* to print it in; the page's is chosen */
	size_t languages_len;
};
