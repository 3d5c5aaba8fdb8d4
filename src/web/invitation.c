/* /invitation: somebody brings a code and takes a role. */
#include "app/invitation.h"
#include "codec/input.h"
#include "web/code.h"
#include "web/page.h"
#include "web/routes.h"

#include "view/organisation.h"

#define FORM_BODY (8 << 10)

static const struct input_field accept_fields[] = {
	INPUT_LINE(
		struct invitation_accept, code, .label = N_("Code"), .required = true, .max = 40),
	INPUT_LINE(struct invitation_accept, name, .label = N_("What should we call you?"),
		.required = true, .max = ACCOUNT_NAME_MOST),
	INPUT_SECRET(struct invitation_accept, password, .label = N_("Password"), .required = true),
	{0},
};
static const struct input_form accept_input = INPUT_FORM(struct invitation_accept, accept_fields);

static err_t code_form(struct request *req, struct response *res, err_t e)
{
	struct invitation_view view = {
		page_code(req, N_("The code from your invitation"), e), page_problem(req, e)};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_invitation, &view);
}

static err_t invitation_show(struct request *req, struct response *res)
{
	return code_form(req, res, NULL);
}

/* What the code is for, with what was wrong in the form below it; a wrong code begins anew. */
static err_t invited_form(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	struct invitation found;
	struct invited_view view = {
		.code = form_get(&v->form, STR("code")),
		.person = v->is_signed_in ? v->session.name : STR_NONE,
		.name = page_field(req, "name", e),
		.password_error = page_field(req, "password", e).error,
		.problem = page_problem(req, e),
	};
	err_t wrong = invitation_find(v->app, req->arena, view.code, &found);
	if (wrong && page_can_mend(wrong)) {
		err_free(e);
		return code_form(req, res, wrong);
	}
	page_refuse(req, res, e);
	TRY(wrong);
	view.organisation = found.membership.organisation_name;
	TRY(membership_label(
		req->arena, v->lang, found.membership.role, found.membership.words, &view.role));
	view.mail = found.mail;
	view.has_account = found.has_account;
	if (!view.name.value.p)
		view.name.value = found.name;
	return PAGE_SHOW(req, res, view_invited, &view);
}

static err_t invitation_post(struct request *req, struct response *res)
{
	struct str code;
	err_t e = code_read(req, &code);
	return e ? code_form(req, res, e) : invited_form(req, res, NULL);
}

static err_t accept_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct invitation_accept in;
	struct membership joined;
	struct token session;
	err_t e = input_from_form(req->arena, &accept_input, &v->form, &in);
	if (!e)
		e = invitation_accept(
			v->app, req->arena, &visitor, lang_tag(v->lang), &in, &joined, &session);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return invited_form(req, res, e);
	TRY(e);
	TRY(visit_begin_session(req, res, &session));
	return response_redirect(res, membership_path(req->arena, &joined));
}

static err_t join_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str code;
	struct membership joined;
	err_t e = code_read(req, &code);
	if (!e)
		e = invitation_join(v->app, req->arena, &v->session.actor, code, &joined);
	if (e && page_can_mend(e))
		return code_form(req, res, e);
	TRY(e);
	return response_redirect(res, membership_path(req->arena, &joined));
}

const struct route invitation_routes[] = {
	{GET, "/invitation", invitation_show, .need = NEED_ANYONE},
	{POST, "/invitation", invitation_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{POST, "/invitation/accept", accept_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .slow = true},
	{POST, "/invitation/join", join_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{0},
};
