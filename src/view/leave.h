/* Leaving: /account/delete, /deleted. */
#pragma once

#include "base/time.h"
#include "view/about.h"

struct stays_view {
	const char *text; /* message id */
};
/* Posted: when, "later" or "now". */
struct delete_view {
	const struct kept_rule *rules; /* what stays, and how long */
	size_t rules_len;
	const struct stays_view *others; /* what stays with others */
	size_t others_len;
};

struct deleted_view {
	bool at_once;
};

/* /account/export. POST asks for a new one; GET /account/export/file fetches it. */
struct export_view {
	bool runs, ready, failed;
	int percent;       /* while it runs */
	int64_t megabytes; /* once it is ready, rounded up */
	day until;
};

/* /account/import. POST sends a copy; /choose: parts; /drop: forgets it. */
struct import_left_view {
	struct str what, why;
};
struct import_part_view {
	const char *title; /* message id */
	struct str key;
	int64_t count;
	bool chosen;
	bool is_closed; /* something was written here already */
	const struct import_left_view *left;
	size_t left_len;
	int64_t more; /* left out, and not in the list */
};
struct import_stays_view {
	const char *title; /* message id */
	const char *why;   /* message id */
};
struct import_view {
	bool waits, runs, failed, done;
	struct str error, parts_error;
	struct str place; /* where the copy was made, as it says; or empty */
	day made;
	const struct import_part_view *parts;
	size_t parts_len;
	const struct import_stays_view *stays;
	size_t stays_len;
	const struct str *unknown;
	size_t unknown_len;
	int percent;
	int64_t came, left_out;
};
