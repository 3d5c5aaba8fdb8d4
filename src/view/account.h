/*
 * Pages of the account: /register, /register/confirm, /sign-in, /account, /account/log. Posted
 * fields have the names used here.
 */
#pragma once

#include "base/time.h"
#include "view/html.h"
#include "view/page.h"

/* A field as typed, and what is wrong with it: text for the person, or empty. */
struct shown_field {
	struct str value;
	struct str error;
};

/* The same of a code that is typed, or comes with the link. */
struct code_field {
	const char *label; /* message id */
	struct str value, error;
};

struct register_view {
	struct shown_field name, mail;
	struct str password_error; /* what was typed there is never shown again */
	bool wrong;                /* some field has an error */
	struct problem problem;
};

/* A code that was mailed: posted to action as code; again sends another one. */
struct confirm_view {
	struct str action, again, other; /* paths; other: to name another address */
	struct str back, kept;           /* as in sign_in_view */
	struct str mail;                 /* where the code went */
	struct shown_field code;
	bool sent_again;
	bool beside; /* a password: the code was sent if that was right; posted again as beside */
	struct problem problem;
};

struct sign_in_view {
	struct str mail;
	struct problem problem; /* address and password do not belong together */
	struct str back;        /* path to go on to, posted again as back; or empty */
	struct str kept;        /* what they were sending, posted again as kept; or empty */
	bool ended;             /* the session ended while somebody was writing */
};

/* Asks for an address to mail a code to. */
struct mail_ask_view {
	const char *title; /* message id, as lead and button */
	const char *lead;
	const char *button;
	struct str action;
	struct shown_field mail;
	struct problem problem;
	struct str back, kept; /* as in sign_in_view */
	bool elsewhere;        /* came by a link of a mail that another browser asked for */
};

/* After a forgotten password: /forgot/new. */
struct new_password_view {
	struct str name;
	struct str error;
	struct problem problem;
};

/* Once more who it is: POST /account/prove with proof; /account/prove/mail mails a code. */
struct prove_view {
	bool by_factor, by_password, by_mail, by_pin; /* at most one of them */
	bool asked;                                   /* a code is on its way */
	struct str mail;                              /* where it goes */
	struct str error;
	struct problem problem;
	struct str back, kept; /* as in sign_in_view */
};

/* The second factor on the way in: POST /sign-in/factor with code. */
struct factor_view {
	struct str error;
	struct problem problem;
	struct str back, kept;
};

struct second_factor_view {
	bool is_held;
	bool is_needed; /* for the page that they came from */
	usec since;
	int64_t codes; /* for recovery, left */
};

struct second_factor_setup_view {
	struct html qr;
	struct str secret; /* to type */
	struct str error;
	struct problem problem;
};

struct recovery_codes_view {
	const struct str *codes;
	size_t codes_len;
};

/* /account/addresses; POST .../add, remove, choose, ends, each with mail. */
struct address_shown {
	struct str mail;
	bool is_chosen, is_dead;
	struct str last_day; /* as a date field has it, or empty */
	int number;
};

struct addresses_view {
	const struct address_shown *addresses;
	size_t addresses_len;
	bool has_others; /* so that one may go */
	bool is_added;
	struct shown_field mail; /* of a new one */
	struct problem problem;
};

/* /account/sessions; POST /account/sessions/{key}/end, /account/sessions/end. */
struct session_shown {
	struct str key;
	struct str browser, system; /* in words, or empty */
	usec started, seen;
	bool is_this; /* the reader's own */
	bool is_here; /* in the reader's network */
};

struct sessions_view {
	const struct session_shown *sessions;
	size_t sessions_len;
	bool has_others;
};

struct kept_field {
	struct str name, value;
};

/* After signing in again: what was being sent before, to send now. */
struct kept_view {
	struct str path;
	const struct kept_field *fields;
	size_t fields_len;
	struct str text; /* what was written, to look at */
	bool busy;       /* it could not be saved just now, instead */
	bool goes;       /* nothing was filled in: it goes on by itself */
};

struct account_view {
	struct str name;
	struct str mail;
	struct dead_mail dead;
	bool has_birth_date; /* a rule asks for it, or it is there */
	struct language_row languages;
};

struct log_line {
	const char *text; /* what happened: message id */
	usec at;
	struct str browser, system; /* in words, or empty */
	bool refused;
};

struct log_day {
	day date;
	const struct log_line *lines; /* newest first */
	size_t lines_len;
};

/* /account/log?page=2: what happened, newest first. */
struct log_view {
	const struct log_day *days;
	size_t days_len;
	int64_t newer, older; /* pages; 0: there is none */
};
