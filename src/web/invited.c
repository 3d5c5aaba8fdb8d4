/*
 * The invited: types the code of the mail, sees who asks for what, says yes or no. The code stays
 * in a cookie of the browser while an account is made or signed in to.
 */
#include "app/contact.h"
#include "app/offer.h"
#include "web/leaflet.h"
#include "web/routes.h"
#include "web/terms.h"

#define FORM_BODY (8 << 10)
#define INVITATION_COOKIE_LIFE (24 * 3600)

/* --- the invitation --- */

static err_t code_form(struct request *req, struct response *res, bool declined, err_t e)
{
	struct offer_code_view view = {
		.code = page_lone_code(req, N_("The code from the mail"), e),
		.declined = declined,
	};
	page_refuse(req, res, e);
	TRY(response_cookie_end(res, COOKIE_INVITATION));
	return PAGE_SHOW(req, res, view_offer_code, &view);
}

static err_t look(struct request *req, struct str code, struct offer *ret)
{
	const struct visit *v = visit_of(req);
	return offer_look(v->app, req->arena, &v->session.actor, code, ret);
}

static err_t invited_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str code = request_cookie(req, COOKIE_INVITATION);
	struct offer it;
	if (!code.len)
		return code_form(req, res, false, NULL);
	err_t e = look(req, code, &it);
	if (e && e->code == ERR_INVALID) {
		err_free(e); /* used or withdrawn meanwhile */
		return code_form(req, res, false, NULL);
	}
	TRY(e);
	page_note_damaged(req, it.is_damaged, "a message");
	struct offered_view view = {
		.name = it.name,
		.message = it.message,
		.role = role_text(it.role),
		.parts = scope_titles(req, it.scopes, it.scopes_len),
		.parts_len = it.scopes_len,
		.ends = it.ends,
		.is_own = it.is_own,
		.signed_in = v->is_signed_in,
		.person = v->is_signed_in ? v->session.name : STR_NONE,
	};
	return PAGE_SHOW(req, res, view_offered, &view);
}

/* A browser that nobody chose a language in goes on in that of the mail. */
static err_t read_in(struct request *req, struct response *res, struct str language)
{
	const struct visit *v = visit_of(req);
	if (!language.len || v->is_signed_in || request_cookie(req, COOKIE_LANGUAGE).len)
		return NULL;
	return response_cookie(res, COOKIE_LANGUAGE, language, LANGUAGE_LIFE);
}

static err_t invited_post(struct request *req, struct response *res)
{
	struct str typed = form_get(&visit_of(req)->form, STR("code"));
	struct offer it;
	struct code code;
	err_t e = look(req, typed, &it);
	if (e && page_can_mend(e))
		return code_form(req, res, false, e);
	TRY(e);
	if (!code_long_parse(typed, &code))
		return err_log(ERR_INTERNAL, "a code that was found is none");
	TRY(response_cookie(
		res, COOKIE_INVITATION, code_print(req->arena, &code), INVITATION_COOKIE_LIFE));
	TRY(read_in(req, res, it.reads));
	return response_redirect(res, STR("/invited"));
}

/* Withdrawn while the page was open, or used: back to where a code is typed. */
static err_t start_again(struct response *res, err_t e)
{
	if (e->code != ERR_INVALID && e->code != ERR_CONFLICT)
		return e;
	err_free(e);
	return response_redirect(res, STR("/invited"));
}

static err_t accept_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id owner;
	err_t e = offer_accept(v->app, req->arena, &v->session.actor,
		request_cookie(req, COOKIE_INVITATION), &owner);
	if (e)
		return start_again(res, e);
	TRY(response_cookie_end(res, COOKIE_INVITATION));
	struct str key = public_id_print(req->arena, owner);
	return response_redirect(res, str_fmt(req->arena, "/with/%.*s", STR_ARG(key)));
}

static err_t decline_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	err_t e = offer_decline(
		v->app, req->arena, &v->session.actor, request_cookie(req, COOKIE_INVITATION));
	if (e)
		return start_again(res, e);
	return code_form(req, res, true, NULL);
}

/* --- the code that one shows --- */

static err_t my_code_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct my_code_view view = {0};
	struct code code;
	TRY(contact_code(v->app, req->arena, &v->session.actor, NULL, &code));
	view.has_code = code.len;
	struct leaflet leaflet = contact_leaflet(req, &code, STR_NONE);
	if (view.has_code)
		TRY(leaflet_shown(req, &leaflet, STR("/me/code"), &view.leaflet));
	return PAGE_SHOW(req, res, view_my_code, &view);
}

static err_t my_code_file(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct code code;
	TRY(contact_code(v->app, req->arena, &v->session.actor, NULL, &code));
	if (!code.len)
		return err_log(ERR_NOT_FOUND, "no code yet");
	struct leaflet leaflet = contact_leaflet(req, &code, STR_NONE);
	return leaflet_file(req, res, &leaflet);
}

static err_t my_code_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(contact_code_renew(v->app, req->arena, &v->session.actor, NULL));
	return response_redirect(res, STR("/me/code"));
}

const struct route invited_routes[] = {
	{GET, "/invited", invited_show, .need = NEED_ANYONE, .limit = LIMIT_GUESS,
		.all_langs = true},
	{POST, "/invited", invited_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{POST, "/invited/accept", accept_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{POST, "/invited/decline", decline_post, .need = NEED_ANYONE, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS, .all_langs = true},
	{GET, "/me/code", my_code_show, .need = NEED_PERSON, .all_langs = true},
	{POST, "/me/code", my_code_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.all_langs = true},
	{GET, "/me/code/{file}", my_code_file, .need = NEED_PERSON, .on_worker = true,
		.all_langs = true},
	{0},
};
