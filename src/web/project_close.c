/* The end of a project's work, and opening it again. */
#include "app/project_close.h"

#include "codec/input.h"
#include "view/project.h"
#include "web/project_at.h"
#include "web/routes.h"

static err_t close_page(
	struct request *req, struct response *res, const struct project_at *at, err_t e)
{
	struct project p;
	TRY(page_instead(
		e, project_open(visit_of(req)->app, req->arena, project_actor(req), at, &p)));
	struct project_close_view view = {
		.path = project_path(req, at->project),
		.title = p.title,
		.missing = p.missing,
		.reason = page_field(req, "reason", e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_project_close, &view);
}

static err_t close_show(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	return close_page(req, res, &at, NULL);
}

static err_t close_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	TRY(project_of(req, &at));
	err_t e = project_close(
		v->app, req->arena, project_actor(req), &at, form_get(&v->form, STR("reason")));
	if (e && page_can_mend(e))
		return close_page(req, res, &at, e);
	TRY(e);
	return response_redirect(res, project_path(req, at.project));
}

static err_t reopen_post(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	TRY(project_reopen(visit_of(req)->app, req->arena, project_actor(req), &at));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?saved", STR_ARG(project_path(req, at.project))));
}

#define AT "/projects/{organisation}/{key}"

const struct route project_close_routes[] = {
	{GET, AT "/close", close_show, OF_COORDINATOR},
	{POST, AT "/close", close_post, OF_COORDINATOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/reopen", reopen_post, OF_COORDINATOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
