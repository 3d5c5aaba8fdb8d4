/* Thanking who took part, by mail: looked at first, then sent. */
#include "app/participant_thank.h"

#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/thank.h"
#include "web/choices.h"
#include "web/project_at.h"
#include "web/routes.h"

#define TEXT_MOST 9

static const char *const whoms[] = {"all", "certified", "chosen", NULL};

struct thank_in {
	unsigned whom;
	int64_t text;
	struct input_lines who;
	struct str words, language;
};
static const struct input_field thank_fields[] = {
	INPUT_CHOICE(struct thank_in, whom, whoms, .label = N_("Whom do you thank?")),
	INPUT_INT(struct thank_in, text, .label = N_("Which text?"), .max = TEXT_MOST),
	INPUT_LINES(struct thank_in, who, .label = N_("Participants"), .max = 40,
		.most = PARTICIPANTS_PAGE),
	INPUT_TEXT(struct thank_in, words, .label = N_("Your own words"), .max = THANK_WORDS_MOST),
	INPUT_LINE(struct thank_in, language, .label = N_("Language"), .max = 10),
	{0},
};
static const struct input_form thank_input = INPUT_FORM(struct thank_in, thank_fields);

static err_t thank_of(
	const struct request *req, const struct thank_in *in, struct participant_thank *ret)
{
	const struct public_id *ids;
	TRY(ids_of(req, &in->who, &ids));
	*ret = (struct participant_thank){
		.whom = in->who.len ? THANK_CHOSEN : (enum thank_whom)in->whom,
		.chosen = ids,
		.chosen_len = in->who.len,
		.text = (size_t)in->text,
		.words = str_trim(in->words),
		.language = in->language,
	};
	return NULL;
}

/* --- the form --- */

static void fill_groups(const struct request *req, const struct thank_counts *counts,
	const struct thank_in *in, struct thank_view *io)
{
	struct invite_group *groups = arena_array(req->arena, struct invite_group, 2);
	groups[0] = (struct invite_group){STR("all"), N_("Everybody who was not thanked yet"),
		counts->all, in->whom != THANK_CERTIFIED};
	groups[1] = (struct invite_group){STR("certified"), N_("Of them, who has a certificate"),
		counts->certified, in->whom == THANK_CERTIFIED};
	io->whom.groups = groups;
	io->whom.groups_len = 2;
}

static void fill_texts(const struct request *req, const struct project *p,
	const struct thank_in *in, struct thank_view *io)
{
	const struct lang_value values[] = {{"project", p->title}, {0}};
	struct thank_pick *picks = arena_array(req->arena, struct thank_pick, TEXT_MOST + 1);
	for (size_t i = 0; i <= TEXT_MOST && thank_text(i); i++)
		picks[io->texts_len++] = (struct thank_pick){str_fmt(req->arena, "%zu", i),
			lang_fill(
				req->arena, lang_text(visit_of(req)->lang, thank_text(i)), values),
			in->text == (int64_t)i};
	io->texts = picks;
}

/* in: as far as it could be read. mail: that is looked at, or NULL. */
static err_t thank_page(struct request *req, struct response *res, const struct project_at *at,
	const struct thank_in *in, const struct letter_text *mail, err_t e)
{
	const struct visit *v = visit_of(req);
	struct thank_counts counts;
	struct project p;
	TRY(page_instead(e, project_open(v->app, req->arena, project_actor(req), at, &p)));
	TRY(page_instead(
		e, participant_thank_counts(v->app, req->arena, project_actor(req), at, &counts)));
	struct thank_view view = {
		.path = str_fmt(req->arena, "%.*s/people", STR_ARG(project_path(req, at->project))),
		.title = p.title,
		.whom = {.who = in->who.at, .who_len = in->who.len, .count = (int64_t)in->who.len},
		.thanked = counts.thanked,
		.words = page_field(req, "words", e),
		.text_error = page_field(req, "text", e).error,
		.language = mail_language(req, e),
		.has_mail = mail,
		.problem = page_problem(req, e),
	};
	if (mail)
		view.mail = (struct thank_mail){mail->subject, mail->text, mail->lang};
	if (!in->who.len)
		fill_groups(req, &counts, in, &view);
	fill_texts(req, &p, in, &view);
	view.language.is_for_rest = true;
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_thank, &view);
}

static err_t thank_show(struct request *req, struct response *res)
{
	static const struct thank_in nothing;
	struct project_at at;
	TRY(project_of(req, &at));
	return thank_page(req, res, &at, &nothing, NULL, NULL);
}

/* In the language that was chosen for whom none is known, else the reader's. */
static err_t look(struct request *req, struct response *res, const struct project_at *at,
	const struct thank_in *in, const struct participant_thank *thank)
{
	const struct visit *v = visit_of(req);
	const struct lang *lang = i18n_find(v->app->i18n, in->language);
	struct letter_text mail;
	err_t e = participant_thank_look(
		v->app, req->arena, project_actor(req), at, thank, lang ? lang : v->lang, &mail);
	if (e && !page_can_mend(e))
		return e;
	return thank_page(req, res, at, in, e ? NULL : &mail, e);
}

/* Ticked in the list: the form comes first. */
static err_t thank_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str go = form_get(&v->form, STR("go"));
	struct participant_thank thank;
	struct participant_thanked done = {0};
	struct project_at at;
	struct thank_in in = {0};
	TRY(project_of(req, &at));
	err_t e = input_from_form(req->arena, &thank_input, &v->form, &in);
	if (e || str_is(go, "choose"))
		return thank_page(req, res, &at, &in, NULL, e);
	TRY(thank_of(req, &in, &thank));
	if (str_is(go, "look"))
		return look(req, res, &at, &in, &thank);
	e = participant_thank(v->app, req->arena, project_actor(req), &at, &thank, &done);
	e = page_as_far(req, e, done.sent);
	if (e && page_can_mend(e))
		return thank_page(req, res, &at, &in, NULL, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s/people?thanked=%lld&without=%lld&left=%lld",
			     STR_ARG(project_path(req, at.project)), (long long)done.sent,
			     (long long)done.without_mail, (long long)done.left));
}

#define AT "/projects/{organisation}/{key}/people/thank"

const struct route participant_thank_routes[] = {
	{GET, AT, thank_show, OF_EDITOR},
	{POST, AT, thank_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY, .slow = true},
	{0},
};
