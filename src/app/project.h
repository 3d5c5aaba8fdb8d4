/*
 * Youth projects: what an organisation does with young people or youth workers, with or without a
 * grant; when and where, with whom. Its coordinators describe it together, with partners whom they
 * invite (app/editor.h); every change is in the project's history. Another organisation's project
 * is one that does not exist. Who follows own participants alone reads of the history what is about
 * the project, and what they did.
 *
 * How long it is kept, and who is warned before it ends: app/project_end.h.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "codec/project_number.h"

#define PROJECTS_MOST 500 /* of one organisation */
#define PROJECT_TITLE_MOST 120
#define PROJECT_NAME_MOST 120 /* of an activity, an organisation or a place */
#define PROJECT_TEXT_MOST 3000
#define PROJECT_ACTIVITIES_MOST 50
#define PROJECT_PARTIES_MOST 50
#define PROJECT_CHANGES_PAGE 200      /* on one page of the history */
#define PROJECT_CHANGES_PAGES 1000    /* to go back */
#define PROJECT_DAYS_MOST (5 * 366)   /* of one activity */
#define PROJECT_YEAR_FIRST 2014       /* no day of a project is before it, */
#define PROJECT_DAYS_AHEAD (10 * 366) /* or later than so many from now */
#define PROJECT_SAME_MOST 20
#define PROJECT_UNDO (30 * USEC_DAY) /* what was removed can be taken back */

/* --- the list --- */

struct project_line {
	struct public_id public;
	struct str title, type, number; /* number: empty without a grant */
	day starts, ends;               /* DAY_NONE before there is an activity */
	usec closed;                    /* 0: it is open */
};
struct project_lines {
	const struct project_line *at; /* the newest first */
	size_t len;
};
err_t project_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct project_lines *ret);

/* --- what it is --- */

struct project_basics {
	struct str title;
	struct str type;   /* id: app/project_type.h */
	struct str number; /* of the grant, as typed; or empty */
};

/* Field errors: title, type, number. ERR_CONFLICT past the most. copy_of: of the same
 * organisation, or NULL. */
err_t project_make(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct project_basics *in,
	const struct public_id *copy_of, struct public_id *ret_project);
err_t project_set_basics(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct project_basics *in);

/* Other projects with that number. */
struct project_same {
	const struct project_line *own; /* of the same organisation */
	size_t own_len;
	bool is_elsewhere; /* another organisation has one too */
};
/* but: a project that is not meant, or NULL. Field error: number. */
err_t project_find_same(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct str number, const struct public_id *but,
	struct project_same *ret);

/* --- all of it --- */

enum project_role {
	PROJECT_APPLICANT,
	PROJECT_HOST,
	PROJECT_SENDER,
	PROJECT_PARTNER,
	PROJECT_ROLES
};
const char *project_role_id(enum project_role role);
/* Message id: "Host". */
const char *project_role_text(enum project_role role);

struct project_activity {
	struct public_id public;
	struct str title, place;
	day starts, ends;
	bool removed;
};
struct project_party {
	struct public_id public;
	struct str name, place;
	enum project_role role;
	bool has_logo, removed;
};
/* One field of the description in one language. */
struct project_text {
	struct str field, lang, text;
};

/* What the reader may do, so that pages offer nothing else. */
struct project_may {
	bool is_editor, is_whole; /* is_whole: works with everybody who takes part */
	bool changes, invites_editors, gives_whole, assigns; /* gives_whole: every role */
	bool sees_details, reads_certificates, reads_learning;
};

struct project {
	struct public_id public;
	struct str title, type, number;
	usec made;
	const struct project_activity *activities; /* those that were removed too */
	size_t activities_len;
	const struct project_party *parties; /* the same */
	size_t parties_len;
	const struct project_text *texts; /* what is not empty */
	size_t texts_len;
	day last;                 /* of its activities; the day of making without one */
	day kept_for;             /* the last day on which it is here: app/project_end.h */
	day longest;              /* on which it may be, when it is kept for longer */
	struct project_same same; /* not for an editor: other projects are not theirs to see */
	int64_t people;           /* who take part in it; of an editor of some: those */
	int64_t asked;            /* who ask for their certificate; the same */
	int64_t missing;          /* who have none that is valid; the same */
	usec closed;              /* app/project_close.h; 0: it is open */
	struct project_may may;
};
/* ERR_NOT_FOUND when the organisation has no such project. */
err_t project_open(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct project *ret);
/* The text of that field in that language; or empty. */
struct str project_text_of(const struct project *p, struct str field, struct str lang);

/* --- its history --- */

struct project_change_line {
	usec at;
	struct str who;   /* empty: somebody who is not here any more */
	const char *what; /* message id */
	struct str about; /* which activity or organisation; or empty */
	struct str reason;
	bool is_damaged; /* the reason */
};
struct project_history {
	struct str title;                     /* of the project */
	const struct project_change_line *at; /* the newest first */
	size_t len;
	bool has_older;
};
/* page: from 1 to PROJECT_CHANGES_PAGES; ERR_NOT_FOUND past the last. */
err_t project_history(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t page, struct project_history *ret);

/* --- what it is made of: app/project_part.c, app/project_party.c --- */

/*
 * What a project wants people to learn in one area of its framework is a text of this field, which
 * stands beside their own goals and on no certificate.
 */
struct str project_goal_field(struct arena *a, struct str area);
/* Of all texts of the description in that language; empty while there is none. */
struct str project_text_version(struct arena *a, const struct project *p, struct str lang);
/* The same of the goals by area. */
struct str project_goal_version(struct arena *a, const struct project *p, struct str lang);
/* Sets texts of the description, or goals by area, in one language, clears the empty ones, and
 * leaves the other fields. Field errors:
 * answer_FIELD. ERR_CONFLICT when what stands there is another version than its writer saw. */
struct project_text_in {
	struct str lang, version;
	const struct project_text *texts;
	size_t len;
};
err_t project_set_texts(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct project_text_in *in);

struct project_activity_in {
	struct str title, place;
	day starts, ends;
};
/* activity: NULL adds one. Field errors: starts, ends. ERR_CONFLICT past the most. */
err_t project_put_activity(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *activity,
	const struct project_activity_in *in);
err_t project_remove_activity(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id activity);
/* Within PROJECT_UNDO; else ERR_NOT_FOUND. */
err_t project_restore_activity(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id activity);

struct project_party_in {
	struct str name, place;
	enum project_role role;
	struct str logo_name, logo; /* a picture as it was sent; or empty: it stays as it is */
	bool drop_logo;
};
/* party: NULL adds one. Field errors: name, logo. ERR_CONFLICT past the most. */
err_t project_put_party(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *party,
	const struct project_party_in *in);
err_t project_remove_party(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id party);
err_t project_restore_party(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id party);
/* ERR_NOT_FOUND when it has none. */
err_t project_logo(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id party, struct str *ret_jpeg);
