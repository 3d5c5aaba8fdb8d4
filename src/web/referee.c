/* Who confirms what somebody learned: the page of who asks, and the one of who is asked. */
#include "app/referee.h"

#include "codec/input.h"
#include "web/choices.h"
#include "web/code.h"
#include "web/learned.h"
#include "web/part_shown.h"
#include "web/routes.h"

#include "view/referee.h"

#define LIST "referees"

/* --- whom they asked --- */

struct referee_sent {
	struct str name, function, mail, language;
	struct input_lines areas;
};
static const struct input_field fields[] = {
	INPUT_LINE(struct referee_sent, name, .label = N_("Name"), .required = true,
		.max = REFEREE_NAME_MOST),
	INPUT_LINE(struct referee_sent, function, .label = N_("Who is that to you?"),
		.required = true, .max = REFEREE_FUNCTION_MOST),
	INPUT_MAIL(struct referee_sent, mail, .label = N_("Mail address"), .required = true),
	INPUT_LINE(struct referee_sent, language, .max = 10),
	INPUT_LINES(struct referee_sent, areas, .max = 40, .most = PROJECT_AREAS_MOST),
	{0},
};
static const struct input_form input = INPUT_FORM(struct referee_sent, fields);

static const struct referee_line *lines_of(
	const struct request *req, const struct learning *l, struct str path)
{
	struct referee_line *lines = arena_array(req->arena, struct referee_line, l->referees.len);
	for (size_t i = 0; i < l->referees.len; i++) {
		const struct referee *r = &l->referees.at[i];
		lines[i] = (struct referee_line){
			.path = str_fmt(req->arena, "%.*s/%.*s", STR_ARG(path),
				STR_ARG(public_id_print(req->arena, r->public))),
			.name = r->name,
			.function = r->function,
			.mail = r->mail,
			.words = r->words,
			.state = referee_state_text(r->state),
			.asked = r->asked,
			.ends = zone_day(r->ends),
			.waits = r->state == REFEREE_ASKED || r->state == REFEREE_LOOKED,
			.is_confirmed = r->state == REFEREE_CONFIRMED,
			.on_certificate = r->on_certificate,
			.is_outdated = r->is_outdated && r->state != REFEREE_DECLINED,
			.is_damaged = r->is_damaged,
		};
	}
	return lines;
}

static bool was_sent(const struct request *req, const char *name, struct str value)
{
	form_each(it, &visit_of(req)->form) if (str_is(it->name, name) &&
						str_eq(it->value, value)) return true;
	return false;
}

/* In which something is written. */
static const struct area_choice *areas_of(
	const struct request *req, const struct learning *l, size_t *ret_len)
{
	struct area_choice *choices = arena_array(req->arena, struct area_choice, l->len);
	size_t len = 0;
	for (size_t i = 0; i < l->len; i++) {
		const struct project_area *area = l->areas[i].area;
		if (l->areas[i].counts)
			choices[len++] = (struct area_choice){
				area->id, area->title, was_sent(req, "areas", area->id)};
	}
	*ret_len = len;
	return choices;
}

static err_t page(struct request *req, struct response *res, err_t e)
{
	struct learning l;
	TRY(page_instead(e, learning_open_own(req, &l)));
	struct referees_view view = {
		.base = learning_base(req),
		.path = learning_list(req, LIST),
		.is_full = l.referees.len >= REFEREES_MOST,
		.was_saved = str_is(req->query, "saved"),
		.was_asked = str_is(req->query, "asked"),
		.name = page_field(req, "name", e),
		.function = page_field(req, "function", e),
		.mail = page_field(req, "mail", e),
		.areas_error = page_field(req, "areas", e).error,
		.language = mail_language(req, e),
		.most = REFEREES_MOST,
		.problem = page_problem(req, e),
	};
	view.lines = lines_of(req, &l, view.path);
	view.lines_len = l.referees.len;
	view.areas = areas_of(req, &l, &view.areas_len);
	TRY(page_instead(e, learning_undo(req, view.path, &view.undo)));
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_referees, &view);
}

static err_t page_show(struct request *req, struct response *res)
{
	return page(req, res, NULL);
}

static err_t ask(struct request *req)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct referee_sent sent;
	TRY(key_of(req, &who));
	TRY(input_from_form(req->arena, &input, &v->form, &sent));
	struct referee_in in = {.name = sent.name,
		.function = sent.function,
		.mail = sent.mail,
		.language = sent.language.len ? sent.language : lang_tag(v->lang),
		.areas = sent.areas.at,
		.areas_len = sent.areas.len};
	return referee_ask(v->app, req->arena, visit_participant(req), who, &in);
}

static err_t done(struct request *req, struct response *res, err_t e, const char *query)
{
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return page(req, res, e);
	TRY(e);
	return learning_to_list(req, res, LIST, query);
}

static err_t page_post(struct request *req, struct response *res)
{
	return done(req, res, ask(req), "asked");
}

static err_t remove_post(struct request *req, struct response *res)
{
	TRY(learning_item_act(req, referee_remove));
	return learning_to_list(req, res, LIST, learning_removed(req));
}

static err_t restore_post(struct request *req, struct response *res)
{
	return done(req, res, learning_item_act(req, referee_restore), "saved");
}

static err_t choose_post(struct request *req, struct response *res)
{
	TRY(learning_item_choose(req, referee_choose));
	return learning_to_list(req, res, LIST, "saved");
}

/* --- who is asked --- */

static err_t code_page(struct request *req, struct response *res, err_t e)
{
	struct referee_code_view view = {.was_answered = str_is(req->query, "answered"),
		.code = page_code(req, N_("The code from the mail"), e),
		.problem = page_problem(req, e)};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_referee_code, &view);
}

static err_t code_show(struct request *req, struct response *res)
{
	return code_page(req, res, NULL);
}

static const struct referee_shown_text *texts_of(
	const struct request *req, const struct referee_asked *asked)
{
	const struct visit *v = visit_of(req);
	const struct project_type *type =
		project_type_find(v->app->project_types, lang_index(v->lang), asked->type);
	struct referee_shown_text *texts =
		arena_array(req->arena, struct referee_shown_text, asked->texts_len);
	for (size_t i = 0; i < asked->texts_len; i++) {
		const struct referee_text *it = &asked->texts[i];
		const struct project_area *area =
			type ? project_area_find(type->framework, it->area) : NULL;
		bool goes_on = i && str_eq(it->area, asked->texts[i - 1].area);
		texts[i] = (struct referee_shown_text){!goes_on && area ? area->title : STR_NONE,
			learning_moment_text(it->moment), it->text};
	}
	return texts;
}

/* A wrong code begins anew. */
static err_t asked_page(struct request *req, struct response *res, err_t e)
{
	struct str code = form_get(&visit_of(req)->form, STR("code"));
	struct referee_asked asked;
	err_t wrong = referee_look(visit_of(req)->app, req->arena, code, &asked);
	if (wrong && page_can_mend(wrong)) {
		err_free(e);
		return code_page(req, res, wrong);
	}
	TRY(page_instead(e, wrong));
	struct referee_asked_view view = {
		.code = code,
		.name = asked.name,
		.project = asked.project,
		.organisation = asked.organisation,
		.referee = asked.referee,
		.function = asked.function,
		.texts = texts_of(req, &asked),
		.texts_len = asked.texts_len,
		.ends = zone_day(asked.ends),
		.words = page_field(req, "words", e),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_referee_asked, &view);
}

static err_t code_post(struct request *req, struct response *res)
{
	struct str code;
	err_t e = code_read(req, &code);
	return e ? code_page(req, res, e) : asked_page(req, res, NULL);
}

struct referee_answer {
	struct str words;
};
static const struct input_field answer_fields[] = {
	INPUT_LINE(struct referee_answer, words, .max = REFEREE_WORDS_MOST),
	{0},
};
static const struct input_form answer_input = INPUT_FORM(struct referee_answer, answer_fields);

static err_t answer_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str code = form_get(&v->form, STR("code"));
	bool is_yes = str_is(form_get(&v->form, STR("answer")), "yes");
	struct referee_answer in;
	err_t e = input_from_form(req->arena, &answer_input, &v->form, &in);
	if (!e)
		e = is_yes ? referee_confirm(v->app, req->arena, code, in.words)
			   : referee_decline(v->app, req->arena, code, in.words);
	if (e && page_can_mend(e))
		return asked_page(req, res, e);
	TRY(e);
	return response_redirect(res, STR("/referee?answered"));
}

#define AT "/part/{key}/learning/referees"

const struct route referee_routes[] = {
	{GET, AT, page_show, OF_PARTICIPANT},
	{POST, AT, page_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/{item}/remove", remove_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/{item}/restore", restore_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/{item}/choose", choose_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{GET, "/referee", code_show, .need = NEED_ANYONE},
	{POST, "/referee", code_post, .need = NEED_ANYONE, .max_body = LEARNING_BODY,
		.limit = LIMIT_GUESS},
	{POST, "/referee/answer", answer_post, .need = NEED_ANYONE, .max_body = LEARNING_BODY,
		.limit = LIMIT_GUESS},
	{0},
};
