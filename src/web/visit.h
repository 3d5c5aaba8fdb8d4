/*
 * A visit is one request of a person or of a browser we do not know yet: who it is, in which
 * language they read, what they sent. The gate makes it before any handler runs; handlers find
 * it with visit_of.
 */
#pragma once

#include "app/editor.h"
#include "app/limit.h"
#include "app/session.h"
#include "codec/form.h"
#include "http/server.h"
#include "view/page.h"
#include "view/view.h"

struct demo;
struct input_lines;

/* Who may come to a route at all; the fine decision is app/access's. */
enum need {
	NEED_NOBODY,
	NEED_ANYONE,
	NEED_PERSON,
	NEED_PARTICIPANT, /* the {key}'s own page: by its code, or signed in */
	NEED_EDITOR, /* of the project {key} of {organisation}: coordinates those, or edits that */
	NEEDS
};
const char *need_name(enum need need);

struct web {
	const struct app *app;
	const struct view_texts *texts;
	/* For each language as the chosen one: all of them, i18n_all long. */
	const struct language_choice *const *choices;
	const struct demo *demo; /* the demo world's, with its mailbox; else NULL */
	struct db *mailbox;
};

struct visit {
	const struct web *web;
	const struct app *app; /* its store is as this visitor sees it */
	bool is_signed_in;
	struct session session;        /* when signed in */
	const struct membership *role; /* whose page this is: of a route with a role; else NULL */
	const struct editor_held *edited; /* of NEED_EDITOR, for who does not coordinate it */
	struct token token;        /* of the session; else of this browser, bound to its forms */
	bool is_new;               /* the browser's token is not in a cookie yet */
	struct token known;        /* of an unsafe request: stays when sessions end */
	bool is_marked;            /* the browser brought that one, and it is ours */
	const struct lang *lang;   /* of this page */
	const struct lang *wished; /* theirs, also where this page is not there in it */
	size_t langs;              /* so many of i18n_at is this page there in */
	struct form form;          /* what an unsafe request sent */
	bool is_stale;             /* it came from a page of another session */
	bool needs_proof;          /* refused until they prove who they are */
	bool needs_factor;         /* refused until they have a second one */
	bool needs_code;           /* refused until they type the code of that own page */
	struct actor taker;        /* who came in by it; participant.n is 0: nobody */
	struct token taker_token;
};

#define COOKIE_SESSION "session"
#define COOKIE_VISIT "visit"
#define COOKIE_KNOWN "known"
#define COOKIE_LANGUAGE "language"
#define LANGUAGE_LIFE (365 * 24 * 3600) /* seconds */
#define COOKIE_DOOR "door"              /* the code of a live link, likewise */
#define COOKIE_INVITATION "invitation"  /* the code of one that this browser opened */
#define COOKIE_EDITOR "editor"          /* the code of one to edit a project, likewise */
#define COOKIE_PART "part"              /* a session of an own page: app/participation.h */
#define COOKIE_MARK "mark"              /* app_mark of the last change, where there is a replica */

/* One for the program; the caller adds the demo. */
struct web *web_new(struct arena *a, const struct app *app);

/* A visit of a page outside any route; whose it is, only when it may look. */
void visit_outside(struct request *req, bool may_look);
/* http_config.gate: says who it is, and refuses what the route does not allow. */
err_t visit_gate(struct request *req, struct response *res);
/* http_config.leave: the browser remembers its last change. */
void visit_leave(struct request *req, struct response *res);
struct visit *visit_of(const struct request *req);
/* The visitor's token and address, for limits. */
struct visitor visit_visitor(const struct request *req);
/* True when an unsafe request was sent by our script, which wants JSON back. */
bool visit_wants_json(const struct request *req);
/* The hidden field of every form that posts. */
#define FORM_TOKEN STR("form_token")

/* What the path has at {param}, {key}. ERR_NOT_FOUND when it is no id. */
err_t id_of(const struct request *req, const char *param, struct public_id *ret_id);
err_t key_of(const struct request *req, struct public_id *ret_id);
/* What a form sent, as many as lines. ERR_NOT_FOUND when one is no id. */
err_t ids_of(const struct request *req, const struct input_lines *lines,
	const struct public_id **ret_ids);

/* Looks who came in by the code of an own page, in this browser; into visit.taker. */
err_t visit_find_taker(struct request *req);
/* Who acts on the own page that the path names: of NEED_PARTICIPANT. */
const struct actor *visit_participant(const struct request *req);
/* The rest of this request is of that session's person. */
err_t visit_become(struct request *req, const struct token *session);
/* The session of this browser goes on under another token. */
err_t visit_renew_session(struct request *req, struct response *res, const struct token *token);
/* Where to go on after coming in: to the invitation that this browser opened, else home. */
struct str visit_after_in(const struct request *req);
/* From now on this browser is that session; the one that it was has ended. */
err_t visit_begin_session(struct request *req, struct response *res, const struct token *token);
