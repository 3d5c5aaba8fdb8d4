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
struct part_kept_view {
	struct str path;
	struct str organisation, title, type, number;
	bool has_days;
	day starts, ends;
	usec deleted;
	struct str name, country, mail, place, message;
	bool has_born;
	day born;
	struct learning_part part;
	const struct kept_certificate_view *certificates;
	size_t certificates_len;
};
