/* Inviting participants to their own page: by mail, or with cards to print. */
#include "app/participant_invite.h"
#include "app/participant_remind.h"

#include "base/vec.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/participant.h"
#include "web/choices.h"
#include "web/download.h"
#include "web/project_at.h"
#include "web/routes.h"

#define SHEET_BODY (128 << 10)

/* --- what was sent --- */

static const char *const whoms[] = {"new", "waiting", "all", "chosen", NULL};

struct invite_in {
	unsigned whom;
	struct input_lines who;
	struct str message, language;
	day deadline;
};
static const struct input_field invite_fields[] = {
	INPUT_CHOICE(struct invite_in, whom, whoms, .label = N_("Whom do you invite?")),
	INPUT_LINES(struct invite_in, who, .label = N_("Participants"), .max = 40,
		.most = PARTICIPANTS_PAGE),
	INPUT_TEXT(
		struct invite_in, message, .label = N_("Your message"), .max = INVITE_MESSAGE_MOST),
	INPUT_LINE(struct invite_in, language, .label = N_("Language"), .max = 10),
	INPUT_DAY(struct invite_in, deadline, .label = N_("Until when can they answer?")),
	{0},
};
static const struct input_form invite_input = INPUT_FORM(
	struct invite_in, invite_fields, .start = &(const struct invite_in){.deadline = DAY_NONE});

/* --- the form --- */

static const char *const ready_texts[] = {
	N_("Our project is over, but what you learned stays. Look back on it on your own page. "
	   "Your certificate then says it in your words. It takes about a quarter of an hour."),
	N_("We have not heard from you yet. Will you look at your page? Without your words your "
	   "certificate stays shorter. A few sentences are enough."),
	N_("Soon we make the certificates. This is a good moment to write something on your "
	   "page. Do you need help? Then ask us."),
};
#define READY (sizeof(ready_texts) / sizeof(*ready_texts))

/* "1.fr" */
static struct str ready_key(const struct request *req, size_t text, const struct lang *lang)
{
	return str_fmt(req->arena, "%zu.%.*s", text, STR_ARG(lang_tag(lang)));
}

static const struct ready_text *ready_all(const struct request *req, size_t *ret_len)
{
	const struct i18n *i18n = visit_of(req)->app->i18n;
	size_t langs = i18n_count(i18n);
	struct ready_text *all = arena_array(req->arena, struct ready_text, READY * langs);
	for (size_t i = 0; i < READY * langs; i++) {
		const struct lang *lang = i18n_at(i18n, i % langs);
		all[i] = (struct ready_text){ready_key(req, i / langs, lang), lang_tag(lang),
			lang_name(lang), lang_text(lang, ready_texts[i / langs])};
	}
	*ret_len = READY * langs;
	return all;
}

static const struct invite_group *groups_of(const struct request *req,
	const struct participant_counts *counts, unsigned chosen, size_t *ret_len)
{
	static const char *const texts[] = {
		[INVITE_NEW] = N_("Who was not invited yet"),
		[INVITE_WAITING] = N_("Who was invited and did not hand in yet"),
		[INVITE_ALL] = N_("Everybody"),
	};
	struct invite_group *groups = arena_array(req->arena, struct invite_group, INVITE_CHOSEN);
	for (enum invite_whom whom = 0; whom < INVITE_CHOSEN; whom++)
		groups[whom] = (struct invite_group){str_of(invite_whom_id(whom)), texts[whom],
			invite_count(counts, whom), whom == chosen};
	*ret_len = INVITE_CHOSEN;
	return groups;
}

static err_t fill_reminders(
	const struct request *req, const struct project_at *at, struct invite_people_view *io)
{
	struct reminder_choice *all =
		arena_array(req->arena, struct reminder_choice, PARTICIPANT_REMINDS);
	enum participant_reminders now;
	TRY(participant_reminders(visit_of(req)->app, req->arena, project_actor(req), at, &now));
	for (enum participant_reminders how = 0; how < PARTICIPANT_REMINDS; how++)
		all[how] = (struct reminder_choice){str_of(participant_reminders_id(how)),
			participant_reminders_text(how), how == now};
	io->reminders = all;
	io->reminders_len = PARTICIPANT_REMINDS;
	return NULL;
}

/* in: as far as it could be read. */
static err_t invite_page(struct request *req, struct response *res, const struct project_at *at,
	const struct invite_in *in, err_t e)
{
	const struct visit *v = visit_of(req);
	struct participant_counts counts;
	struct project p;
	TRY(page_instead(e, project_open(v->app, req->arena, project_actor(req), at, &p)));
	TRY(page_instead(
		e, participant_counts(v->app, req->arena, project_actor(req), at, &counts)));
	struct invite_people_view view = {
		.path = str_fmt(req->arena, "%.*s/people", STR_ARG(project_path(req, at->project))),
		.title = p.title,
		.whom = {.who = in->who.at, .who_len = in->who.len, .count = (int64_t)in->who.len},
		.message = page_field(req, "message", e),
		.deadline = page_field(req, "deadline", e),
		.language = mail_language(req, e),
		.problem = page_problem(req, e),
	};
	if (!in->who.len)
		view.whom.groups = groups_of(req, &counts, in->whom, &view.whom.groups_len);
	if (in->message.len)
		view.message.value = in->message;
	view.ready = ready_all(req, &view.ready_len);
	view.was_saved = str_is(req->query, "saved");
	if (p.may.changes)
		TRY(page_instead(e, fill_reminders(req, at, &view)));
	view.language.is_for_rest = view.language.is_of_invitation = true;
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_invite_people, &view);
}

static unsigned whom_of(struct str id)
{
	for (unsigned whom = 0; whom < INVITE_CHOSEN; whom++)
		if (str_is(id, whoms[whom]))
			return whom;
	return INVITE_NEW;
}

static err_t invite_show(struct request *req, struct response *res)
{
	const struct form *query;
	struct project_at at;
	TRY(project_of(req, &at));
	TRY(request_query(req, &query));
	struct invite_in in = {.whom = whom_of(form_get(query, STR("whom")))};
	return invite_page(req, res, &at, &in, NULL);
}

/* A ready text takes the place of the message. */
static bool takes_ready(const struct request *req, struct invite_in *io)
{
	const struct i18n *i18n = visit_of(req)->app->i18n;
	struct str key = form_get(&visit_of(req)->form, STR("ready"));
	size_t langs = i18n_count(i18n);
	for (size_t i = 0; key.len && i < READY * langs; i++) {
		const struct lang *lang = i18n_at(i18n, i % langs);
		if (!str_eq(key, ready_key(req, i / langs, lang)))
			continue;
		io->message = lang_text(lang, ready_texts[i / langs]);
		return true;
	}
	return false;
}

static err_t send_all(struct request *req, const struct project_at *at, const struct invite_in *in,
	struct participant_invited *io_done)
{
	struct participant_invite invite = {
		.whom = in->who.len ? INVITE_CHOSEN : (enum invite_whom)in->whom,
		.chosen_len = in->who.len,
		.message = str_trim(in->message),
		.language = in->language,
		.deadline = in->deadline,
	};
	TRY(ids_of(req, &in->who, &invite.chosen));
	return participant_invite(
		visit_of(req)->app, req->arena, project_actor(req), at, &invite, io_done);
}

/* Ticked in the list: the form comes first. */
static err_t invite_post(struct request *req, struct response *res)
{
	const struct form *form = &visit_of(req)->form;
	struct participant_invited done = {0};
	struct project_at at;
	struct invite_in in = {.whom = whom_of(form_get(form, STR("whom")))};
	TRY(project_of(req, &at));
	err_t e = input_from_form(req->arena, &invite_input, form, &in);
	if (e)
		return invite_page(req, res, &at, &in, e);
	if (takes_ready(req, &in) || str_is(form_get(form, STR("go")), "choose"))
		return invite_page(req, res, &at, &in, NULL);
	e = send_all(req, &at, &in, &done);
	e = page_as_far(req, e, done.sent);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return invite_page(req, res, &at, &in, e);
	TRY(e);
	struct str path = str_fmt(req->arena, "%.*s/people?sent=%lld&without=%lld&left=%lld",
		STR_ARG(project_path(req, at.project)), (long long)done.sent,
		(long long)done.without_mail, (long long)done.left);
	if (done.damaged)
		path = str_fmt(
			req->arena, "%.*s&damaged=%lld", STR_ARG(path), (long long)done.damaged);
	return response_redirect(res, path);
}

/* --- reminders --- */

static const char *const reminders_ids[] = {"never", "once", "twice", NULL};

struct reminders_in {
	unsigned reminders;
};
static const struct input_field reminders_fields[] = {
	INPUT_CHOICE(struct reminders_in, reminders, reminders_ids,
		.label = N_("Reminders by themselves")),
	{0},
};
static const struct input_form reminders_input = INPUT_FORM(struct reminders_in, reminders_fields);

static err_t reminders_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct reminders_in in;
	struct project_at at;
	TRY(project_of(req, &at));
	TRY(input_from_form(req->arena, &reminders_input, &v->form, &in));
	TRY(participant_set_reminders(v->app, req->arena, project_actor(req), &at,
		(enum participant_reminders)in.reminders));
	return response_redirect(res, str_fmt(req->arena, "%.*s/people/invite?saved",
					      STR_ARG(project_path(req, at.project))));
}

/* --- cards --- */

static struct str place_to_type(const struct request *req)
{
	struct str url = visit_of(req)->app->public_url;
	struct str host = str_from(url, str_search(url, STR("://")) + 3);
	return str_fmt(req->arena, "%.*s/part", STR_ARG(host));
}

static err_t show_sheet(struct request *req, struct response *res, const struct project_at *at,
	const struct participant_cards_made *sheet)
{
	struct part_printed *cards = arena_array(req->arena, struct part_printed, sheet->count);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct participant_card_made *c = &sheet->cards[i];
		cards[i] =
			(struct part_printed){c->name, c->language, c->code, {c->qr.p, c->qr.len}};
	}
	struct part_sheet_view view = {
		str_fmt(req->arena, "%.*s/people", STR_ARG(project_path(req, at->project))),
		place_to_type(req), cards, sheet->count};
	return PAGE_SHOW(req, res, view_part_sheet, &view);
}

static const struct input_field who_fields[] = {
	INPUT_LINES(struct invite_in, who, .label = N_("Participants"), .max = 40,
		.most = PARTICIPANTS_PAGE),
	{0},
};
static const struct input_form who_input = INPUT_FORM(struct invite_in, who_fields);

static err_t cards_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct participant_cards_made sheet;
	struct project_at at;
	struct invite_in in;
	const struct public_id *who;
	TRY(project_of(req, &at));
	TRY(input_from_form(req->arena, &who_input, &v->form, &in));
	TRY(ids_of(req, &in.who, &who));
	err_t e = participant_cards(
		v->app, req->arena, project_actor(req), &at, v->lang, who, in.who.len, &sheet);
	if (e && e->code == ERR_INVALID) {
		err_free(e); /* nobody was ticked, or nobody of them needs a card */
		return response_redirect(res, str_fmt(req->arena, "%.*s/people?nobody",
						      STR_ARG(project_path(req, at.project))));
	}
	TRY(e);
	return show_sheet(req, res, &at, &sheet);
}

struct sheet_in {
	struct input_lines name, language, code;
};
static const struct input_field sheet_fields[] = {
	INPUT_LINES(struct sheet_in, name, .label = N_("Names"), .required = true,
		.max = 2 * PARTICIPANT_NAME_MOST + 1, .most = PARTICIPANT_CARDS_MOST),
	INPUT_LINES(struct sheet_in, language, .label = N_("Language"), .required = true, .max = 10,
		.most = PARTICIPANT_CARDS_MOST),
	INPUT_LINES(struct sheet_in, code, .label = N_("Code"), .required = true, .max = 40,
		.most = PARTICIPANT_CARDS_MOST),
	{0},
};
static const struct input_form sheet_input = INPUT_FORM(struct sheet_in, sheet_fields);

/* The sheet comes back from the page that showed it: nobody can see its codes again. */
static err_t sheet_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct participant_card_made cards[PARTICIPANT_CARDS_MOST];
	struct project_at at;
	struct sheet_in in;
	struct str pdf;
	TRY(project_of(req, &at));
	TRY(input_from_form(req->arena, &sheet_input, &v->form, &in));
	if (in.language.len != in.name.len || in.code.len != in.name.len)
		return err_log(ERR_INVALID, "cards that are not whole");
	for (size_t i = 0; i < in.name.len; i++)
		cards[i] = (struct participant_card_made){.name = in.name.at[i],
			.language = in.language.at[i],
			.code = in.code.at[i]};
	const struct participant_cards_made sheet = {cards, in.name.len};
	TRY(participant_cards_paper(
		v->app, req->arena, project_actor(req), &at, v->lang, &sheet, &pdf));
	struct str title;
	TRY(project_called(req, &at, &title));
	return download(
		req, res, &(struct download){.what = N_("Cards"), .of = title, .bytes = pdf});
}

#define AT "/projects/{organisation}/{key}/people"

const struct route participant_invite_routes[] = {
	{GET, AT "/invite", invite_show, OF_EDITOR},
	{POST, AT "/invite", invite_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY, .slow = true},
	{POST, AT "/reminders", reminders_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/cards", cards_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/cards/paper", sheet_post, OF_EDITOR, .max_body = SHEET_BODY},
	{0},
};
