/*
 * Pages about looking along: /passport/talk, /passport/talk/invite, /passport/talk/code,
 * /passport/access (with ?page= and /{key}), /invited, /me/code. Posted fields have the names used
 * here; a list of checkboxes is posted under the name of its list.
 */
#pragma once

#include "base/time.h"
#include "view/account.h"
#include "view/leaflet.h"
#include "view/page.h"

struct scope_choice {
	struct str key;
	struct str title;
	bool chosen;
	bool apart; /* health and care */
};

/* Whether health and care may be shared yet; empty where no rule asks for consent. */
struct consent_view {
	bool is_missing; /* then it may not */
	bool is_unknown; /* how old the person is; also missing */
	int64_t age;     /* who is younger needs it */
	struct str name; /* who agreed, and when; or empty */
	day given;
	bool is_refused, is_withdrawn; /* by a parent, on that day */
	day said_no;
};

/* Which parts, until when: a piece of a form. ends is posted as 2026-11-22. */
struct terms_view {
	const struct scope_choice *scopes;
	size_t scopes_len;
	struct str scopes_error;
	struct consent_view consent;
	struct shown_field ends;
	struct str first, last; /* days that may be chosen */
};

struct role_option {
	const char *key;
	const char *text; /* message id */
	bool chosen;
};

/* By mail, or (code set) with the code that somebody showed. Posted: role, too; by mail also reads,
 * the tag of a language or nothing. */
struct talk_invite_view {
	struct str code;
	struct str name;  /* whose code it is */
	struct str place; /* a mentor's code: of which organisation; else empty */
	struct shown_field called, mail, message;
	const struct role_option *roles;
	size_t roles_len;
	struct str role_error;
	const struct language_choice *languages; /* that the invited may read best */
	size_t languages_len;
	bool reads_own; /* one of them is chosen */
	struct terms_view terms;
	bool wrong;
	struct problem problem;
};

struct contact_view {
	struct code_field code;
};

/* Somebody who has, had or was offered access. */
struct access_card {
	struct str key;
	struct str who;     /* as the learner calls them, else their name, else the address */
	struct str name;    /* their own, when who says something else; or empty */
	struct str address; /* invited at, when nothing else says so; or empty */
	struct str initial;
	int colour;              /* 1 to 4 */
	const char *role;        /* message id */
	struct str link;         /* the live link that they came by; or empty */
	const struct str *parts; /* titles */
	size_t parts_len;
	day ends;
	bool is_invited; /* and did not answer yet */
	bool is_waiting; /* asks to be let in */
	bool is_away;    /* does not work there now: sees nothing */
	bool has_looked;
	usec looked;
	bool can_undo; /* was stopped just now */
	bool can_send_again, can_give_again;
	const char *over; /* message id: how it ended; NULL while it holds or waits */
	bool is_late;     /* is_invited, with a code that does not work any more */
};

struct access_reading {
	struct str who;
	const char *role; /* message id */
	struct str part;
	usec at;
	int64_t times;
};
struct access_day {
	day date;
	const struct access_reading *readings; /* newest first */
	size_t readings_len;
};

struct access_view {
	const struct access_card *cards; /* that hold or wait, or were stopped just now */
	size_t cards_len;
	const struct access_card *former;
	size_t former_len;
	const struct access_day *days;
	size_t days_len;
	int64_t newer, older; /* pages of who looked; 0: there is none */
	bool sent;            /* an invitation went out */
	struct consent_view consent;
};

/* /passport/access/{key}: other terms. */
struct access_change_view {
	struct access_card card;
	struct terms_view terms;
	bool wrong;
};

/* A conversation, by its last comment. */
struct talk_line {
	struct str key; /* of the question */
	struct str title;
	struct str who;
	bool mine;
	usec at;
};
struct talk_view {
	const struct access_card *cards; /* that hold or wait */
	size_t cards_len;
	const struct talk_line *latest; /* newest first */
	size_t latest_len;
};

/* The invited types the code. */
struct offer_code_view {
	struct code_field code;
	bool declined; /* said no just now */
};
/* What somebody is invited to; the code stays with the browser. */
struct offered_view {
	struct str name; /* who asks */
	struct str message;
	const char *role; /* message id */
	const struct str *parts;
	size_t parts_len;
	day ends;
	bool is_own;
	bool signed_in;
	struct str person; /* signed in as */
};

struct my_code_view {
	bool has_code;
	struct leaflet_view leaflet;
};
