/*
 * Pages about live links. The owner's: /passport/share, /passport/share/{key} with /what, /whom,
 * /until and /eyes; /passport/receivers. The visitor's: /s (the door), /s/answer (the owner's yes
 * or no from a mail), /shared. Posted fields have the names used here.
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

/* What an organisation asks of who shares with it. */
struct receiver_card {
	struct str key;
	struct str name;
	const char *purpose; /* message id, as the next */
	const char *how;     /* a link, a PDF */
	bool has_paper_end;  /* a last day for the PDF, which is still to come */
	day paper_ends;
	const struct str *parts; /* titles */
	size_t parts_len;
	struct str leave_at; /* or empty */
	bool is_less;        /* that link does not share all of it */
};
struct receivers_view {
	const struct receiver_card *cards;
	size_t cards_len;
	struct problem problem;
};

struct shares_view {
	bool has_receivers;            /* somebody says what they ask for */
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
struct places_view {
	const struct places_option *options;
	size_t options_len;
	struct str error;
};
/* The third: posted as ends and places. */
struct share_until_view {
	struct str key;
	struct terms_view terms; /* its last day */
	struct places_view places;
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
	bool can_undo, can_undo_change;
	struct leaflet_view leaflet; /* while it is live; without a link: it cannot be shown */
	const struct access_card *waiting;
	size_t waiting_len;
	const struct access_card *visitors; /* who are in */
	size_t visitors_len;
	const struct access_card *former; /* who do not come in any more */
	size_t former_len;
	struct receiver_card asks; /* without a name: nobody who says so */
	struct problem problem;
};

/* All three for a link that works. */
struct share_change_view {
	struct str key;
	struct terms_view terms;
	struct places_view places;
	struct shown_field receiver;
	bool wrong;
};

struct share_difference_view {
	const struct str *added; /* titles of parts, as the next */
	size_t added_len;
	const struct str *removed;
	size_t removed_len;
	bool is_longer, is_shorter;
	day ends;
	bool other_places;
	int64_t places;
	bool renamed;
	struct str receiver;
};
/* As the form posts them, with sure. */
struct share_values {
	const struct str *scopes;
	size_t scopes_len;
	struct str ends;
	int64_t places;
	struct str receiver;
};
/* What a change does, asked before or told after it; values: to do it. */
struct share_changed_view {
	struct str key;
	struct share_difference_view difference;
	struct share_values values;
};

/* What the receiver sees of it: shown to the owner. */
struct share_eyes_view {
	struct str key;
	struct str name;
	bool has_photo;
	const struct read_chapter *chapters;
	size_t chapters_len;
};

/* The door: posted as code. */
struct share_door_view {
	struct code_field code;
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
	bool is_open, is_waiting, is_handled, has_photo;
	usec at; /* since when */
	day ends;
};
/* One of them: /shared/{key}; without chapters unless it is open. */
struct shared_one_view {
	struct shared_card card;
	const struct read_chapter *chapters;
	size_t chapters_len;
};
struct shared_view {
	const struct shared_card *cards;
	size_t cards_len;
};
