/* The page /account/settings: how a person is called, and how large the pages are. */
#pragma once

#include "view/account.h"

struct settings_view {
	struct shown_field name;
	bool large_type;
	bool saved;
};

/* /account/birth-date; POST with born, and /account/birth-date/forget. */
struct birth_date_view {
	struct shown_field born;
	struct str consent; /* who is younger needs a parent to agree */
	bool is_asked;      /* else it is only there to be taken away */
	bool is_said;
	bool saved;
	struct str back; /* path to go on to */
};

/* /account/notices; POST with a field for each kind that people choose: now, daily or never. */
struct notice_shown {
	struct str id;
	const char *name; /* message id */
	bool now, daily, never;
};
struct notice_always {
	const char *name; /* message id */
	const char *why;  /* message id */
};
struct notices_view {
	const struct notice_shown *chosen;
	size_t chosen_len;
	const struct notice_always *always;
	size_t always_len;
	bool saved;
};
