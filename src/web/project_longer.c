/* Keeping a project for longer than its period. */
#include "app/project_end.h"
#include "codec/input.h"
#include "view/project.h"
#include "web/project_at.h"
#include "web/routes.h"

struct longer_in {
	day until;
	struct str reason;
};
static const struct input_field longer_fields[] = {
	INPUT_DAY(struct longer_in, until, .label = N_("Keep it until"), .required = true),
	INPUT_TEXT(struct longer_in, reason, .label = N_("Why does it have to stay?"),
		.required = true, .max = PROJECT_REASON_MOST),
	{0},
};
static const struct input_form longer_form = INPUT_FORM(
	struct longer_in, longer_fields, .start = &(const struct longer_in){.until = DAY_NONE});

static err_t longer_page(
	struct request *req, struct response *res, const struct project_at *at, err_t e)
{
	struct project p;
	TRY(page_instead(e, project_open_to_change(req, at, &p)));
	struct project_longer_view view = {
		.path = project_path(req, at->project),
		.title = p.title,
		.kept_for = p.kept_for,
		.longest = p.longest,
		.until = page_field(req, "until", e),
		.reason = page_field(req, "reason", e),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_project_longer, &view);
}

static err_t longer_show(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	return longer_page(req, res, &at, NULL);
}

static err_t keep(struct request *req, const struct project_at *at)
{
	const struct visit *v = visit_of(req);
	struct longer_in in;
	TRY(input_from_form(req->arena, &longer_form, &v->form, &in));
	return project_keep_longer(v->app, req->arena, project_actor(req), at, in.until, in.reason);
}

static err_t longer_post(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	err_t e = keep(req, &at);
	if (e && page_can_mend(e))
		return longer_page(req, res, &at, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?saved", STR_ARG(project_path(req, at.project))));
}

#define AT "/projects/{organisation}/{key}/longer"

const struct route project_longer_routes[] = {
	{GET, AT, longer_show, OF_EDITOR},
	{POST, AT, longer_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
