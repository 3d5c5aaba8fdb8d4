/* Leaving: /account/delete, /deleted. */
#pragma once

#include "base/time.h"
#include "view/about.h"

/* Posted: when, "later" or "now". */
struct delete_view {
	const struct kept_rule *rules; /* what stays, and how long */
	size_t rules_len;
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
