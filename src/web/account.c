/* Register, confirm, sign in and out, and the account's own page. */
#include "app/account.h"
#include "app/account_address.h"
#include "app/age.h"
#include "app/participation.h"
#include "codec/input.h"
#include "web/arrive.h"
#include "web/code.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (8 << 10)
#define KEPT_BODY (512 << 10) /* the longest answer, percent-encoded twice */

static const struct input_field register_fields[] = {
	INPUT_LINE(struct account_register, name, .label = N_("What should we call you?"),
		.required = true, .max = ACCOUNT_NAME_MOST),
	INPUT_MAIL(struct account_register, mail, .label = N_("Mail address"), .required = true),
	INPUT_SECRET(struct account_register, password, .label = N_("Password"), .required = true),
	{0},
};
static const struct input_form register_input =
	INPUT_FORM(struct account_register, register_fields);

static const struct input_field sign_in_fields[] = {
	INPUT_LINE(struct account_sign_in, mail, .label = N_("Mail address"), .required = true,
		.max = 254),
	INPUT_SECRET(struct account_sign_in, password, .label = N_("Password"), .required = true),
	{0},
};
static const struct input_form sign_in_input = INPUT_FORM(struct account_sign_in, sign_in_fields);

/* --- register --- */

/* Shows the form with e, and ends e; NULL for a form that nobody has filled in yet. */
static err_t register_form(struct request *req, struct response *res, err_t e)
{
	struct register_view view = {
		.name = page_field(req, "name", e),
		.mail = page_field(req, "mail", e),
		.password_error = page_field(req, "password", e).error,
		.wrong = e,
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_register, &view);
}

static err_t register_show(struct request *req, struct response *res)
{
	if (visit_of(req)->is_signed_in)
		return response_redirect(res, STR("/passport"));
	return register_form(req, res, NULL);
}

static err_t register_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct account_register in;
	err_t e = input_from_form(req->arena, &register_input, &v->form, &in);
	if (e)
		return register_form(req, res, e);
	struct visitor visitor = visit_visitor(req);
	e = account_register(v->app, req->arena, &visitor, lang_tag(v->lang), &in);
	if (e && page_can_mend(e))
		return register_form(req, res, e);
	TRY(e);
	return response_redirect(res, STR("/register/confirm"));
}

/* --- confirm --- */

static err_t confirm_form(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct confirm_view view = {
		.action = STR("/register/confirm"),
		.again = STR("/register/again"),
		.other = STR("/register"),
		.code = page_field(req, "code", e),
		.sent_again = str_eq(req->query, STR("again")),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	err_t none = account_awaited(v->app, req->arena, &visitor, &view.mail);
	if (code_is_gone(&none))
		return response_redirect(res, STR("/register"));
	TRY(none);
	return PAGE_SHOW(req, res, view_confirm, &view);
}

static err_t confirm_show(struct request *req, struct response *res)
{
	return confirm_form(req, res, NULL);
}

static err_t confirm_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct str code;
	struct token session;
	err_t e = code_read(req, &code);
	if (!e)
		e = account_confirm(v->app, req->arena, &visitor, code, &session);
	if (e && code_can_mend(e))
		return confirm_form(req, res, e);
	TRY(e);
	TRY(visit_begin_session(req, res, &session));
	TRY(visit_find_taker(req));
	/* Whoever makes an account beside an open page of a project, does so to take it along. */
	return response_redirect(res, v->taker.participant.n ? STR("/part") : visit_after_in(req));
}

static err_t confirm_again(struct request *req, struct response *res)
{
	struct visitor visitor = visit_visitor(req);
	err_t e = account_send_again(visit_of(req)->app, req->arena, &visitor);
	if (e && page_can_mend(e))
		return confirm_form(req, res, e);
	TRY(e);
	return response_redirect(res, STR("/register/confirm?again"));
}

/* --- sign in and out --- */

static err_t sign_in_form(struct request *req, struct response *res, err_t e)
{
	const struct form *form = &visit_of(req)->form;
	struct sign_in_view view = {
		.mail = form_get(form, STR("mail")),
		.back = form_get(form, STR("back")),
		.kept = form_get(form, STR("kept")),
	};
	if (e)
		view.problem.text = page_error_text(req, e);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_sign_in, &view);
}

static err_t sign_in_show(struct request *req, struct response *res)
{
	const struct form *query;
	TRY(request_query(req, &query));
	struct str back = form_get(query, STR("back"));
	if (visit_of(req)->is_signed_in)
		return response_redirect(res, page_back(back, STR("/passport")));
	/* No other field: a stranger's link must not bring a text for the person to save. */
	struct sign_in_view view = {.back = back};
	return PAGE_SHOW(req, res, view_sign_in, &view);
}

static err_t sign_in_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct account_sign_in in;
	struct visitor visitor = visit_visitor(req);
	struct arrived arrived;
	err_t e = input_from_form(req->arena, &sign_in_input, &v->form, &in);
	if (!e)
		e = account_sign_in(v->app, req->arena, &visitor, &in, &arrived);
	if (e && page_can_mend(e))
		return sign_in_form(req, res, e);
	TRY(e);
	return arrive(req, res, &arrived);
}

/* Whoever came in by a code too wants nothing left open here. */
static err_t close_part(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(visit_find_taker(req));
	if (!v->taker.participant.n)
		return NULL;
	TRY(response_cookie_end(res, COOKIE_PART));
	err_t e = participation_close(v->app, req->arena, &v->taker, &v->taker_token);
	if (!e || e->code != ERR_NOT_FOUND)
		return e;
	err_free(e); /* removed at that moment: nothing is open */
	return NULL;
}

static err_t sign_out(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(session_end_own(v->app, &v->session.actor, &v->token));
	TRY(response_cookie_end(res, COOKIE_SESSION));
	TRY(close_part(req, res));
	TRY(response_header(res, "Clear-Site-Data", STR("\"cache\", \"storage\"")));
	return response_redirect(res, STR("/"));
}

/* --- the account's page --- */

static err_t find_addresses(const struct request *req, struct account_view *io)
{
	const struct visit *v = visit_of(req);
	const struct account_address *addresses;
	size_t count;
	TRY(account_addresses(v->app, req->arena, &v->session.actor, &addresses, &count));
	for (size_t i = 0; i < count; i++) {
		if (addresses[i].is_chosen)
			io->mail = addresses[i].mail;
		if (addresses[i].is_dead)
			io->dead.mail = addresses[i].mail;
	}
	return NULL;
}

static err_t account_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct account_view view = {
		.name = v->session.name,
		.languages = page_languages(req, STR("/account")),
	};
	struct age age;
	TRY(find_addresses(req, &view));
	TRY(age_of(v->app, req->arena, &v->session.actor, &age));
	view.has_birth_date = age.state != AGE_NO_RULE || age.born != DAY_NONE;
	return PAGE_SHOW(req, res, view_account, &view);
}

const struct route account_routes[] = {
	{GET, "/register", register_show, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/register", register_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .slow = true, .all_langs = true},
	{GET, "/register/confirm", confirm_show, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/register/confirm", confirm_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{POST, "/register/again", confirm_again, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{GET, "/sign-in", sign_in_show, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/sign-in", sign_in_post, .need = NEED_ANYONE, .max_body = KEPT_BODY,
		.limit = LIMIT_GUESS, .slow = true, .all_langs = true},
	{POST, "/sign-out", sign_out, .need = NEED_PERSON, .max_body = FORM_BODY,
		.all_langs = true},
	{GET, "/account", account_show, .need = NEED_PERSON, .all_langs = true},
	{0},
};
