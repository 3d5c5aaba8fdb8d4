/* Method cards for who works with a group: a page, and on paper. */
#include "app/method_card.h"

#include "view/methods.h"
#include "web/download.h"
#include "web/project_at.h"
#include "web/routes.h"

static err_t cards_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	size_t len;
	const struct method_card *all =
		method_cards_all(v->app->method_cards, lang_index(v->lang), &len);
	struct method_view *views = arena_array(req->arena, struct method_view, len);
	for (size_t i = 0; i < len; i++)
		views[i] = (struct method_view){all[i].id, all[i].title, all[i].about, all[i].time,
			all[i].needs, all[i].after, all[i].steps, all[i].steps_len};
	struct method_cards_view view = {project_list_path(req), views, len};
	return PAGE_SHOW(req, res, view_method_cards, &view);
}

static err_t paper_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct str pdf;
	TRY(request_query(req, &query));
	TRY(method_cards_paper(v->app, req->arena, v->lang, form_get(query, STR("card")), &pdf));
	return download(req, res, &(struct download){.what = N_("Method cards"), .bytes = pdf});
}

const struct route method_routes[] = {
	{GET, "/projects/{organisation}/methods", cards_show, OF_COORDINATOR},
	{GET, "/projects/{organisation}/methods/paper", paper_show, OF_COORDINATOR,
		.on_worker = true, .slow = true},
	{0},
};
