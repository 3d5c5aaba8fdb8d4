/* Ways in by mail: to sign in with a code, and to choose a new password. */
#include "web/way.h"

#include "app/way.h"
#include "codec/input.h"
#include "web/arrive.h"
#include "web/code.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (8 << 10)
#define KEPT_BODY (512 << 10) /* the longest answer, percent-encoded twice */

static const struct {
	const char *title, *lead;  /* of the page that asks for an address */
	const char *ask, *confirm; /* paths */
	const char *again;
} pages[] = {
	[WAY_SIGN_IN] = {N_("Sign in with a code"),
		N_("We mail you a code. With it you sign in, without a password."), "/sign-in/mail",
		"/sign-in/code", "/sign-in/again"},
	[WAY_RESET] = {N_("A new password"),
		N_("Did you forget your password? We mail you a code. With it you choose a new "
		   "one."),
		"/forgot", "/forgot/code", "/forgot/again"},
};

struct ask_in {
	struct str mail;
};
static const struct input_field ask_fields[] = {
	INPUT_MAIL(struct ask_in, mail, .label = N_("Mail address"), .required = true),
	{0},
};
static const struct input_form ask_input = INPUT_FORM(struct ask_in, ask_fields);

struct password_in {
	struct str password;
};
static const struct input_field password_fields[] = {
	INPUT_SECRET(struct password_in, password, .label = N_("Password"), .required = true),
	{0},
};
static const struct input_form password_input = INPUT_FORM(struct password_in, password_fields);

/* --- the address --- */

static err_t ask_form(struct request *req, struct response *res, enum way way, err_t e)
{
	const struct form *form = &visit_of(req)->form;
	struct mail_ask_view view = {
		.title = pages[way].title,
		.lead = pages[way].lead,
		.button = N_("Mail me a code"),
		.action = str_of(pages[way].ask),
		.mail = page_field(req, "mail", e),
		.problem = page_problem(req, e),
		.back = form_get(form, STR("back")),
		.kept = form_get(form, STR("kept")),
		.elsewhere = str_eq(req->query, STR("elsewhere")),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_mail_ask, &view);
}

static err_t sign_in_ask(struct request *req, struct response *res)
{
	return ask_form(req, res, WAY_SIGN_IN, NULL);
}

static err_t forgot_ask(struct request *req, struct response *res)
{
	return ask_form(req, res, WAY_RESET, NULL);
}

/* --- the code --- */

/* What the page says beside the field. */
enum code_page {
	CODE_SENT,
	CODE_SENT_AGAIN,
	CODE_BESIDE, /* the password: sent when it was right */
};

/* A link of a mail may be opened where nobody asked for it. */
static err_t code_form(
	struct request *req, struct response *res, enum way way, enum code_page page, err_t e)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct confirm_view view = {
		.action = str_of(pages[way].confirm),
		.again = str_of(pages[way].again),
		.other = str_of(pages[way].ask),
		.back = form_get(&v->form, STR("back")),
		.kept = form_get(&v->form, STR("kept")),
		.code = page_field(req, "code", e),
		.sent_again = page == CODE_SENT_AGAIN,
		.beside = page == CODE_BESIDE || form_get(&v->form, STR("beside")).len,
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	err_t none = way_awaited(v->app, req->arena, &visitor, way, &view.mail);
	if (code_is_gone(&none))
		return response_redirect(res, str_fmt(req->arena, "%s?elsewhere", pages[way].ask));
	TRY(none);
	return PAGE_SHOW(req, res, view_confirm, &view);
}

static err_t sign_in_code(struct request *req, struct response *res)
{
	return code_form(req, res, WAY_SIGN_IN, CODE_SENT, NULL);
}

err_t way_beside_page(struct request *req, struct response *res)
{
	return code_form(req, res, WAY_SIGN_IN, CODE_BESIDE, NULL);
}

static err_t forgot_code(struct request *req, struct response *res)
{
	return code_form(req, res, WAY_RESET, CODE_SENT, NULL);
}

/* What somebody wanted to go on to, or was sending, comes along in the page. */
static err_t ask_post(struct request *req, struct response *res, enum way way)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct ask_in in;
	err_t e = input_from_form(req->arena, &ask_input, &v->form, &in);
	if (!e)
		e = way_ask(v->app, req->arena, &visitor, way, lang_tag(v->lang), in.mail);
	if (e && page_can_mend(e))
		return ask_form(req, res, way, e);
	TRY(e);
	if (form_get(&v->form, STR("back")).len || form_get(&v->form, STR("kept")).len)
		return code_form(req, res, way, CODE_SENT, NULL);
	return response_redirect(res, str_of(pages[way].confirm));
}

static err_t sign_in_ask_post(struct request *req, struct response *res)
{
	return ask_post(req, res, WAY_SIGN_IN);
}

static err_t forgot_ask_post(struct request *req, struct response *res)
{
	return ask_post(req, res, WAY_RESET);
}

static err_t again_post(struct request *req, struct response *res, enum way way)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct str mail;
	TRY(way_awaited(v->app, req->arena, &visitor, way, &mail));
	err_t e = way_ask(v->app, req->arena, &visitor, way, lang_tag(v->lang), mail);
	if (e && page_can_mend(e))
		return code_form(req, res, way, CODE_SENT, e);
	TRY(e);
	return code_form(req, res, way, CODE_SENT_AGAIN, NULL);
}

static err_t sign_in_again(struct request *req, struct response *res)
{
	return again_post(req, res, WAY_SIGN_IN);
}

static err_t forgot_again(struct request *req, struct response *res)
{
	return again_post(req, res, WAY_RESET);
}

static err_t code_post(struct request *req, struct response *res, enum way way)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct str code;
	struct arrived arrived;
	err_t e = code_read(req, &code);
	if (!e)
		e = way_confirm(v->app, req->arena, &visitor, way, code, &arrived);
	if (e && code_can_mend(e))
		return code_form(req, res, way, CODE_SENT, e);
	TRY(e);
	return arrive(req, res, &arrived);
}

static err_t sign_in_code_post(struct request *req, struct response *res)
{
	return code_post(req, res, WAY_SIGN_IN);
}

static err_t forgot_code_post(struct request *req, struct response *res)
{
	return code_post(req, res, WAY_RESET);
}

/* --- the new password --- */

static err_t password_form(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct new_password_view view = {
		.error = page_field(req, "password", e).error,
		.problem = page_problem(req, e),
	};
	struct arriving who;
	page_refuse(req, res, e);
	err_t none = way_arriving(v->app, req->arena, &visitor, ARRIVAL_PASSWORD, &who);
	if (code_is_gone(&none))
		return response_redirect(res, STR("/forgot"));
	TRY(none);
	view.name = who.name;
	return PAGE_SHOW(req, res, view_new_password, &view);
}

static err_t password_show(struct request *req, struct response *res)
{
	return password_form(req, res, NULL);
}

static err_t password_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct password_in in;
	struct arrived arrived;
	err_t e = input_from_form(req->arena, &password_input, &v->form, &in);
	if (!e)
		e = way_set_password(v->app, req->arena, &visitor, in.password, &arrived);
	if (e && code_can_mend(e))
		return password_form(req, res, e);
	TRY(e);
	return arrive(req, res, &arrived);
}

const struct route way_routes[] = {
	{GET, "/sign-in/mail", sign_in_ask, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/sign-in/mail", sign_in_ask_post, .need = NEED_ANYONE, .max_body = KEPT_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{GET, "/sign-in/code", sign_in_code, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/sign-in/code", sign_in_code_post, .need = NEED_ANYONE, .max_body = KEPT_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{POST, "/sign-in/again", sign_in_again, .need = NEED_ANYONE, .max_body = KEPT_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{GET, "/forgot", forgot_ask, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/forgot", forgot_ask_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{GET, "/forgot/code", forgot_code, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/forgot/code", forgot_code_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{POST, "/forgot/again", forgot_again, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{GET, "/forgot/new", password_show, .need = NEED_ANYONE, .all_langs = true},
	{POST, "/forgot/new", password_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .slow = true, .all_langs = true},
	{0},
};
