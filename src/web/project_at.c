#include "web/project_at.h"

const struct actor *project_actor(const struct request *req)
{
	return &visit_of(req)->session.actor;
}

struct str project_list_path(const struct request *req)
{
	const struct visit *v = visit_of(req);
	return v->edited ? STR(EDITED_PATH) : membership_path(req->arena, v->role);
}

struct str project_path(const struct request *req, struct public_id project)
{
	const struct visit *v = visit_of(req);
	struct public_id organisation =
		v->edited ? v->edited->organisation_public : v->role->organisation_public;
	return project_path_in(req->arena, organisation, project);
}

struct str project_path_in(struct arena *a, struct public_id organisation, struct public_id project)
{
	struct str in = public_id_print(a, organisation), key = public_id_print(a, project);
	return str_fmt(a, "/projects/%.*s/%.*s", STR_ARG(in), STR_ARG(key));
}

err_t project_of(const struct request *req, struct project_at *ret)
{
	const struct visit *v = visit_of(req);
	struct project_at at = {
		.organisation = v->edited ? v->edited->organisation : v->role->organisation};
	TRY(key_of(req, &at.project));
	*ret = at;
	return NULL;
}

err_t project_item(const struct request *req, struct public_id *ret_item, bool *ret_is_new)
{
	struct str item = request_param(req, "item");
	bool is_new = str_is(item, "new");
	if (!is_new && !public_id_parse(item, ret_item))
		return err_log(ERR_NOT_FOUND, "no such item");
	*ret_is_new = is_new;
	return NULL;
}

err_t project_kept(const struct request *req, struct project_at *ret, struct public_id *ret_item)
{
	struct project_at at;
	struct public_id item;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &item, &is_new));
	if (is_new)
		return err_log(ERR_NOT_FOUND, "nothing there yet");
	*ret = at;
	*ret_item = item;
	return NULL;
}

err_t project_called(const struct request *req, const struct project_at *at, struct str *ret_title)
{
	struct project p;
	TRY(project_open(visit_of(req)->app, req->arena, project_actor(req), at, &p));
	*ret_title = p.title;
	return NULL;
}

err_t project_open_to_change(
	const struct request *req, const struct project_at *at, struct project *ret)
{
	struct project p;
	TRY(project_open(visit_of(req)->app, req->arena, project_actor(req), at, &p));
	if (!p.may.changes)
		return err_log(ERR_FORBIDDEN, "may not change this project");
	*ret = p;
	return NULL;
}
