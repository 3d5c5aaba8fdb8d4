/* The door: what a visitor sees first, the choice of language, and a sign of life for the proxy. */
#include "app/account.h"
#include "web/page.h"
#include "web/routes.h"

#define LANGUAGE_LIFE (365 * 24 * 3600)

static err_t landing_show(struct request *req, struct response *res)
{
	if (visit_of(req)->is_signed_in)
		return response_redirect(res, STR("/passport"));
	struct page_run *run = page_begin(req);
	view_landing(&run->out, &run->view);
	return page_end(req, res, run);
}

static err_t help_show(struct request *req, struct response *res)
{
	struct page_run *run = page_begin(req);
	view_help(&run->out, &run->view);
	return page_end(req, res, run);
}

/* Fields: language, back. An unknown language changes nothing. */
static err_t language_choose(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str back = page_back(form_get(&v->form, STR("back")), STR("/"));
	const struct lang *lang = i18n_find(v->app->i18n, form_get(&v->form, STR("language")));
	if (!lang)
		return response_redirect(res, back);
	if (v->is_signed_in)
		TRY(account_set_language(v->app, &v->session.actor, lang_tag(lang)));
	TRY(response_cookie(res, COOKIE_LANGUAGE, lang_tag(lang), LANGUAGE_LIFE));
	return response_redirect(res, back);
}

static err_t health_show(struct request *req, struct response *res)
{
	(void)req;
	response_body(res, TYPE_TEXT, STR("ok\n"));
	return NULL;
}

const struct route home_routes[] = {
	{GET, "/", landing_show, .need = NEED_ANYONE},
	{GET, "/help", help_show, .need = NEED_ANYONE},
	{POST, "/language", language_choose, .need = NEED_ANYONE, .max_body = 4 << 10},
	{GET, "/health", health_show, .need = NEED_ANYONE},
	{0},
};
