/* Pages of a project in numbers, below /projects/{organisation}/{key}: /numbers, and the list to
 * print, /people/print. */
#pragma once

#include "view/account.h"

/* How many of how many, with a bar as long. */
struct figure {
	struct str title, count; /* "12 of 40" */
	int percent;
};
struct figures {
	const struct figure *at;
	size_t at_len;
};
struct project_numbers_view {
	struct str path;  /* of the project */
	struct str title; /* of the project */
	struct figures funnel;
	int64_t waiting;             /* were invited and did not open their page */
	int64_t counted;             /* whose words are counted */
	int64_t least, shares_least; /* how many it takes: for what they wrote about, the other */
	struct figures areas, languages;
	bool is_whole; /* of everybody; else of those whom the reader follows, and no extract */
	bool can_extract;
};

/* To sign on. */
struct sign_line {
	int64_t number;
	struct str given_name, family_name, country; /* country: or empty */
};
struct sign_list_view {
	struct str path; /* of the list */
	struct str title, organisation;
	bool is_minimal; /* names alone */
	const struct sign_line *lines;
	size_t lines_len;
	struct str other;          /* path of the list with more, or less, on it */
	struct str earlier, later; /* paths of pages; or empty */
};
