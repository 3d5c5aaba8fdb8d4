/* A copy of everything: asking for it, seeing how far it is, fetching it. */
#include "app/export.h"
#include "view/leave.h"
#include "web/download.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (8 << 10)
#define MEGABYTE ((int64_t)1 << 20)

static err_t export_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct export_status status;
	TRY(export_look(v->app, req->arena, &v->session.actor, &status));
	struct export_view view = {
		.runs = status.state == EXPORT_RUNS,
		.ready = status.state == EXPORT_READY,
		.failed = status.state == EXPORT_FAILED,
		.percent = status.total ? (int)(status.done * 100 / status.total) : 0,
		.megabytes = (status.size + MEGABYTE - 1) / MEGABYTE,
		.until = zone_day(status.ends),
	};
	return PAGE_SHOW(req, res, view_export, &view);
}

static err_t export_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(export_order(v->app, req->arena, &v->session.actor));
	return response_redirect(res, STR("/account/export"));
}

static err_t export_file(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str zip;
	TRY(export_fetch(v->app, req->arena, &v->session.actor, &zip));
	return download(req, res,
		&(struct download){.format = DOWNLOAD_ZIP,
			.what = N_("My data"),
			.of = day_print(req->arena, zone_day(clock_now(v->app->clock))),
			.bytes = zip});
}

const struct route export_routes[] = {
	{GET, "/account/export", export_show, .need = NEED_PERSON},
	{POST, "/account/export", export_post, .need = NEED_PERSON, .fresh = true,
		.max_body = FORM_BODY},
	{GET, "/account/export/file", export_file, .need = NEED_PERSON, .fresh = true,
		.on_worker = true, .slow = true},
	{0},
};
