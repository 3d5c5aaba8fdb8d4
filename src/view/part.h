/*
 * One's own page of a project: /part (posted: code, path, kept), /part/mine, and below
 * /part/{key}: the page, /data, /close, /claim, /undo.
 */
#pragma once

#include "view/account.h"
#include "view/participant.h"
#include "view/part_shown.h"

struct part_code_view {
	struct code_field code;
	struct problem problem;
	struct str path, kept; /* as in sign_in_view: what they were sending; or empty */
	struct str open;       /* path of the page that is open in this browser; or empty */
	bool closed;           /* it was closed just now */
	struct language_row languages;
};

/* What they can do now. */
struct part_next {
	const char *text;   /* message id */
	const char *button; /* the same */
	struct str path;
	bool is_asking;      /* it is asking for the certificate; path: what they wrote */
	bool is_rest;        /* nothing: path leads to what is there */
	bool is_certificate; /* else it is about what they learned */
};

struct part_view {
	struct str path;
	struct str organisation, title, type, given_name, message;
	bool has_days, has_deadline, is_late;
	day starts, ends, deadline;
	const char *state; /* message id */
	struct part_next next;
	bool handed_in, is_certified, was_withdrawn, is_closed;
	struct part_legend legend;
	bool may_ask, has_asked; /* for the certificate */
	bool wants_reminders;
	/* what is noted */
	struct str name, country, mail, place, language, also;
	bool has_born;
	day born;
	/* how it is open */
	bool by_code;      /* else in the account of who is signed in */
	struct str person; /* who is signed in; or empty */
	bool was_saved, was_claimed, was_asked, can_undo;
	struct part_happened happened;
};

struct part_data_view {
	struct str path;
	struct shown_field given_name, family_name, mail, born, place;
	struct str country_error, language_error;
	struct str unchosen; /* of the languages */
	const struct country_choice *countries;
	size_t countries_len;
	const struct country_choice *languages;
	size_t languages_len;
	struct also_view also;
	struct str version;          /* posted back */
	struct part_differs differs; /* when somebody else changed it meanwhile */
	struct problem problem;
};

struct part_card {
	struct str path;
	struct str title, organisation;
	const char *state; /* message id */
	bool has_days;
	day starts, ends;
};
struct parts_view {
	const struct part_card *parts;
	size_t parts_len;
	const struct part_card *kept; /* of projects that were deleted */
	size_t kept_len;
	bool was_removed;
};
