/* Pages of the route: /passport/route, /passport/route/{key} the first time. */
#pragma once

#include "view/page.h"

struct choice_option {
	struct str key;
	struct str text;
	bool chosen;
};

/* One of the questions that choose the route. Posted: choice, the key of an option. */
struct choice_view {
	struct str key;
	struct str text;
	struct str help;
	int number; /* from 1 */
	int total;
	struct str before; /* key of the choice before it; empty for the first */
	struct str error;  /* nothing chosen, or empty */
	const struct choice_option *options;
	size_t options_len;
};

struct route_choice {
	struct str key;
	struct str text;
	const struct choice_option *options;
	size_t options_len;
};

/* Posted: an option for each choice, under its key, and wording. */
struct route_view {
	const struct route_choice *choices;
	size_t choices_len;
	const struct choice_option *wordings;
	size_t wordings_len;
};

struct kept_pick {
	struct str key;
	struct str option;
};

/* What another route would change, before it does. Posted: what route_view posts, and sure. */
struct change_view {
	struct str from; /* titles of the routes */
	struct str to;
	const struct str *hidden; /* questions with an answer that go out of sight */
	size_t hidden_len;
	int hidden_count;
	const struct str *back; /* with an answer from before */
	size_t back_len;
	int back_count;
	const struct str *fresh;
	size_t fresh_len;
	int fresh_count;
	const struct kept_pick *picks;
	size_t picks_len;
};
