/*
 * Editors of a youth project: partners whom its coordinators invite by mail, each with a role, the
 * country where they work, and a last day. Who edits all of it invites others to own participants,
 * and changes and stops those; only a coordinator gives the whole project, changes everybody, and
 * takes back what another stopped. The mail holds a code, typed or in the fragment of its link; who
 * brings it and is signed in accepts, once. From then on they edit that project, all of it or only
 * participants whom they enter themselves or who were given to them, until the last day is over or
 * who may stops them: at the next request, decided by access_project.
 *
 * Whom a partner invited has access only while that partner works along: then a coordinator may
 * give it again, and stands for it from then on; likewise with the whole project.
 *
 * Who is outside of the European Economic Area (content/eea.txt) sees the least that the work
 * needs: no mail address, birth date and place, no certificates and nothing that people wrote.
 *
 * Of who does not accept, name and address are forgotten PROJECT_UNDO after the code ended; of who
 * did, the row stays as long as the project: participants refer to it.
 */
#pragma once

#include "app/project.h"

#define EDITORS_MOST 100      /* of one project, with those who were stopped */
#define EDITORS_HELD_MOST 200 /* projects that somebody edits, as they are shown */
#define EDITOR_NAME_MOST 80   /* characters */
#define EDITOR_CODE_LIFE (14 * USEC_DAY)
#define EDITOR_DAYS_MOST (5 * 366) /* ahead */

enum editor_role { EDITOR_WHOLE, EDITOR_OWN, EDITOR_ROLES };
const char *editor_role_id(enum editor_role role);
/* Message id: "The whole project". */
const char *editor_role_text(enum editor_role role);

enum editor_state {
	EDITOR_INVITED,
	EDITOR_LATE, /* invited, and the code is too old, or who invited them may no more */
	EDITOR_ACTIVE,
	EDITOR_OVER,  /* the last day has passed */
	EDITOR_APART, /* accepted, and the partner who invited them does not work along any more */
	EDITOR_STOPPED,
	EDITOR_GONE, /* the account is not here any more */
	EDITOR_STATES
};
/* Message id: "Invited". */
const char *editor_state_text(enum editor_state state);

struct editor_terms {
	enum editor_role role;
	struct str country; /* code, or any name of it */
	day ends;
};
struct editor {
	struct public_id public;
	struct editor_terms terms; /* country: its code */
	enum editor_state state;
	struct str name; /* their own; before they accepted, as it was written; empty when gone */
	struct str mail; /* while they are invited, for who may change them; or empty */
	struct str by;   /* name of the partner who invited them; or empty */
	bool is_outside; /* of the European Economic Area */
	bool can_resume; /* the reader: give access again, the last day not being over */
	bool may_change; /* the reader: them, and that they work along */
	int64_t people;  /* who take part and are theirs */
};
struct editor_list {
	struct str project; /* its title */
	const struct editor *at;
	size_t len;
	bool gives_whole; /* the reader */
};
err_t editor_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct editor_list *ret);
/* ERR_NOT_FOUND when the project has none of that id; all below: ERR_FORBIDDEN when it is nobody
 * whom the actor may change. */
err_t editor_get(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor, struct editor *ret);

struct editor_new {
	struct str name, mail;
	struct str language; /* of the mail: a tag of ours */
	struct editor_terms terms;
};
/* Mails a code. Field errors: name, mail (also of whom another stopped), language, country, ends.
 * ERR_CONFLICT past the most, ERR_RATE_LIMITED; ERR_FORBIDDEN for a role that the actor does not
 * give. */
err_t editor_invite(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct editor_new *in);
/* Mails another code; the one before does not work any more. ERR_CONFLICT unless they wait. */
err_t editor_invite_again(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor);
/* Field errors: country, ends. */
err_t editor_change(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor, const struct editor_terms *terms);
/* At once; ERR_NOT_FOUND when it is so already. An editor resumes only whom they stopped. */
err_t editor_stop(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor);
err_t editor_resume(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id editor);

/* --- who follows a participant --- */

struct editor_choice {
	struct public_id public;
	struct str name;
	bool chosen;
};
struct editor_choices {
	const struct editor_choice *at; /* who can be given a participant, or has that one */
	size_t len;
};
/* Of who works with everybody, ERR_FORBIDDEN for others. */
err_t editor_choices(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id participant, struct editor_choices *ret);
/* editor: NULL for the coordinators. ERR_NOT_FOUND when there is no such participant or editor. */
err_t editor_assign(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id participant, const struct public_id *editor);

/* --- the invited, and what somebody edits: app/editor_held.c --- */

struct editor_held {
	struct row_id organisation;
	struct public_id organisation_public, project;
	struct str organisation_name, title, type; /* type: id */
	enum editor_role role;
	day ends;
	bool is_outside; /* known of an invitation only, as the code: as printed */
	struct str code;
};
/* Field error on code: it is none, or it was used, withdrawn or is too old. */
err_t editor_offer(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct editor_held *ret);
/* The same; ERR_CONFLICT for who edits or coordinates the project already, or was stopped by
 * another than the partner who invites. */
err_t editor_accept(const struct app *app, struct arena *a, const struct actor *actor,
	struct str code, struct editor_held *ret);

struct editor_held_list {
	const struct editor_held *at; /* the newest first */
	size_t len;
};
err_t editor_held(const struct app *app, struct arena *a, const struct actor *actor,
	struct editor_held_list *ret);
/* The one that a path names. ERR_FORBIDDEN when the actor does not edit it. */
err_t editor_held_at(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id organisation, struct public_id project, struct editor_held *ret);
