/* Leaving: /account/delete, /deleted. */
#pragma once

#include "view/about.h"

/* Posted: when, "later" or "now". */
struct delete_view {
	const struct kept_rule *rules; /* what stays, and how long */
	size_t rules_len;
};

struct deleted_view {
	bool at_once;
};
