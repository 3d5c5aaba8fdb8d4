/* Pages about this place, for everybody: /who-sees-what, /accessibility. */
#pragma once

#include "view/page.h"

#include <stdint.h>

struct who_action {
	const char *text; /* message id, as all here */
};

struct who_relation {
	const char *text;
	const struct who_action *actions; /* empty: nothing */
	size_t actions_len;
};

enum kept_unit { KEPT_MINUTES, KEPT_HOURS, KEPT_DAYS, KEPT_YEARS, KEPT_ALWAYS };

struct kept_rule {
	const char *what;
	const char *ground;
	const char *from;
	const char *end;
	int64_t n;
	enum kept_unit unit;
};

struct who_view {
	const struct who_relation *relations;
	size_t relations_len;
	const struct kept_rule *rules;
	size_t rules_len;
};

struct accessibility_view {
	struct str address; /* of the place */
	day examined;       /* last, by ourselves */
	struct str contact; /* mail address; or empty */
	struct str link;    /* to it */
};
