/*
 * What shows what somebody learned: the page of who has it. Posted to path: title, area, link,
 * file, shown; to path of a line: /remove, /restore, and /choose with shown.
 */
#pragma once

#include "view/account.h"

struct evidence_line {
	struct str path;  /* of its forms, and of a file; empty: none is there for the reader */
	struct str title; /* or empty: it is damaged */
	struct str area;  /* what it is about; empty: all of it */
	struct str link;
	const char *kind; /* message id: "Photo" */
	int64_t kilobytes;
	usec made;
	bool is_file, on_certificate;
};

struct area_choice {
	struct str id, title;
	bool chosen;
};
struct evidence_view {
	struct str base; /* of what was learned */
	struct str path;
	const struct evidence_line *lines;
	size_t lines_len;
	bool is_locked, is_full;
	bool was_saved;
	struct str undo; /* path that takes back what was just removed; or empty */
	struct shown_field title, link;
	struct str area_error, file_error;
	const struct area_choice *areas;
	size_t areas_len;
	bool is_shown;
	int64_t most, megabytes_picture, megabytes_pdf, megabytes;
	struct problem problem;
};
