#include "web/project_at.h"

const struct actor *project_actor(const struct request *req)
{
	return &visit_of(req)->session.actor;
}

struct str project_list_path(const struct request *req)
{
	return membership_path(req->arena, visit_of(req)->role);
}

struct str project_path(const struct request *req, struct public_id project)
{
	return str_fmt(req->arena, "%.*s/%.*s", STR_ARG(project_list_path(req)),
		STR_ARG(public_id_print(req->arena, project)));
}

err_t project_of(const struct request *req, struct project_at *ret)
{
	struct project_at at = {.organisation = visit_of(req)->role->organisation};
	if (!public_id_parse(request_param(req, "key"), &at.project))
		return err_log(ERR_NOT_FOUND, "no such project");
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
