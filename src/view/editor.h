/*
 * Partners of a project, below /projects/{organisation}/{key}/editors, for who coordinates it or
 * edits all of it; and for the partner: /projects, and /projects/invitation.
 */
#pragma once

#include "view/participant.h"

struct editor_card {
	struct str path; /* of the form */
	struct str name, mail, country;
	struct str by;     /* the partner who invited them; or empty */
	const char *role;  /* message id */
	const char *state; /* message id */
	bool may_change;
	bool is_outside, is_open; /* is_open: works along, or is invited */
	bool waits, can_resume;
	int64_t people;
	day ends;
};
struct editors_view {
	struct str path; /* of the project */
	struct str title;
	bool gives_whole; /* the reader */
	const struct editor_card *editors;
	size_t editors_len;
	bool was_sent, was_saved;
	struct str undo; /* path that gives access again to who was just stopped; or empty */
	struct problem problem;
};

struct editor_role_choice {
	struct str key;
	const char *text;  /* message id */
	const char *about; /* message id */
	bool chosen;
};
/* Posted to action: name, mail, language of a new one; role, country, ends; and to action/stop. */
struct editor_form_view {
	struct str path; /* of the list */
	struct str action;
	bool is_new;
	struct str who;              /* name of who is there */
	bool can_stop, stops_others; /* stops_others: whom they invited lose access too */
	struct shown_field name, mail, ends;
	struct str country_error;
	bool gives_whole; /* else roles is own participants alone, and posted unseen */
	const struct editor_role_choice *roles;
	size_t roles_len;
	const struct country_choice *countries;
	size_t countries_len;
	struct mail_language_view language;
	struct problem problem;
};

/* Posted to /projects/invitation: code. */
struct editor_code_view {
	struct code_field code;
};
struct editor_offer_view {
	struct str title, organisation;
	const char *role; /* message id: what they may */
	bool is_outside;
	day ends;
	bool signed_in;
	struct str person;
	struct problem problem;
};

struct edited_card {
	struct str path, title, type, organisation;
	const char *role; /* message id */
	day ends;
};
struct edited_view {
	const struct edited_card *projects;
	size_t projects_len;
};
