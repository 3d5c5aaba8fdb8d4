#include "web/prove.h"

#include "app/prove.h"
#include "codec/input.h"
#include "web/page.h"
#include "web/routes.h"

#define KEPT_BODY (512 << 10) /* the longest answer, percent-encoded twice */

struct proof_in {
	struct str proof;
};
static const struct input_field proof_fields[] = {
	INPUT_SECRET(struct proof_in, proof, .label = N_("Proof"), .required = true),
	{0},
};
static const struct input_form proof_input = INPUT_FORM(struct proof_in, proof_fields);

err_t prove_page(
	struct request *req, struct response *res, struct str back, struct str kept, err_t e)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	enum prove_by by;
	struct prove_view view = {
		.back = back,
		.kept = kept,
		.error = page_field(req, "proof", e).error,
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	TRY(prove_how(v->app, req->arena, &v->session.actor, &by, &view.mail));
	if (by == PROVE_MAIL)
		TRY(prove_is_asked(v->app, req->arena, &v->session.actor, &visitor, &view.asked));
	view.by_factor = by == PROVE_FACTOR;
	view.by_password = by == PROVE_PASSWORD;
	view.by_mail = by == PROVE_MAIL;
	view.by_pin = by == PROVE_PIN;
	return PAGE_SHOW(req, res, view_prove, &view);
}

static err_t prove_again(struct request *req, struct response *res, err_t e)
{
	const struct form *form = &visit_of(req)->form;
	return prove_page(req, res, form_get(form, STR("back")), form_get(form, STR("kept")), e);
}

/* No other field: a stranger's link must not bring something for the person to send. */
static err_t prove_show(struct request *req, struct response *res)
{
	const struct form *query;
	TRY(request_query(req, &query));
	return prove_page(req, res, form_get(query, STR("back")), STR_NONE, NULL);
}

static err_t prove_ask_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	err_t e = prove_ask(v->app, req->arena, &v->session.actor, &visitor);
	if (e && !page_can_mend(e))
		return e;
	return prove_again(req, res, e);
}

/* By itself, and by a link: from a file that is saved the browser comes back to this page. */
static err_t go_to(struct request *req, struct response *res, struct str path)
{
	struct kept_view view = {.path = path, .goes = true};
	TRY(response_header(res, "Refresh", str_fmt(req->arena, "0; url=%.*s", STR_ARG(path))));
	return PAGE_SHOW(req, res, view_go_on, &view);
}

static err_t go_on(struct request *req, struct response *res)
{
	const struct form *form = &visit_of(req)->form;
	struct str path = page_back(form_get(form, STR("back")), STR_NONE);
	struct str body = form_get(form, STR("kept"));
	struct form kept;
	if (!path.len)
		return response_redirect(res, STR("/account"));
	if (!body.len)
		return go_to(req, res, path);
	TRY(form_parse(req->arena, body, &form_limits_default, &kept));
	return page_go_on(req, res, path, &kept);
}

static err_t prove_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct proof_in in;
	struct token renewed;
	err_t e = input_from_form(req->arena, &proof_input, &v->form, &in);
	if (!e)
		e = prove(v->app, req->arena, &v->session.actor, &visitor, in.proof, &renewed);
	if (e && page_can_mend(e))
		return prove_again(req, res, e);
	TRY(e);
	TRY(visit_renew_session(req, res, &renewed));
	return go_on(req, res);
}

const struct route prove_routes[] = {
	{GET, "/account/prove", prove_show, .need = NEED_PERSON},
	{POST, "/account/prove", prove_post, .need = NEED_PERSON, .max_body = KEPT_BODY,
		.limit = LIMIT_GUESS, .slow = true},
	{POST, "/account/prove/mail", prove_ask_post, .need = NEED_PERSON, .max_body = KEPT_BODY,
		.limit = LIMIT_GUESS},
	{0},
};
