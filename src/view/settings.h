/* The page /account/settings: how a person is called, their whole name, how large the pages are. */
#pragma once

#include "view/account.h"

struct settings_view {
	struct shown_field name, full_name;
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

/* /account/password; POST with old (for who has one) and password. */
struct password_view {
	bool is_set;
	bool has_mail; /* else a password would let nobody in */
	bool saved;
	struct str old_error, error; /* what was typed is never shown again */
	struct problem problem;
};

/* /account/roles; POST /account/roles/{key}/mail with mail, empty for where other mail goes. */
struct role_address {
	struct str mail;
	bool chosen;
};
struct role_shown {
	struct str key;
	struct str label; /* what the organisation calls it */
	struct str organisation;
	struct str path; /* of its pages; empty: it has none */
	day since, until;
	bool has_end; /* until is known */
	const struct role_address *addresses;
	size_t addresses_len;
	bool as_other; /* none was chosen */
	bool is_dead;  /* our last mail to the chosen one did not arrive */
};
struct roles_view {
	const struct role_shown *now;
	size_t now_len;
	const struct role_shown *past;
	size_t past_len;
	bool can_choose; /* they have more than one address */
	bool saved;
};

/* /account/photo; POST with a file photo, and /account/photo/remove. */
struct photo_view {
	bool has_photo;
	bool saved;
	struct str error;
};
