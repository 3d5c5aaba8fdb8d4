/* Changing the password, or choosing the first one. */
#include "app/own_password.h"
#include "codec/input.h"
#include "view/settings.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (4 << 10)
#define PAGE "/account/password"

static const struct input_field password_fields[] = {
	INPUT_SECRET(struct own_password_new, old, .label = N_("The password that you have now")),
	INPUT_SECRET(struct own_password_new, password, .label = N_("Your new password"),
		.required = true),
	{0},
};
static const struct input_form password_input =
	INPUT_FORM(struct own_password_new, password_fields);

/* Nothing that was typed goes along: a password stands in no page. */
static err_t prove_first(struct response *res)
{
	return response_redirect(res, STR("/account/prove?back=%2Faccount%2Fpassword"));
}

static err_t look(struct request *req, struct own_password *ret_own, bool *ret_prove)
{
	const struct visit *v = visit_of(req);
	TRY(own_password_look(v->app, req->arena, &v->session.actor, ret_own));
	*ret_prove = ret_own->has_mail && own_password_needs_proof(ret_own, &v->session);
	return NULL;
}

static err_t password_page(
	struct request *req, struct response *res, const struct own_password *own, err_t e)
{
	struct password_view view = {
		.is_set = own->is_set,
		.has_mail = own->has_mail,
		.saved = str_eq(req->query, STR("saved")),
		.old_error = page_field(req, "old", e).error,
		.error = page_field(req, "password", e).error,
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_password, &view);
}

static err_t password_show(struct request *req, struct response *res)
{
	struct own_password own;
	bool prove;
	TRY(look(req, &own, &prove));
	return prove ? prove_first(res) : password_page(req, res, &own, NULL);
}

static err_t password_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct own_password_new in;
	struct own_password own;
	struct token renewed;
	bool prove;
	TRY(look(req, &own, &prove));
	if (prove)
		return prove_first(res);
	err_t e = input_from_form(req->arena, &password_input, &v->form, &in);
	if (!e)
		e = own_password_set(
			v->app, req->arena, &v->session.actor, &visitor, &in, &renewed);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return password_page(req, res, &own, e);
	TRY(e);
	TRY(visit_renew_session(req, res, &renewed));
	return response_redirect(res, STR(PAGE "?saved"));
}

const struct route password_routes[] = {
	{GET, PAGE, password_show, .need = NEED_PERSON},
	{POST, PAGE, password_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .slow = true},
	{0},
};
