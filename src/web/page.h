/*
 * Showing a page: a template with its view struct, inside the layout, in the visitor's language.
 *
 *	return PAGE_SHOW(req, res, view_home, &home);
 */
#pragma once

#include "view/templates.h"
#include "web/visit.h"

#include "view/account.h"

#define PAGE_MOST ((size_t)2 << 20) /* bytes of HTML */

struct page_run {
	struct buf out;
	struct page page;
	struct view view;
	err_t fault; /* of page_begin, for page_end */
};

#define PAGE_SHOW(req, res, template, ...)                      \
	({                                                      \
		struct page_run *run_ = page_begin(req);        \
		template(&run_->out, &run_->view, __VA_ARGS__); \
		page_end(req, res, run_);                       \
	})

/* Those that the page is there in. */
struct language_row page_languages(const struct request *req, struct str back);

struct page_run *page_begin(struct request *req);
err_t page_end(struct request *req, struct response *res, struct page_run *run);

/* http_config.error: the page, or the JSON, of a failed request. */
void page_error(struct request *req, struct response *res, const struct err *e);

/* Shows what this person was sending to path, to send it now; also its field "answer", to read.
 * What carries another person's mark in "owner", or none, is not shown. */
err_t page_kept(
	struct request *req, struct response *res, struct str path, const struct form *kept);

/* The same for what waited for a proof of who they are, which this session has just given. */
err_t page_go_on(
	struct request *req, struct response *res, struct str path, const struct form *kept);

/* For the log, while the page is shown all the same: a sealed value that cannot be opened, if it
 * is one. */
void page_note_damaged(const struct request *req, bool is_damaged, const char *what);

/* What is said about e in the visitor's language. */
struct str page_error_text(const struct request *req, const struct err *e);
/* The field as it was sent, with what e says about it. */
struct shown_field page_field(const struct request *req, const char *name, const struct err *e);
/* The field "code". */
struct code_field page_code(const struct request *req, const char *label, const struct err *e);
/* The same on a page that shows no problem: whatever is wrong stands there. */
struct code_field page_lone_code(const struct request *req, const char *label, const struct err *e);
/* What e says about no field in particular; empty when nothing. */
struct problem page_problem(const struct request *req, const struct err *e);
/* Can the person mend it in the form, or by waiting? Else it is a page of its own. */
bool page_can_mend(const struct err *e);
/* Sets the status for e, and ends it; what is the house's fault goes into the log. NULL is fine. */
void page_refuse(const struct request *req, struct response *res, err_t e);
/* e, unless so many were done before it: then the page says so, and e goes into the log. */
err_t page_as_far(const struct request *req, err_t e, int64_t done);
/* worse, when there is one, with e behind it: then the page that was to show e is not shown. */
err_t page_instead(err_t e, err_t worse);

/* back when it is a path of ours, else otherwise. */
struct str page_back(struct str back, struct str otherwise);
