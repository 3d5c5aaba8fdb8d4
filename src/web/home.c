/* The door: what a visitor sees first, the choice of language, and a sign of life for the proxy. */
#include "app/account.h"
#include "web/page.h"
#include "web/routes.h"

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

/*
 * Fields: language, back; instead, where that page is not there in the language that it names: then
 * the choice is for such pages alone. An unknown language changes nothing.
 */
static err_t language_choose(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct i18n *i18n = v->app->i18n;
	struct str back = page_back(form_get(&v->form, STR("back")), STR("/"));
	const struct lang *lang = i18n_find_any(i18n, form_get(&v->form, STR("language")));
	const struct lang *own = i18n_find_any(i18n, form_get(&v->form, STR("instead")));
	if (!lang)
		return response_redirect(res, back);
	const struct lang *whole = lang_is_whole(lang) ? lang : v->lang;
	own = own && !lang_is_whole(own) && whole == lang ? own : lang;
	struct str kept = lang_tag(own);
	if (own != whole)
		kept = str_fmt(req->arena, "%.*s.%.*s", STR_ARG(kept), STR_ARG(lang_tag(whole)));
	if (v->is_signed_in)
		TRY(account_set_language(v->app, &v->session.actor, lang_tag(own)));
	TRY(response_cookie(res, COOKIE_LANGUAGE, kept, LANGUAGE_LIFE));
	return response_redirect(res, back);
}

static err_t health_show(struct request *req, struct response *res)
{
	(void)req;
	response_body(res, TYPE_TEXT, STR("ok\n"));
	return NULL;
}

const struct route home_routes[] = {
	{GET, "/", landing_show, .need = NEED_ANYONE, .all_langs = true},
	{GET, "/help", help_show, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/language", language_choose, .need = NEED_ANYONE, .max_body = 4 << 10},
	{GET, "/health", health_show, .need = NEED_ANYONE},
	{0},
};
