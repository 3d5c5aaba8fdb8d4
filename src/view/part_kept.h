/* What an account keeps of a project that was deleted: /kept/{key}. */
#pragma once

#include "view/learning.h"

struct kept_paper_view {
	struct str path, language; /* language: its name */
};
struct kept_certificate_view {
	const struct kept_paper_view *papers;
	size_t papers_len;
	int64_t revision;
	day issued;
	const char *state;       /* message id */
	struct str code, reason; /* or empty */
};
/* What was written, and when in the project. */
struct kept_text_view {
	struct str area;
	const char *moment; /* message id */
	struct str text;
};
struct kept_referee_view {
	struct str name, function, mail, words;
	const char *state; /* message id */
	bool has_answered;
	usec answered;
	bool is_outdated; /* the text was another one afterwards */
	const struct kept_text_view *read;
	size_t read_len;
};
struct part_kept_view {
	struct str path;
	struct str organisation, title, type, number;
	bool has_days;
	day starts, ends;
	usec deleted;
	struct str name, country, mail, place, host, message;
	bool has_born, has_own_first, has_own_last;
	day born, own_first, own_last;
	const struct str *parties;
	size_t parties_len;
	struct learning_part part;
	const struct kept_text_view *past; /* what stood there before */
	size_t past_len;
	const struct kept_referee_view *referees;
	size_t referees_len;
	const struct kept_certificate_view *certificates;
	size_t certificates_len;
	struct str official; /* path of the official site's paper; or empty */
};
