/* What everybody may fetch to check credentials of this installation (app/issuer.h). */
#include "app/issuer.h"

#include "web/page.h"
#include "web/routes.h"

#define DOCUMENT_FRESH (60 * 60) /* seconds */

/* Verifiers in a browser, on whatever page, fetch it too: it is the same for all. */
static err_t give(struct response *res, const char *type, struct str body, int fresh)
{
	res->cache = CACHE_PUBLIC;
	res->max_age = fresh;
	response_body(res, type, body);
	return response_header(res, "Access-Control-Allow-Origin", STR("*"));
}

static err_t document_show(struct request *req, struct response *res)
{
	struct str body;
	TRY(issuer_document(visit_of(req)->app, req->arena, &body));
	return give(res, TYPE_JSON, body, DOCUMENT_FRESH);
}

static err_t list_show(struct request *req, struct response *res)
{
	struct str body;
	int64_t list;
	if (!str_to_int(request_param(req, "list"), &list))
		return err_log(ERR_NOT_FOUND, "no such list");
	TRY(issuer_list(visit_of(req)->app, req->arena, list, &body));
	return give(res, "application/vc", body, ISSUER_LIST_FRESH);
}

const struct route issuer_routes[] = {
	{GET, ISSUER_DOCUMENT_PATH, document_show, .need = NEED_ANYONE},
	{GET, ISSUER_LIST_PATH "/{list}", list_show, .need = NEED_ANYONE, .on_worker = true},
	{0},
};
