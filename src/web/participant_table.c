/* Tables of participants to save; and who came in together, taken back and put back. */
#include "app/participant_table.h"
#include "web/download.h"
#include "web/project_at.h"
#include "web/routes.h"

static const enum download_format formats[TABLE_FORMATS] = {
	[TABLE_CSV] = DOWNLOAD_CSV,
	[TABLE_XLSX] = DOWNLOAD_XLSX,
};

/* Of which project, and how. */
struct asked {
	struct project_at at;
	enum table_format format;
};

static err_t asked_of(const struct request *req, struct asked *ret)
{
	struct asked asked;
	if (!table_format_find(request_param(req, "format"), &asked.format))
		return err_log(ERR_NOT_FOUND, "no such format");
	TRY(project_of(req, &asked.at));
	*ret = asked;
	return NULL;
}

/* name: message id. */
static err_t send(const struct request *req, struct response *res, const struct asked *asked,
	const char *name, struct str bytes)
{
	struct download file = {.format = formats[asked->format], .what = name, .bytes = bytes};
	TRY(project_called(req, &asked->at, &file.of));
	return download(req, res, &file);
}

/* Whoever may see the project. */
static err_t template_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct asked asked;
	struct str bytes;
	TRY(asked_of(req, &asked));
	TRY(participant_table_empty(req->arena, v->lang, asked.format, &bytes));
	return send(req, res, &asked, N_("Participants"), bytes);
}

static err_t table_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct asked asked;
	struct str bytes;
	TRY(asked_of(req, &asked));
	TRY(participant_table_all(
		v->app, req->arena, project_actor(req), &asked.at, v->lang, asked.format, &bytes));
	return send(req, res, &asked, N_("Participants"), bytes);
}

static err_t official_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct asked asked;
	struct str bytes;
	TRY(asked_of(req, &asked));
	TRY(participant_table_official(
		v->app, req->arena, project_actor(req), &asked.at, asked.format, &bytes));
	return send(req, res, &asked, N_("Official list"), bytes);
}

static err_t rest_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct asked asked;
	struct str bytes;
	TRY(asked_of(req, &asked));
	TRY(participant_table_rest(
		v->app, req->arena, project_actor(req), &asked.at, v->lang, asked.format, &bytes));
	return send(req, res, &asked, N_("Rows to mend"), bytes);
}

/* --- who came in together --- */

static err_t batch_of(
	const struct request *req, struct project_at *ret_at, struct public_id *ret_batch)
{
	TRY(project_of(req, ret_at));
	return id_of(req, "item", ret_batch);
}

static err_t to_people(const struct request *req, struct response *res, const struct project_at *at)
{
	return response_redirect(res,
		str_fmt(req->arena, "%.*s/people?saved", STR_ARG(project_path(req, at->project))));
}

static err_t undo_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct public_id batch;
	TRY(batch_of(req, &at, &batch));
	TRY(participant_batch_undo(v->app, req->arena, project_actor(req), &at, batch));
	return to_people(req, res, &at);
}

static err_t redo_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct public_id batch;
	TRY(batch_of(req, &at, &batch));
	TRY(participant_batch_redo(v->app, req->arena, project_actor(req), &at, batch));
	return to_people(req, res, &at);
}

#define AT "/projects/{organisation}/{key}"

const struct route participant_table_routes[] = {
	{GET, AT "/template/{format}", template_show, OF_EDITOR, .on_worker = true},
	{GET, AT "/table/{format}", table_show, OF_EDITOR, .fresh = true, .on_worker = true,
		.slow = true},
	{GET, AT "/official/list/{format}", official_show, OF_EDITOR, .fresh = true,
		.on_worker = true, .slow = true},
	{GET, AT "/list/rest/{format}", rest_show, OF_EDITOR, .on_worker = true, .slow = true},
	{POST, AT "/batches/{item}/undo", undo_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/batches/{item}/restore", redo_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
