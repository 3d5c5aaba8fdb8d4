/*
 * Pages of a project coordinator, below /projects/{organisation}: the list, /new, and below
 * /{key} of a project: what it is, /basics, /text, /goals, /activities/{item}, /parties/{item},
 * /history, /longer, /close, /reopen; for its partners too, as far as they may.
 */
#pragma once

#include "base/time.h"
#include "view/account.h"

struct project_card {
	struct str path;
	struct str title, type, number; /* number: or empty */
	bool has_days;
	day starts, ends;
	usec closed; /* or 0 */
};
struct projects_view {
	struct str path; /* "/projects/0123..." */
	struct str organisation;
	const struct project_card *projects;
	size_t projects_len;
};

/* Posted to action: title, type, number, copy, sure, sure_type. */
struct type_choice {
	struct str key, title, about;
	bool chosen;
};
struct same_link {
	struct str path, title;
};
struct project_basics_view {
	struct str action;
	struct str list; /* path of the projects */
	struct str back; /* path of the list, or of the project */
	bool is_new;
	struct str copy, copied; /* key and name of the one it becomes a copy of; or empty */
	struct shown_field title, number;
	struct str type_error;
	const struct type_choice *types;
	size_t types_len;
	bool has_same; /* the number is another project's too: pressed again, it is meant so */
	const struct same_link *same;
	size_t same_len;
	bool is_elsewhere;
	int64_t left;               /* people whose words the chosen type hides: the same */
	struct str sure, sure_type; /* number and type that are meant so when it is pressed again */
};

struct activity_line {
	struct str path;
	struct str title, place;
	day starts, ends;
	bool is_one_day;
};
struct party_line {
	struct str path;
	struct str name, place;
	const char *role; /* message id */
	bool has_logo;
};
/* A field of the description in the reader's language, or in another one. */
struct description_line {
	struct str title, text;
	struct str lang; /* tag; empty: the reader's own */
};
enum project_step {
	STEP_ACTIVITY,
	STEP_PARTY,
	STEP_TEXT,
	STEP_PEOPLE,
	STEP_INVITE, /* those whom nobody invited yet */
	STEP_READ,   /* what was handed in */
	STEP_REMIND, /* while the project goes on, who did not hand in */
	STEP_ISSUE,
	STEP_DELIVER,
	STEP_THANK,
	STEP_CLOSE,
	STEP_NONE
};
struct project_view {
	struct str path; /* of the project */
	struct str list; /* path */
	struct str key;
	struct str title, type, number;
	struct str confirms; /* what a certificate says */
	struct str type_key; /* of the specimen; empty: a type that is no more */
	struct str framework;
	const struct str *areas;
	size_t areas_len;
	const struct activity_line *activities;
	size_t activities_len;
	const struct party_line *parties;
	size_t parties_len;
	const struct description_line *description;
	size_t description_len;
	const struct same_link *same;
	size_t same_len;
	bool is_elsewhere;
	enum project_step step;
	/* How many wait for each step. */
	int64_t fresh, handed_in, waiting; /* nobody invited them; to be read; did not hand in */
	int64_t missing, undelivered, unthanked; /* of certificates; of mails to thank */
	bool is_over;
	int64_t people;            /* of a partner who follows some: those */
	bool is_partner, is_whole; /* is_whole: everybody */
	bool may_change, has_editors;
	day kept_for;
	bool can_be_longer;
	int64_t asked; /* who ask for their certificate */
	bool is_closed;
	usec closed;
	bool was_made, was_saved;
	struct str undo; /* path that takes back what was just removed; or empty */
};

/* Posted to {path}/longer: until, reason. */
struct project_longer_view {
	struct str path, title;
	day kept_for, longest;
	struct shown_field until, reason;
	struct problem problem;
};

/* Posted to action: language, version, and answer_FIELD for each. */
struct text_lang {
	struct str tag, name, path;
	bool chosen, has_text;
};
struct text_field {
	struct str name, title, help;
	struct shown_field text;
	bool has_other; /* somebody else wrote meanwhile: */
	struct str other;
};
struct project_text_view {
	struct str path, action;
	const char *heading; /* message id */
	const char *more;    /* message id */
	struct str title;
	struct str owner;
	struct str tag; /* of the language */
	const struct text_lang *langs;
	size_t langs_len;
	const struct text_field *fields;
	size_t fields_len;
	struct str version; /* posted back */
	bool is_conflict, was_saved;
};

/* Posted to action: title, place, starts, ends; and to action/remove. */
struct project_activity_view {
	struct str path;
	struct str action;
	bool is_new;
	struct shown_field title, place, starts, ends;
	struct problem problem;
};

/* Posted to action: name, place, role, logo, drop; and to action/remove. */
struct role_pick {
	struct str key;
	const char *text; /* message id */
	bool chosen;
};
struct project_party_view {
	struct str path;
	struct str action;
	bool is_new;
	struct shown_field name, place;
	const struct role_pick *roles;
	size_t roles_len;
	bool has_logo;
	struct str logo_error;
	struct problem problem;
};

/* Posted to {path}/close: reason; while somebody has no certificate. */
struct project_close_view {
	struct str path;
	struct str title;
	int64_t missing;
	struct shown_field reason;
};

struct history_line {
	const char *what; /* message id */
	struct str who, about, reason;
	bool is_damaged; /* the reason */
	usec at;
};
struct history_day {
	day date;
	const struct history_line *lines;
	size_t lines_len;
};
struct project_history_view {
	struct str path;
	struct str title;
	const struct history_day *days;
	size_t days_len;
	int64_t newer, older; /* pages; 0: there is none */
};
