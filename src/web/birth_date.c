/* When somebody was born: asked where a rule of this place needs it, with the reason. */
#include "app/age.h"
#include "codec/input.h"
#include "view/settings.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (4 << 10)
#define PAGE "/account/birth-date"

struct born_in {
	day born;
};
static const struct input_field born_fields[] = {
	INPUT_DAY(struct born_in, born, .label = N_("Birth date"), .required = true),
	{0},
};
static const struct input_form born_input = INPUT_FORM(struct born_in, born_fields);

static err_t born_page(
	struct request *req, struct response *res, struct birth_date_view *view, err_t e)
{
	const struct visit *v = visit_of(req);
	struct age age;
	TRY(page_instead(e, age_of(v->app, req->arena, &v->session.actor, &age)));
	view->is_said = age.born != DAY_NONE;
	view->is_asked = age.state != AGE_NO_RULE;
	view->consent = str_fmt(req->arena, "%lld", (long long)age.consent);
	if (!view->is_asked && !view->is_said)
		return page_instead(e, err_log(ERR_NOT_FOUND, "no rule asks for a birth date"));
	if (e)
		view->born = page_field(req, "born", e);
	else if (view->is_said)
		view->born.value = day_print(req->arena, age.born);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_birth_date, view);
}

/* ?back=/passport/share: where somebody comes from who is asked on the way. */
static err_t born_show(struct request *req, struct response *res)
{
	const struct form *query;
	TRY(request_query(req, &query));
	struct birth_date_view view = {
		.back = page_back(form_get(query, STR("back")), STR("/account")),
		.saved = str_eq(req->query, STR("saved")),
	};
	return born_page(req, res, &view, NULL);
}

static err_t born_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str back = form_get(&v->form, STR("back"));
	struct born_in in;
	err_t e = input_from_form(req->arena, &born_input, &v->form, &in);
	if (!e)
		e = age_say(v->app, req->arena, &v->session.actor, in.born);
	if (!e && str_is(back, "/account"))
		return response_redirect(res, STR(PAGE "?saved"));
	if (!e)
		return response_redirect(res, page_back(back, STR(PAGE "?saved")));
	if (!page_can_mend(e))
		return e;
	struct birth_date_view view = {.back = page_back(back, STR("/account"))};
	return born_page(req, res, &view, e);
}

static err_t forget_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(age_forget(v->app, &v->session.actor));
	return response_redirect(res, STR("/account"));
}

const struct route birth_date_routes[] = {
	{GET, PAGE, born_show, .need = NEED_PERSON},
	{POST, PAGE, born_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{POST, PAGE "/forget", forget_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
