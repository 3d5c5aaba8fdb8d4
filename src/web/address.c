/* The mail addresses of a person: adding, removing, choosing. */
#include "app/account_address.h"
#include "codec/input.h"
#include "web/code.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (4 << 10)
#define PAGE "/account/addresses"

struct mail_in {
	struct str mail;
};
static const struct input_field mail_fields[] = {
	INPUT_MAIL(struct mail_in, mail, .label = N_("Mail address"), .required = true),
	{0},
};
static const struct input_form mail_input = INPUT_FORM(struct mail_in, mail_fields);

struct end_in {
	struct str mail;
	day last_day;
};
static const struct input_field end_fields[] = {
	INPUT_MAIL(struct end_in, mail, .label = N_("Mail address"), .required = true),
	INPUT_DAY(struct end_in, last_day, .label = N_("Last day")),
	{0},
};
static const struct input_form end_input = INPUT_FORM(
	struct end_in, end_fields, .start = &(const struct end_in){.last_day = DAY_NONE});

/* --- the list --- */

static struct address_shown shown(struct arena *a, const struct account_address *from, size_t i)
{
	return (struct address_shown){
		.mail = from->mail,
		.is_chosen = from->is_chosen,
		.is_dead = from->is_dead,
		.last_day = from->last_day == DAY_NONE ? STR_NONE : day_print(a, from->last_day),
		.number = (int)i + 1,
	};
}

/* The form below the list shows again what was typed there. */
static err_t list_page(struct request *req, struct response *res, err_t e)
{
	const struct visit *v = visit_of(req);
	const struct account_address *all;
	struct addresses_view view = {
		.problem = page_problem(req, e),
		.is_added = str_eq(req->query, STR("added")),
	};
	if (str_is(req->path, PAGE "/add"))
		view.mail = page_field(req, "mail", e);
	page_refuse(req, res, e);
	TRY(account_addresses(v->app, req->arena, &v->session.actor, &all, &view.addresses_len));
	struct address_shown *list =
		arena_array(req->arena, struct address_shown, view.addresses_len);
	for (size_t i = 0; i < view.addresses_len; i++)
		list[i] = shown(req->arena, &all[i], i);
	view.addresses = list;
	view.has_others = view.addresses_len > 1;
	return PAGE_SHOW(req, res, view_addresses, &view);
}

static err_t list_show(struct request *req, struct response *res)
{
	return list_page(req, res, NULL);
}

/* Shows what the person can mend beside the list. */
static err_t end_with_list(struct request *req, struct response *res, err_t e)
{
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return list_page(req, res, e);
	TRY(e);
	return response_redirect(res, STR(PAGE));
}

/* --- one more --- */

static err_t add_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct mail_in in;
	err_t e = input_from_form(req->arena, &mail_input, &v->form, &in);
	if (!e)
		e = account_address_add(v->app, req->arena, &v->session.actor, &visitor,
			lang_tag(v->lang), in.mail);
	if (e)
		return end_with_list(req, res, e);
	return response_redirect(res, STR(PAGE "/confirm"));
}

static err_t confirm_page(struct request *req, struct response *res, bool sent_again, err_t e)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct confirm_view view = {
		.action = STR(PAGE "/confirm"),
		.again = STR(PAGE "/again"),
		.other = STR(PAGE),
		.code = page_field(req, "code", e),
		.sent_again = sent_again,
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	err_t none = account_address_awaited(
		v->app, req->arena, &v->session.actor, &visitor, &view.mail);
	if (code_is_gone(&none))
		return response_redirect(res, STR(PAGE));
	TRY(none);
	return PAGE_SHOW(req, res, view_confirm, &view);
}

static err_t confirm_show(struct request *req, struct response *res)
{
	return confirm_page(req, res, false, NULL);
}

static err_t confirm_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct str code;
	err_t e = code_read(req, &code);
	if (!e)
		e = account_address_confirm(v->app, req->arena, &v->session.actor, &visitor, code);
	if (e && code_can_mend(e))
		return confirm_page(req, res, false, e);
	TRY(e);
	return response_redirect(res, STR(PAGE "?added"));
}

static err_t again_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct str mail;
	TRY(account_address_awaited(v->app, req->arena, &v->session.actor, &visitor, &mail));
	err_t e = account_address_add(
		v->app, req->arena, &v->session.actor, &visitor, lang_tag(v->lang), mail);
	if (e && !page_can_mend(e))
		return e;
	return confirm_page(req, res, !e, e);
}

/* --- what is done with one --- */

static err_t remove_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct mail_in in;
	err_t e = input_from_form(req->arena, &mail_input, &v->form, &in);
	if (!e)
		e = account_address_remove(v->app, req->arena, &v->session.actor, in.mail);
	return end_with_list(req, res, e);
}

static err_t choose_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct mail_in in;
	err_t e = input_from_form(req->arena, &mail_input, &v->form, &in);
	if (!e)
		e = account_address_choose(v->app, req->arena, &v->session.actor, in.mail);
	return end_with_list(req, res, e);
}

static err_t ends_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct end_in in;
	err_t e = input_from_form(req->arena, &end_input, &v->form, &in);
	if (!e)
		e = account_address_ends(
			v->app, req->arena, &v->session.actor, in.mail, in.last_day);
	return end_with_list(req, res, e);
}

const struct route address_routes[] = {
	{GET, PAGE, list_show, .need = NEED_PERSON},
	{POST, PAGE "/add", add_post, .need = NEED_PERSON, .fresh = true, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{GET, PAGE "/confirm", confirm_show, .need = NEED_PERSON},
	{POST, PAGE "/confirm", confirm_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{POST, PAGE "/again", again_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{POST, PAGE "/remove", remove_post, .need = NEED_PERSON, .fresh = true,
		.max_body = FORM_BODY},
	{POST, PAGE "/choose", choose_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{POST, PAGE "/ends", ends_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
