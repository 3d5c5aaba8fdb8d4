/*
 * Pages of an organisation's admin, below /organisation/{organisation}: who works there, /invite,
 * /words, /receiving; and /invitation, where somebody takes a role.
 */
#pragma once

#include "base/time.h"
#include "view/account.h"
#include "view/share.h"

struct member_line {
	struct str key; /* of the membership */
	struct str name;
	struct str role;
	day since;
	bool can_end, ended;
};

struct invited_line {
	struct str key;
	struct str name, mail, role;
	day ends;
};

struct organisation_view {
	struct str path; /* "/organisation/0123..." */
	struct str name;
	const struct member_line *members;
	size_t members_len;
	const struct invited_line *invited;
	size_t invited_len;
	bool was_invited; /* a mail just went */
};

struct invite_view {
	struct str path;
	struct str role; /* what the organisation calls a mentor */
	struct shown_field name, mail;
	struct problem problem;
};

/* Posted as word_ROLE_LANGUAGE. */
struct word_field {
	struct str field;
	struct str language; /* its own name */
	struct str tag;
	struct str value;
	struct str standard; /* our word */
};
struct word_group {
	struct str role;
	const struct word_field *fields;
	size_t fields_len;
};
struct words_view {
	struct str path;
	struct shown_field name;
	const struct word_group *groups;
	size_t groups_len;
	struct problem problem;
};

/* What it asks of who shares a passport: posted as purpose, takes_link, takes_paper, scopes,
 * paper_ends and leave_at. */
struct receiving_view {
	struct str path;
	bool is_saved, is_asking;
	const struct purpose_option *purposes;
	size_t purposes_len;
	struct str purpose_error;
	bool takes_link, takes_paper;
	struct str takes_error;
	const struct scope_choice *scopes; /* chapters */
	size_t scopes_len;
	struct str scopes_error;
	struct shown_field paper_ends, leave_at;
	bool wrong;
};

/* /invitation: the code; then, posted, what it is for. */
struct invitation_view {
	struct code_field code;
	struct problem problem;
};

struct invited_view {
	struct str code;
	struct str organisation, role;
	struct str mail;
	bool has_account;  /* the address has one: to be signed in with */
	struct str person; /* who is signed in, or empty */
	struct shown_field name;
	struct str password_error;
	struct problem problem;
};
