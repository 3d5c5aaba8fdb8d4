/* What both sides of what somebody learned show: app/learning.h. */
#pragma once

#include "app/learning.h"
#include "view/learning.h"
#include "web/page.h"

#define LEARNING_BODY (64 << 10)

/* Message id: "At the start". */
const char *learning_moment_text(enum project_moment moment);
/* Message id: "Confirmed it". */
const char *referee_state_text(enum referee_state state);
/* What was said beside that text. */
struct learning_talk learning_talk(const struct request *req, const struct learning *l,
	struct str area, enum project_moment moment, bool is_organiser);
/* As a certificate has it: what is empty is not there. */
struct learning_part learning_part(const struct request *req, const struct learning *l);
/*
 * The same, with all that shows it, what was said, and forms to suggest; path: of the page.
 * refused: what is wrong with what was sent, or NULL.
 */
struct learning_part learning_part_to_suggest(const struct request *req, const struct learning *l,
	struct str path, const struct err *refused);
/* What shows it; files are below path. */
const struct evidence_line *learning_evidence(
	const struct request *req, const struct learning *l, struct str path, size_t *ret_len);
/* One of them, without a path; area: in words. */
struct evidence_line learning_evidence_line(const struct evidence *it, struct str area);
/* One's own in that area. */
const struct evidence_line *learning_evidence_of(
	const struct request *req, const struct learning *l, struct str area, size_t *ret_len);
/* One of these, to be saved. */
err_t learning_file(const struct request *req, struct response *res, const struct file *file);

err_t learning_open_own(const struct request *req, struct learning *ret);
/* Of one's own: "/part/0123.../learning". */
struct str learning_base(const struct request *req);
/* Of one text below it. */
struct str learning_text_path(
	const struct request *req, struct str area, enum project_moment moment);
/* Of one of another framework, where it is moved. */
struct str learning_former_path(
	const struct request *req, struct str area, enum project_moment moment);

/* --- lists below it: "evidence", "referees" --- */

struct str learning_list(const struct request *req, const char *list);
/* To its page, with that query. */
err_t learning_to_list(
	const struct request *req, struct response *res, const char *list, const char *query);
/* Whose page it is, and the {item} on it. ERR_NOT_FOUND when one is no id. */
err_t learning_item(
	const struct request *req, struct public_id *ret_who, struct public_id *ret_item);
/* What app does with one; the same with whether "shown" was sent. */
typedef err_t learning_act_fn(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item);
typedef err_t learning_choose_fn(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item, bool shown);
err_t learning_item_act(const struct request *req, learning_act_fn *act);
err_t learning_item_choose(const struct request *req, learning_choose_fn *choose);
/* The query that says that the {item} was removed. */
const char *learning_removed(const struct request *req);
/* ?removed=0123...: what was just removed. Where it is put back, below path; or empty. */
err_t learning_undo(struct request *req, struct str path, struct str *ret_undo);

/* How to show that what is closed to the code is one's own; e: what was wrong, or NULL. */
err_t learning_closed_page(struct request *req, struct response *res, err_t e);
/* The place that a form sent; ERR_NOT_FOUND when it is nowhere. */
err_t learning_place_sent(const struct request *req, struct learning_place *ret);
