/*
 * Pages about live links. The owner's: /passport/share, /passport/share/{key} with /what, /whom,
 * /until and /eyes. The visitor's: /s (the door), /s/answer (the owner's yes or no from a mail),
 * /shared. Posted fields have the names used here.
 */
#pragma once

#include "base/time.h"
#include "view/passport.h"
#include "view/talk.h"

struct share_line {
	struct str key;
	struct str receiver;
	const char *purpose; /* message id */
	day ends;
	const char *over; /* message id: why it opens nothing any more; or NULL */
	bool is_draft;
	int64_t waiting; /* visitors who wait for a yes */
};

struct shares_view {
	const struct share_line *open; /* drafts and links that work */
	size_t open_len;
	const struct share_line *over;
	size_t over_len;
	struct problem problem;
};

/* The first step: posted as scopes. */
struct share_what_view {
	struct str key;
	struct terms_view terms;
	bool wrong;
};

struct purpose_option {
	const char *key;
	const char *text; /* message id */
	bool chosen;
};
/* The second: posted as purpose and receiver. */
struct share_whom_view {
	struct str key;
	const struct purpose_option *purposes;
	size_t purposes_len;
	struct str purpose_error;
	struct shown_field receiver;
	bool wrong;
};

struct places_option {
	int places;
	bool chosen;
};
/* The third: posted as ends and places. */
struct share_until_view {
	struct str key;
	struct terms_view terms; /* its last day */
	const struct places_option *options;
	size_t options_len;
	struct str places_error;
	bool wrong;
};

struct share_view {
	struct str key;
	const char *purpose; /* message id */
	struct str receiver;
	const struct str *parts; /* titles */
	size_t parts_len;
	day ends;
	int64_t places, left; /* that get in unasked */
	bool is_draft, is_live;
	const char *over; /* message id; or NULL */
	bool can_undo;
	struct leaflet_view leaflet; /* while it is live */
	const struct access_card *waiting;
	size_t waiting_len;
	const struct access_card *visitors; /* who are in */
	size_t visitors_len;
	struct problem problem;
};

/* What the receiver sees of it: shown to the owner. */
struct share_eyes_view {
	struct str key;
	struct str name;
	const struct read_chapter *chapters;
	size_t chapters_len;
};

/* The door: posted as code. */
struct share_door_view {
	struct shown_field code;
	struct problem problem;
	bool has_code; /* this browser brought one: it is asked for an account, or to open */
	bool signed_in;
	struct str person; /* signed in as */
};

/* The owner's yes or no: posted as key and go (look, yes, no). */
struct share_answer_view {
	struct str key; /* empty: it stands in the fragment of the address */
	struct str name;
	usec at;
	bool is_waiting, is_in, is_over;
	struct problem problem;
};

struct shared_card {
	struct str key;   /* of what was shared */
	struct str owner; /* the page to read it on */
	struct str name;
	struct str initial;
	int colour;
	bool is_open, is_waiting, is_handled;
	usec at; /* since when */
	day ends;
};
struct shared_view {
	const struct shared_card *cards;
	size_t cards_len;
};
