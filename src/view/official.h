/* The page beside the official tool, /projects/{organisation}/{key}/official. Posted there: files;
 * to its /keep: chosen, keys of those that wait, and seen. */
#pragma once

#include "view/account.h"

struct official_match_line {
	struct str key;  /* posted as chosen */
	struct str file; /* its name */
	struct str given_name, family_name;
	bool replaces;
	bool is_older; /* than the one before it, of the same */
};
struct official_kept_line {
	struct str path; /* of the PDF; its /remove takes it away */
	bool can_read;
	struct str given_name, family_name;
	day at;
};
struct official_view {
	struct str path;  /* of the project */
	struct str title; /* of the project */
	bool has_grant;
	bool has_list;           /* is there for who looks */
	struct str site, source; /* the official one, and where it says what it takes */
	const struct official_match_line *matched;
	size_t matched_len;
	const struct official_match_line *unknown; /* whose is not clear */
	size_t unknown_len;
	const struct official_kept_line *kept;
	size_t kept_len;
	bool was_kept, was_removed;
	int64_t count; /* how many were kept */
	int64_t seen;  /* posted with what is chosen */
	struct str files_error;
	struct problem problem;
};
