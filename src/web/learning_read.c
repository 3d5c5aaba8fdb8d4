/* What a participant learned, as an organiser reads it. */
#include "web/learned.h"
#include "web/project_at.h"
#include "web/routes.h"

static const struct actor *actor_of(const struct request *req)
{
	return &visit_of(req)->session.actor;
}

struct whose {
	struct project_at at;
	struct public_id who;
	struct str path; /* of its page */
};

static err_t whose_of(const struct request *req, struct whose *ret)
{
	struct whose w = {0};
	TRY(project_of(req, &w.at));
	TRY(id_of(req, "item", &w.who));
	w.path = str_fmt(req->arena, "%.*s/people/%.*s/learning",
		STR_ARG(project_path(req, w.at.project)), STR_ARG(request_param(req, "item")));
	*ret = w;
	return NULL;
}

/* refused: what is wrong with a suggestion, or NULL. */
static err_t read_page(
	struct request *req, struct response *res, const struct whose *w, err_t refused)
{
	const struct visit *v = visit_of(req);
	struct learning l;
	TRY(learning_read(
		v->app, req->arena, actor_of(req), &w->at, w->who, lang_index(v->lang), &l));
	struct learning_read_view view = {
		.list = str_fmt(
			req->arena, "%.*s/people", STR_ARG(project_path(req, w->at.project))),
		.accept = str_fmt(req->arena, "%.*s/accept", STR_ARG(w->path)),
		.name = l.name,
		.submitted = l.submitted,
		.accepted = l.accepted,
		.is_accepted = l.accepted && !l.has_suggestion,
		.part = learning_part_to_suggest(req, &l, w->path, refused),
		.was_said = str_eq(req->query, STR("said")),
	};
	page_refuse(req, res, refused);
	return PAGE_SHOW(req, res, view_learning_read, &view);
}

static err_t read_show(struct request *req, struct response *res)
{
	struct whose w;
	TRY(whose_of(req, &w));
	return read_page(req, res, &w, NULL);
}

static err_t suggest_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct whose w;
	struct learning_place place;
	TRY(whose_of(req, &w));
	TRY(learning_place_sent(req, &place));
	err_t e = learning_suggest(v->app, req->arena, actor_of(req), &w.at, w.who, &place,
		form_get(&v->form, STR("answer")));
	if (e && page_can_mend(e))
		return read_page(req, res, &w, e);
	TRY(e);
	return response_redirect(res, str_fmt(req->arena, "%.*s?said", STR_ARG(w.path)));
}

static err_t accept_post(struct request *req, struct response *res)
{
	struct whose w;
	TRY(whose_of(req, &w));
	TRY(learning_accept(visit_of(req)->app, req->arena, actor_of(req), &w.at, w.who));
	return response_redirect(res, w.path);
}

/* --- what shows it --- */

static err_t file_show(struct request *req, struct response *res)
{
	struct whose w;
	struct public_id item;
	struct file file;
	TRY(whose_of(req, &w));
	TRY(id_of(req, "evidence", &item));
	TRY(evidence_file_theirs(
		visit_of(req)->app, req->arena, actor_of(req), &w.at, w.who, item, &file));
	return learning_file(req, res, &file);
}

#define AT "/projects/{organisation}/{key}/people/{item}/learning"

/* Reading is noted, so it waits for the database. */
const struct route learning_read_routes[] = {
	{GET, AT, read_show, OF_EDITOR, .on_worker = true},
	{GET, AT "/evidence/{evidence}", file_show, OF_EDITOR, .on_worker = true},
	{POST, AT "/suggest", suggest_post, OF_EDITOR, .max_body = LEARNING_BODY},
	{POST, AT "/accept", accept_post, OF_EDITOR, .max_body = LEARNING_BODY},
	{0},
};
