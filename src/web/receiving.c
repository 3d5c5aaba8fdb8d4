/* What an organisation asks of who shares a passport with it, as its admin says it. */
#include "app/content.h"
#include "app/receiver.h"
#include "codec/input.h"
#include "web/page.h"
#include "web/purpose.h"
#include "web/routes.h"

#include "view/organisation.h"

#define FORM_BODY (8 << 10)

struct receiving_in {
	unsigned purpose;
	bool takes_link, takes_paper;
	struct input_lines scopes;
	day paper_ends;
	struct str leave_at;
};
static const char *const purpose_names[] = {"mbo", "work", "other", NULL};
static const struct input_field receiving_fields[] = {
	INPUT_CHOICE(struct receiving_in, purpose, purpose_names, .label = N_("What are you?"),
		.required = true),
	INPUT_BOOL(struct receiving_in, takes_link, .label = N_("A link")),
	INPUT_BOOL(struct receiving_in, takes_paper, .label = N_("A PDF")),
	INPUT_LINES(struct receiving_in, scopes, .label = N_("Which parts do you need?"), .max = 40,
		.most = GRANT_SCOPES_MOST),
	INPUT_DAY(struct receiving_in, paper_ends, .label = N_("Until when do you take a PDF?")),
	INPUT_LINE(struct receiving_in, leave_at, .label = N_("Where should they put it?"),
		.max = RECEIVER_LEAVE_MOST),
	{0},
};
static const struct receiving_in receiving_start = {.paper_ends = DAY_NONE};
static const struct input_form receiving_input =
	INPUT_FORM(struct receiving_in, receiving_fields, .start = &receiving_start);

static struct row_id organisation_of(const struct request *req)
{
	return visit_of(req)->role->organisation;
}

static struct str own_path(const struct request *req, const char *more)
{
	struct str path = membership_path(req->arena, visit_of(req)->role);
	return str_fmt(req->arena, "%.*s%s", STR_ARG(path), more);
}

/* What asks for nothing yet begins with a link to everything. */
static struct receiver start_of(const struct request *req)
{
	size_t count;
	const struct content_scope *all = content_scopes(visit_of(req)->app->content, 0, &count);
	struct str *scopes = arena_array(req->arena, struct str, count);
	for (size_t i = 0; i < count; i++)
		scopes[i] = all[i].id;
	return (struct receiver){.takes_link = true, .scopes = scopes, .scopes_len = count};
}

static struct receiver sent_of(const struct request *req)
{
	const struct form *form = &visit_of(req)->form;
	struct str *scopes = arena_array(req->arena, struct str, form->len);
	struct receiver r = {
		.purpose = share_purpose_parse(form_get(form, STR("purpose"))),
		.takes_link = form_get(form, STR("takes_link")).len,
		.takes_paper = form_get(form, STR("takes_paper")).len,
		.scopes = scopes,
	};
	form_each(field, form) if (str_is(field->name, "scopes")) scopes[r.scopes_len++] =
		field->value;
	return r;
}

static bool is_asked(const struct receiver *r, struct str scope)
{
	for (size_t i = 0; i < r->scopes_len; i++)
		if (str_eq(r->scopes[i], scope))
			return true;
	return false;
}

static const struct scope_choice *chapter_choices(
	const struct request *req, const struct receiver *r, size_t *ret_len)
{
	const struct visit *v = visit_of(req);
	size_t count, len = 0;
	const struct content_scope *all =
		content_scopes(v->app->content, lang_index(v->lang), &count);
	struct scope_choice *choices = arena_array(req->arena, struct scope_choice, count);
	for (size_t i = 0; i < count; i++)
		if (!all[i].is_apart)
			choices[len++] = (struct scope_choice){
				.key = all[i].id,
				.title = all[i].title,
				.chosen = is_asked(r, all[i].id),
			};
	*ret_len = len;
	return choices;
}

/* r: as it is kept, or as it was sent. */
static err_t own_page(struct request *req, struct response *res, const struct receiver *r,
	bool is_asking, err_t e)
{
	struct receiving_view view = {
		.path = own_path(req, ""),
		.is_saved = str_eq(req->query, STR("saved")),
		.is_asking = is_asking,
		.purposes = share_purpose_options(req->arena, r->purpose),
		.purposes_len = SHARE_PURPOSES,
		.purpose_error = page_field(req, "purpose", e).error,
		.takes_link = r->takes_link,
		.takes_paper = r->takes_paper,
		.takes_error = page_field(req, "takes_link", e).error,
		.scopes_error = page_field(req, "scopes", e).error,
		.paper_ends = page_field(req, "paper_ends", e),
		.leave_at = page_field(req, "leave_at", e),
		.wrong = e,
	};
	view.scopes = chapter_choices(req, r, &view.scopes_len);
	if (!e)
		view.leave_at.value = r->leave_at;
	if (!e && r->paper_ends)
		view.paper_ends.value = day_print(req->arena, *r->paper_ends);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_receiving, &view);
}

static err_t load_own(struct request *req, const struct receiver **ret)
{
	const struct visit *v = visit_of(req);
	return receiver_own(v->app, req->arena, &v->session.actor, organisation_of(req), ret);
}

static err_t own_show(struct request *req, struct response *res)
{
	const struct receiver *kept;
	struct receiver start = start_of(req);
	TRY(load_own(req, &kept));
	return own_page(req, res, kept ? kept : &start, kept, NULL);
}

static err_t save(struct request *req)
{
	const struct visit *v = visit_of(req);
	struct receiving_in in;
	TRY(input_from_form(req->arena, &receiving_input, &v->form, &in));
	struct receiver r = {
		.purpose = in.purpose,
		.takes_link = in.takes_link,
		.takes_paper = in.takes_paper,
		.paper_ends = in.paper_ends == DAY_NONE ? NULL : &in.paper_ends,
		.scopes = in.scopes.at,
		.scopes_len = in.scopes.len,
		.leave_at = in.leave_at,
	};
	return receiver_set(v->app, req->arena, &v->session.actor, organisation_of(req), &r);
}

static err_t own_post(struct request *req, struct response *res)
{
	const struct receiver *kept;
	err_t e = save(req);
	if (!e)
		return response_redirect(res, own_path(req, "/receiving?saved"));
	if (!page_can_mend(e))
		return e;
	struct receiver sent = sent_of(req);
	TRY(page_instead(e, load_own(req, &kept)));
	return own_page(req, res, &sent, kept, e);
}

static err_t remove_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(receiver_remove(v->app, req->arena, &v->session.actor, organisation_of(req)));
	return response_redirect(res, own_path(req, ""));
}

#define OF_ADMIN .need = NEED_PERSON, .role = ROLE_ORGANISATION_ADMIN
#define OWN "/organisation/{organisation}/receiving"
const struct route receiving_routes[] = {
	{GET, OWN, own_show, OF_ADMIN},
	{POST, OWN, own_post, OF_ADMIN, .max_body = FORM_BODY},
	{POST, OWN "/remove", remove_post, OF_ADMIN, .max_body = FORM_BODY},
	{0},
};
