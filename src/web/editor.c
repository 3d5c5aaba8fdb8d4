/* Partners of a project: for who coordinates it or edits it all, and as the partner meets it. */
#include "app/editor.h"

#include "app/project_type.h"
#include "codec/input.h"
#include "i18n/country.h"
#include "view/editor.h"
#include "web/choices.h"
#include "web/project_at.h"
#include "web/routes.h"

#define INVITATION "/projects/invitation"
#define INVITATION_COOKIE_LIFE (24 * 3600)

static struct str list_path(const struct request *req, const struct project_at *at)
{
	return str_fmt(req->arena, "%.*s/editors", STR_ARG(project_path(req, at->project)));
}

static struct str name_of_country(const struct request *req, struct str code)
{
	const struct visit *v = visit_of(req);
	const struct country *country = country_find(v->app->countries, req->arena, code);
	return country ? country_name(country, v->lang) : code;
}

/* --- the list --- */

static struct editor_card card_of(
	const struct request *req, struct str path, const struct editor *e)
{
	return (struct editor_card){
		.path = str_fmt(req->arena, "%.*s/%.*s", STR_ARG(path),
			STR_ARG(public_id_print(req->arena, e->public))),
		.name = e->name,
		.mail = e->mail,
		.country = name_of_country(req, e->terms.country),
		.by = e->by,
		.may_change = e->may_change,
		.role = editor_role_text(e->terms.role),
		.state = editor_state_text(e->state),
		.is_outside = e->is_outside,
		.is_open = e->state <= EDITOR_ACTIVE,
		.waits = e->mail.len && e->state <= EDITOR_LATE,
		.can_resume = e->can_resume,
		.people = e->people,
		.ends = e->terms.ends,
	};
}

/* Gives access again to who was just stopped. */
static struct str undo_path(const struct request *req, struct str path, const struct form *query)
{
	struct public_id editor;
	if (!public_id_parse(form_get(query, STR("stopped")), &editor))
		return STR_NONE;
	return str_fmt(req->arena, "%.*s/%.*s/resume", STR_ARG(path),
		STR_ARG(public_id_print(req->arena, editor)));
}

static err_t list_page(
	struct request *req, struct response *res, const struct project_at *at, err_t e)
{
	const struct form *query;
	struct editor_list all;
	struct str path = list_path(req, at);
	TRY(page_instead(e, request_query(req, &query)));
	TRY(page_instead(
		e, editor_list(visit_of(req)->app, req->arena, project_actor(req), at, &all)));
	struct editor_card *cards = arena_array(req->arena, struct editor_card, all.len);
	for (size_t i = 0; i < all.len; i++)
		cards[i] = card_of(req, path, &all.at[i]);
	struct editors_view view = {
		.path = project_path(req, at->project),
		.title = all.project,
		.gives_whole = all.gives_whole,
		.editors = cards,
		.editors_len = all.len,
		.was_sent = !e && str_eq(req->query, STR("sent")),
		.was_saved = !e && str_eq(req->query, STR("saved")),
		.undo = undo_path(req, path, query),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_editors, &view);
}

static err_t list_show(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	return list_page(req, res, &at, NULL);
}

/* --- inviting and changing --- */

static const char *const role_names[] = {"whole", "own", NULL};

struct editor_in {
	struct str name, mail, language, country;
	unsigned role;
	day ends;
};
#define TERMS                                                                                    \
	INPUT_CHOICE(struct editor_in, role, role_names, .label = N_("What do they work with?"), \
		.required = true),                                                               \
		INPUT_LINE(struct editor_in, country,                                            \
			.label = N_("In which country do they work?"), .required = true,         \
			.max = 80),                                                              \
		INPUT_DAY(                                                                       \
			struct editor_in, ends, .label = N_("Until which day?"), .required = true)

static const struct input_field new_fields[] = {
	INPUT_LINE(struct editor_in, name, .label = N_("Name"), .required = true,
		.max = EDITOR_NAME_MOST),
	INPUT_MAIL(struct editor_in, mail, .label = N_("Mail address"), .required = true),
	INPUT_LINE(struct editor_in, language, .label = N_("Language of the mail"),
		.required = true, .max = 10),
	TERMS,
	{0},
};
static const struct input_field terms_fields[] = {TERMS, {0}};
static const struct input_form new_form = INPUT_FORM(struct editor_in, new_fields);
static const struct input_form terms_form = INPUT_FORM(struct editor_in, terms_fields);

static void fill_roles(
	const struct request *req, enum editor_role chosen, struct editor_form_view *io)
{
	static const char *const about[EDITOR_ROLES] = {
		[EDITOR_WHOLE] = N_("The description, and everybody who takes part."),
		[EDITOR_OWN] = N_("Whom they enter themselves, and whom you give them."),
	};
	struct editor_role_choice *all =
		arena_array(req->arena, struct editor_role_choice, EDITOR_ROLES);
	for (enum editor_role role = io->gives_whole ? 0 : EDITOR_OWN; role < EDITOR_ROLES; role++)
		all[io->roles_len++] = (struct editor_role_choice){str_of(editor_role_id(role)),
			editor_role_text(role), about[role], role == chosen};
	io->roles = all;
}

/* now: as it is; NULL for a new one, or for what was sent. */
static err_t form_page(struct request *req, struct response *res, const struct project_at *at,
	const struct editor *now, err_t e)
{
	const struct visit *v = visit_of(req);
	const struct form *sent = &v->form;
	struct project p;
	TRY(page_instead(e, project_open(v->app, req->arena, project_actor(req), at, &p)));
	if (!p.may.invites_editors)
		return page_instead(e, err_log(ERR_FORBIDDEN, "may not invite partners"));
	bool is_whole = now ? now->terms.role == EDITOR_WHOLE
			    : str_is(form_get(sent, STR("role")), "whole");
	struct editor_form_view view = {
		.path = list_path(req, at),
		.action = str_fmt(req->arena, "%.*s/%.*s", STR_ARG(list_path(req, at)),
			STR_ARG(request_param(req, "item"))),
		.is_new = str_is(request_param(req, "item"), "new"),
		.who = now ? now->name : STR_NONE,
		.can_stop = now && now->state < EDITOR_STOPPED,
		.stops_others = now && now->terms.role == EDITOR_WHOLE,
		.name = page_field(req, "name", e),
		.mail = page_field(req, "mail", e),
		.ends = page_field(req, "ends", e),
		.country_error = page_field(req, "country", e).error,
		.language = mail_language(req, e),
		.gives_whole = p.may.gives_whole,
		.problem = page_problem(req, e),
	};
	if (now)
		view.ends.value = day_print(req->arena, now->terms.ends);
	fill_roles(req, is_whole ? EDITOR_WHOLE : EDITOR_OWN, &view);
	view.countries = country_choices(req,
		now ? now->terms.country : form_get(sent, STR("country")), &view.countries_len);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_editor_form, &view);
}

static err_t form_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct public_id item;
	struct editor now;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &item, &is_new));
	if (is_new)
		return form_page(req, res, &at, NULL, NULL);
	TRY(editor_get(v->app, req->arena, project_actor(req), &at, item, &now));
	return form_page(req, res, &at, &now, NULL);
}

static struct editor_terms terms_of(const struct editor_in *in)
{
	return (struct editor_terms){(enum editor_role)in->role, in->country, in->ends};
}

static err_t invite(const struct request *req, const struct project_at *at)
{
	const struct visit *v = visit_of(req);
	struct editor_in in;
	TRY(input_from_form(req->arena, &new_form, &v->form, &in));
	struct editor_new new = {in.name, in.mail, in.language, terms_of(&in)};
	return editor_invite(v->app, req->arena, project_actor(req), at, &new);
}

static err_t change(const struct request *req, const struct project_at *at, struct public_id editor)
{
	const struct visit *v = visit_of(req);
	struct editor_in in;
	TRY(input_from_form(req->arena, &terms_form, &v->form, &in));
	struct editor_terms terms = terms_of(&in);
	return editor_change(v->app, req->arena, project_actor(req), at, editor, &terms);
}

static err_t back(
	struct request *req, struct response *res, const struct project_at *at, const char *said)
{
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?%s", STR_ARG(list_path(req, at)), said));
}

static err_t form_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &item, &is_new));
	err_t e = is_new ? invite(req, &at) : change(req, &at, item);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return form_page(req, res, &at, NULL, e);
	TRY(e);
	return back(req, res, &at, is_new ? "sent" : "saved");
}

static err_t stop_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	TRY(editor_stop(visit_of(req)->app, req->arena, project_actor(req), &at, item));
	struct str key = public_id_print(req->arena, item);
	return back(req, res, &at, str_fmt(req->arena, "stopped=%.*s", STR_ARG(key)).p);
}

static err_t resume_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	TRY(editor_resume(visit_of(req)->app, req->arena, project_actor(req), &at, item));
	return back(req, res, &at, "saved");
}

static err_t again_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	err_t e =
		editor_invite_again(visit_of(req)->app, req->arena, project_actor(req), &at, item);
	if (e && page_can_mend(e))
		return list_page(req, res, &at, e);
	TRY(e);
	return back(req, res, &at, "sent");
}

/* --- who follows a participant --- */

static err_t assign_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct public_id who, editor;
	struct str chosen = form_get(&v->form, STR("editor"));
	TRY(project_kept(req, &at, &who));
	if (chosen.len && !public_id_parse(chosen, &editor))
		return err_log(ERR_NOT_FOUND, "no such editor");
	TRY(editor_assign(
		v->app, req->arena, project_actor(req), &at, who, chosen.len ? &editor : NULL));
	return response_redirect(res,
		str_fmt(req->arena, "%.*s/people?saved", STR_ARG(project_path(req, at.project))));
}

/* --- the invited --- */

static err_t code_form(struct request *req, struct response *res, err_t e)
{
	struct editor_code_view view = {page_lone_code(req, N_("The code from the mail"), e)};
	page_refuse(req, res, e);
	TRY(response_cookie_end(res, COOKIE_EDITOR));
	return PAGE_SHOW(req, res, view_editor_code, &view);
}

static err_t look(const struct request *req, struct str code, struct editor_held *ret)
{
	const struct visit *v = visit_of(req);
	return editor_offer(v->app, req->arena, &v->session.actor, code, ret);
}

/* problem: what came of accepting it, or NULL. */
static err_t offer_page(struct request *req, struct response *res, err_t problem)
{
	const struct visit *v = visit_of(req);
	struct str code = request_cookie(req, COOKIE_EDITOR);
	struct editor_held it;
	err_t e = code.len ? look(req, code, &it) : NULL;
	if (!code.len || (e && e->code == ERR_INVALID)) {
		err_free(e); /* used or withdrawn meanwhile */
		err_free(problem);
		return code_form(req, res, NULL);
	}
	TRY(page_instead(problem, e));
	struct editor_offer_view view = {
		.title = it.title,
		.organisation = it.organisation_name,
		.role = editor_role_text(it.role),
		.is_outside = it.is_outside,
		.ends = it.ends,
		.signed_in = v->is_signed_in,
		.person = v->is_signed_in ? v->session.name : STR_NONE,
		.problem = page_problem(req, problem),
	};
	page_refuse(req, res, problem);
	return PAGE_SHOW(req, res, view_editor_offer, &view);
}

static err_t offer_show(struct request *req, struct response *res)
{
	return offer_page(req, res, NULL);
}

static err_t offer_post(struct request *req, struct response *res)
{
	struct str typed = form_get(&visit_of(req)->form, STR("code"));
	struct editor_held it;
	err_t e = look(req, typed, &it);
	if (e && page_can_mend(e))
		return code_form(req, res, e);
	TRY(e);
	TRY(response_cookie(res, COOKIE_EDITOR, it.code, INVITATION_COOKIE_LIFE));
	return response_redirect(res, STR(INVITATION));
}

static err_t accept_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct editor_held it;
	err_t e = editor_accept(
		v->app, req->arena, &v->session.actor, request_cookie(req, COOKIE_EDITOR), &it);
	if (e && e->code == ERR_CONFLICT)
		return offer_page(req, res, e);
	if (e && e->code == ERR_INVALID) {
		err_free(e);
		return response_redirect(res, STR(INVITATION));
	}
	TRY(e);
	TRY(response_cookie_end(res, COOKIE_EDITOR));
	return response_redirect(
		res, project_path_in(req->arena, it.organisation_public, it.project));
}

/* --- what somebody edits --- */

static err_t edited_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct editor_held_list all;
	TRY(editor_held(v->app, req->arena, &v->session.actor, &all));
	struct edited_card *cards = arena_array(req->arena, struct edited_card, all.len);
	for (size_t i = 0; i < all.len; i++) {
		const struct editor_held *it = &all.at[i];
		const struct project_type *type =
			project_type_find(v->app->project_types, lang_index(v->lang), it->type);
		cards[i] = (struct edited_card){
			project_path_in(req->arena, it->organisation_public, it->project),
			it->title, type ? type->title : it->type, it->organisation_name,
			editor_role_text(it->role), it->ends};
	}
	struct edited_view view = {cards, all.len};
	return PAGE_SHOW(req, res, view_edited, &view);
}

#define AT "/projects/{organisation}/{key}"

const struct route editor_routes[] = {
	{GET, EDITED_PATH, edited_show, .need = NEED_PERSON},
	{GET, INVITATION, offer_show, .need = NEED_ANYONE, .limit = LIMIT_GUESS},
	{POST, INVITATION, offer_post, .need = NEED_ANYONE, .max_body = PROJECT_FORM_BODY,
		.limit = LIMIT_GUESS},
	{POST, INVITATION "/accept", accept_post, .need = NEED_PERSON,
		.max_body = PROJECT_FORM_BODY, .limit = LIMIT_GUESS},
	{GET, AT "/editors", list_show, OF_EDITOR},
	{GET, AT "/editors/{item}", form_show, OF_EDITOR},
	{POST, AT "/editors/{item}", form_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/editors/{item}/stop", stop_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/editors/{item}/resume", resume_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/editors/{item}/again", again_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/people/{item}/editor", assign_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
