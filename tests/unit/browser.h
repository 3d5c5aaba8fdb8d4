/*
 * A browser for tests of pages, without a network: finds the route, runs gate and handler as the
 * server does, keeps cookies, and fills in the form token of the last page.
 */
#pragma once

#include "unit/project.h"
#include "web/page.h"

struct browser {
	struct place *place;
	struct web *web;
	struct router *router;
	struct arena *arena;
	struct str session, visit, language, invitation, editor, part; /* cookies; empty: none */
	struct str known; /* another one, only of who brings it */
	struct str token; /* form token of the last page that had one */
	bool wants_json;
	bool is_foreign; /* requests come from another site */

	/* The last answer. */
	int status;
	struct str body, location;
	struct str saved_as; /* Content-Disposition; empty: it is shown */
	bool clears_data;    /* Clear-Site-Data */
};

bool browser_open(struct browser *b, struct place *p);
void browser_close(struct browser *b);

/* path: with its query. Returns the status. */
int browser_get(struct browser *b, const char *path);
/* fields: percent-encoded, without the form token. */
int browser_post(struct browser *b, const char *path, const char *fields);
/* As multipart/form-data with the boundary "x": parts as they are, without the form token. */
int browser_post_parts(struct browser *b, const char *path, struct str parts);
/* From now on signed in as that person. */
void browser_sign_in(struct browser *b, const struct actor *person);
/* The same with a second factor, which whoever works with others has. */
void browser_sign_in_staff(struct browser *b, const struct actor *person);
/* The first address on the page that begins like that, as far as its quote; empty: none. */
const char *browser_link(const struct browser *b, const char *prefix);
/* The address of its first form that does so: "remove". */
const char *browser_form(const struct browser *b, const char *act);
/* Of a project, as whoever coordinates one organisation's finds it; they are signed in. */
const char *browser_project(struct browser *b, const struct project_at *at);
/*
 * An installation with a project that Mila coordinates, in which Noor de Wit took part, who has her
 * page in an account and is signed in. False, having said why, when there is none.
 */
bool browser_open_part(struct browser *b, struct place *p, struct actor *ret_mila,
	struct project_at *ret_at, struct actor *ret_noor, struct public_id *ret_who);
/* Of an own page of a project: "/part/0123..." with more behind it. */
const char *browser_part(const struct browser *b, struct public_id who, const char *more);
bool browser_sees(const struct browser *b, const char *text);
