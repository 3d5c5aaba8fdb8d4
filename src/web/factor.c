/* The second factor: setting it up, and giving it on the way in. */
#include "web/factor.h"

#include "app/factor.h"
#include "app/way.h"
#include "web/arrive.h"
#include "web/code.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (4 << 10)
#define KEPT_BODY (512 << 10) /* the longest answer, percent-encoded twice */

/* --- on the way in --- */

err_t factor_page(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct arriving who;
	struct factor_view view = {
		.error = page_field(req, "code", e).error,
		.problem = page_problem(req, e),
		.back = form_get(&v->form, STR("back")),
		.kept = form_get(&v->form, STR("kept")),
	};
	page_refuse(req, res, e);
	err_t none = way_arriving(v->app, req->arena, &visitor, ARRIVAL_FACTOR, &who);
	if (code_is_gone(&none))
		return response_redirect(res, STR("/sign-in"));
	TRY(none);
	return PAGE_SHOW(req, res, view_factor, &view);
}

static err_t factor_show(struct request *req, struct response *res)
{
	return factor_page(req, res, NULL);
}

static err_t factor_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct str code;
	struct arrived arrived;
	err_t e = code_read(req, &code);
	if (!e)
		e = factor_confirm(v->app, req->arena, &visitor, code, &arrived);
	if (e && code_can_mend(e))
		return factor_page(req, res, e);
	TRY(e);
	return arrive(req, res, &arrived);
}

/* --- setting it up --- */

static err_t state_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct factor_state state;
	TRY(factor_state(v->app, req->arena, &v->session.actor, &state));
	struct second_factor_view view = {
		.is_held = state.is_held,
		.since = state.since,
		.codes = state.codes,
		.is_needed = str_eq(req->query, STR("needed")) && !state.is_held,
	};
	return PAGE_SHOW(req, res, view_second_factor, &view);
}

static err_t begin_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(factor_offer(v->app, req->arena, &v->session.actor));
	return response_redirect(res, STR("/account/second-factor/setup"));
}

static err_t setup_page(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct factor_offered offered;
	struct second_factor_setup_view view = {
		.error = page_field(req, "code", e).error,
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	err_t none = factor_offered(v->app, req->arena, &v->session.actor,
		lang_text(v->lang, N_("QR code for your app")), &offered);
	if (code_is_gone(&none))
		return response_redirect(res, STR("/account/second-factor"));
	TRY(none);
	view.qr = (struct html){offered.qr.p, offered.qr.len};
	view.secret = offered.secret;
	return PAGE_SHOW(req, res, view_second_factor_setup, &view);
}

static err_t setup_show(struct request *req, struct response *res)
{
	return setup_page(req, res, NULL);
}

static err_t show_codes(struct request *req, struct response *res, const struct factor_codes *codes)
{
	struct recovery_codes_view view = {.codes = codes->at, .codes_len = FACTOR_CODES};
	return PAGE_SHOW(req, res, view_recovery_codes, &view);
}

static err_t setup_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str code;
	struct factor_codes codes;
	err_t e = code_read(req, &code);
	if (!e)
		e = factor_keep(v->app, req->arena, &v->session.actor, &v->token, code, &codes);
	if (e && code_can_mend(e))
		return setup_page(req, res, e);
	TRY(e);
	return show_codes(req, res, &codes);
}

static err_t codes_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct factor_codes codes;
	TRY(factor_new_codes(v->app, req->arena, &v->session.actor, &codes));
	return show_codes(req, res, &codes);
}

static err_t end_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(factor_end(v->app, req->arena, &v->session.actor));
	return response_redirect(res, STR("/account/second-factor"));
}

const struct route factor_routes[] = {
	{GET, "/sign-in/factor", factor_show, .need = NEED_ANYONE},
	{POST, "/sign-in/factor", factor_post, .need = NEED_ANYONE, .max_body = KEPT_BODY,
		.limit = LIMIT_GUESS},
	{GET, "/account/second-factor", state_show, .need = NEED_PERSON},
	{POST, "/account/second-factor/begin", begin_post, .need = NEED_PERSON, .fresh = true,
		.max_body = FORM_BODY},
	{GET, "/account/second-factor/setup", setup_show, .need = NEED_PERSON, .fresh = true},
	{POST, "/account/second-factor/setup", setup_post, .need = NEED_PERSON, .fresh = true,
		.max_body = FORM_BODY, .limit = LIMIT_GUESS},
	{POST, "/account/second-factor/codes", codes_post, .need = NEED_PERSON, .fresh = true,
		.max_body = FORM_BODY},
	{POST, "/account/second-factor/end", end_post, .need = NEED_PERSON, .fresh = true,
		.max_body = FORM_BODY},
	{0},
};
