/* Talk about it: who looks along, asking somebody by mail, and with the code that they show. */
#include "app/contact.h"
#include "app/conversation.h"
#include "app/offer.h"
#include "app/passport.h"
#include "app/talk_card.h"
#include "base/vec.h"
#include "view/with.h"
#include "web/download.h"
#include "web/routes.h"
#include "web/terms.h"

#define FORM_BODY (32 << 10)

static const char *const roles[] = {"parent", "mentor", "supervisor", "coach", "other", NULL};

struct invite_in {
	struct terms_in terms;
	struct str called, mail, message, reads, code;
	unsigned role;
};
static const struct invite_in invite_start = {.role = GRANT_ROLES};

static const struct input_field invite_fields[] = {
	INPUT_MAIL(struct invite_in, mail, .label = N_("Their mail address"), .required = true),
	INPUT_LINE(struct invite_in, called, .label = N_("What do you call them?"),
		.required = true, .max = GRANT_CALLED_MOST),
	INPUT_CHOICE(struct invite_in, role, roles, .label = N_("Who is it?"), .required = true),
	TERMS_FIELDS(struct invite_in, terms.),
	INPUT_LINE(struct invite_in, reads, .label = N_("Which language do they read best?"),
		.max = 20),
	INPUT_TEXT(struct invite_in, message, .label = N_("Do you want to add something?"),
		.max = GRANT_MESSAGE_MOST),
	{0},
};
static const struct input_form invite_input =
	INPUT_FORM(struct invite_in, invite_fields, .start = &invite_start);

static const struct input_field add_fields[] = {
	INPUT_LINE(struct invite_in, code, .label = N_("Their code"), .required = true, .max = 40),
	INPUT_LINE(struct invite_in, called, .label = N_("What do you call them?"),
		.max = GRANT_CALLED_MOST),
	INPUT_CHOICE(struct invite_in, role, roles, .label = N_("Who is it?"), .required = true),
	TERMS_FIELDS(struct invite_in, terms.),
	{0},
};
static const struct input_form add_input =
	INPUT_FORM(struct invite_in, add_fields, .start = &invite_start);

static const struct input_field mentor_fields[] = {
	INPUT_LINE(struct invite_in, code, .label = N_("Their code"), .required = true, .max = 40),
	TERMS_FIELDS(struct invite_in, terms.),
	{0},
};
static const struct input_form mentor_input =
	INPUT_FORM(struct invite_in, mentor_fields, .start = &invite_start);

/* --- who looks along --- */

/* What the route asks now: other questions have no page to go to. */
static err_t fill_latest(struct request *req, struct talk_view *io)
{
	const struct visit *v = visit_of(req);
	struct talk_latest_list list;
	struct passport p;
	VEC(struct talk_line) lines = {0};
	TRY(conversation_latest(v->app, req->arena, &v->session.actor, &list));
	TRY(passport_open(v->app, req->arena, &v->session.actor, lang_index(v->lang), &p));
	for (size_t i = 0; p.route && i < list.len; i++) {
		const struct talk_latest *talk = &list.at[i];
		const struct content_question *question =
			content_find(p.route, talk->question).question;
		if (question)
			vec_push(req->arena, &lines,
				(struct talk_line){question->id, question->text,
					name_shown(req, talk->name), talk->by_owner, talk->made});
	}
	io->latest = lines.at;
	io->latest_len = lines.len;
	return NULL;
}

static err_t talk_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct grant_list all;
	VEC(struct access_card) cards = {0};
	TRY(grant_list(v->app, req->arena, &v->session.actor, &all));
	for (size_t i = 0; i < all.len; i++)
		if (grant_is_open(all.at[i].state))
			vec_push(req->arena, &cards, access_card(req, &all.at[i]));
	struct talk_view view = {.cards = cards.at, .cards_len = cards.len};
	TRY(access_mark_late(req, cards.at, cards.len));
	TRY(fill_latest(req, &view));
	return PAGE_SHOW(req, res, view_talk, &view);
}

/* --- the form, both ways --- */

static const struct role_option *role_options(const struct request *req)
{
	struct role_option *options = arena_array(req->arena, struct role_option, GRANT_ROLES);
	struct str sent = form_get(&visit_of(req)->form, STR("role"));
	if (str_eq(req->query, STR("parent")))
		sent = STR("parent");
	for (enum grant_role role = 0; role < GRANT_ROLES; role++)
		options[role] = (struct role_option){
			roles[role], role_text(role), str_is(sent, roles[role])};
	return options;
}

static void fill_languages(const struct request *req, struct talk_invite_view *io)
{
	const struct visit *v = visit_of(req);
	const struct i18n *i18n = v->app->i18n;
	const struct lang *chosen = i18n_find_any(i18n, form_get(&v->form, STR("reads")));
	io->languages_len = i18n_all(i18n);
	io->languages = v->web->choices[chosen ? lang_index(chosen) : 0];
	io->reads_own = chosen;
}

/* Shows the form with e, and ends e; whose code it is, all empty for an invitation by mail. */
static err_t invite_form(
	struct request *req, struct response *res, const struct contact *whose, err_t e)
{
	struct grant_terms start = terms_start(req);
	struct talk_invite_view view = {
		.code = whose->name.len ? form_get(&visit_of(req)->form, STR("code")) : STR_NONE,
		.name = whose->name,
		.place = whose->place,
		.called = page_field(req, "called", e),
		.mail = page_field(req, "mail", e),
		.message = page_field(req, "message", e),
		.roles = role_options(req),
		.roles_len = GRANT_ROLES,
		.role_error = page_field(req, "role", e).error,
		.terms = terms_view(req, &start, e),
		.wrong = e,
		.problem = page_problem(req, e),
	};
	fill_languages(req, &view);
	TRY(page_instead(e, terms_add_consent(req, &view.terms)));
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_talk_invite, &view);
}

static bool can_mend(const struct err *e)
{
	return page_can_mend(e) || e->code == ERR_CONFLICT;
}

static err_t invite_show(struct request *req, struct response *res)
{
	return invite_form(req, res, &(struct contact){0}, NULL);
}

static err_t send_offer(struct request *req)
{
	const struct visit *v = visit_of(req);
	struct invite_in in;
	TRY(input_from_form(req->arena, &invite_input, &v->form, &in));
	const struct lang *reads = i18n_find_any(v->app->i18n, in.reads);
	struct offer_new new = {
		.called = in.called,
		.mail = in.mail,
		.language = lang_tag(v->lang),
		.reads = reads ? lang_tag(reads) : STR_NONE,
		.message = in.message,
		.role = in.role,
		.terms = terms_of(&in.terms),
	};
	return offer_send(v->app, req->arena, &v->session.actor, &new);
}

static err_t invite_post(struct request *req, struct response *res)
{
	err_t e = send_offer(req);
	if (e && can_mend(e))
		return invite_form(req, res, &(struct contact){0}, e);
	TRY(e);
	return response_redirect(res, STR("/passport/access?sent=1"));
}

/* --- with a code --- */

static err_t code_form(struct request *req, struct response *res, err_t e)
{
	struct contact_view view = {.code = page_lone_code(req, N_("Their code"), e)};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_contact, &view);
}

static err_t code_show(struct request *req, struct response *res)
{
	return code_form(req, res, NULL);
}

static err_t find_contact(struct request *req, struct contact *ret)
{
	const struct visit *v = visit_of(req);
	struct str typed = form_get(&v->form, STR("code"));
	return contact_find(v->app, req->arena, &v->session.actor, typed, ret);
}

static err_t code_post(struct request *req, struct response *res)
{
	struct contact found;
	err_t e = find_contact(req, &found);
	if (e && page_can_mend(e))
		return code_form(req, res, e);
	TRY(e);
	return invite_form(req, res, &found, NULL);
}

/* A mentor is a mentor: nobody is asked who it is. */
static err_t add_contact(struct request *req, const struct contact *whose)
{
	const struct visit *v = visit_of(req);
	struct invite_in in;
	const struct input_form *form = whose->place.len ? &mentor_input : &add_input;
	TRY(input_from_form(req->arena, form, &v->form, &in));
	struct contact_new new = {
		.code = in.code,
		.called = in.called,
		.role = in.role,
		.terms = terms_of(&in.terms),
	};
	return contact_add(v->app, req->arena, &v->session.actor, &new);
}

static err_t add_post(struct request *req, struct response *res)
{
	struct contact found;
	err_t e = find_contact(req, &found);
	if (e && page_can_mend(e))
		return code_form(req, res, e);
	TRY(e);
	e = add_contact(req, &found);
	if (e && str_is(str_of(e->field), "code"))
		return code_form(req, res, e);
	if (e && can_mend(e))
		return invite_form(req, res, &found, e);
	TRY(e);
	return response_redirect(res, STR("/passport/access"));
}

/* --- a conversation card, on paper --- */

static err_t find_route(
	const struct request *req, const struct lang *lang, const struct content_route **ret)
{
	const struct visit *v = visit_of(req);
	struct passport p;
	TRY(passport_open(v->app, req->arena, &v->session.actor, lang_index(lang), &p));
	*ret = p.route;
	return NULL;
}

static err_t cards_show(struct request *req, struct response *res)
{
	const struct content_route *route;
	TRY(find_route(req, visit_of(req)->lang, &route));
	if (!route)
		return response_redirect(res, STR("/passport/route"));
	struct card_choice *chapters = arena_array(req->arena, struct card_choice, route->count);
	for (size_t i = 0; i < route->count; i++)
		chapters[i] = (struct card_choice){route->chapters[i].id, route->chapters[i].title,
			scope_number(req, route->chapters[i].id)};
	struct card_list_view view = {chapters, route->count};
	return PAGE_SHOW(req, res, view_card_list, &view);
}

static err_t card_page(
	struct request *req, struct response *res, const struct content_chapter *chapter)
{
	const struct visit *v = visit_of(req);
	struct card_question *questions =
		arena_array(req->arena, struct card_question, chapter->count);
	for (size_t i = 0; i < chapter->count; i++)
		questions[i] = (struct card_question){
			chapter->questions[i].text, chapter->questions[i].prompt};
	struct card_view view = {
		.name = v->session.name,
		.key = chapter->id,
		.title = chapter->title,
		.number = scope_number(req, chapter->id),
		.today = zone_day(clock_now(v->app->clock)),
		.questions = questions,
		.questions_len = chapter->count,
		.languages = v->web->choices[lang_index(v->lang)],
		.languages_len = i18n_all(v->app->i18n),
	};
	return PAGE_SHOW(req, res, view_card, &view);
}

static err_t find_chapter(
	struct request *req, const struct lang *lang, const struct content_chapter **ret)
{
	const struct content_route *route;
	TRY(find_route(req, lang, &route));
	for (size_t i = 0; route && i < route->count; i++)
		if (str_eq(route->chapters[i].id, request_param(req, "key"))) {
			*ret = &route->chapters[i];
			return NULL;
		}
	return err_log(ERR_NOT_FOUND, "no such chapter");
}

static err_t card_show(struct request *req, struct response *res)
{
	const struct content_chapter *chapter;
	TRY(find_chapter(req, visit_of(req)->lang, &chapter));
	return card_page(req, res, chapter);
}

/* In any language, for who talks along: also one that the page itself does not have. */
static err_t card_paper(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct lang *lang = i18n_find_any(v->app->i18n, request_param(req, "language"));
	struct talk_card card = {.name = v->session.name};
	struct str pdf;
	if (!lang)
		return err_log(ERR_NOT_FOUND, "no such language");
	TRY(find_chapter(req, lang, &card.chapter));
	TRY(talk_card_print(v->app, req->arena, lang, &card, &pdf));
	return download(req, res,
		&(struct download){
			.what = N_("Conversation card"), .of = card.chapter->title, .bytes = pdf});
}

const struct route talk_routes[] = {
	{GET, "/passport/talk/card", cards_show, .need = NEED_PERSON},
	{GET, "/passport/talk/card/{key}", card_show, .need = NEED_PERSON},
	{GET, "/passport/talk/card/{key}/paper/{language}", card_paper, .need = NEED_PERSON,
		.on_worker = true},
	{GET, "/passport/talk", talk_show, .need = NEED_PERSON},
	{GET, "/passport/talk/invite", invite_show, .need = NEED_PERSON},
	{POST, "/passport/talk/invite", invite_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{GET, "/passport/talk/code", code_show, .need = NEED_PERSON},
	{POST, "/passport/talk/code", code_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{POST, "/passport/talk/add", add_post, .need = NEED_PERSON, .max_body = FORM_BODY,
		.limit = LIMIT_GUESS},
	{0},
};
