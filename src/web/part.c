/*
 * One's own page of a project, without an account or in one: what is noted, how far it is, and
 * taking it into an account.
 */
#include "web/part.h"

#include "app/participant_remind.h"
#include "app/participation.h"
#include "app/project_kept.h"
#include "app/project_type.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/part.h"
#include "web/choices.h"
#include "web/part_shown.h"
#include "web/routes.h"

#define CODE_BODY (128 << 10) /* with what they were sending */
#define COOKIE_LIFE ((int)(SESSION_MOST / USEC_SECOND))

/* --- whose it is --- */

static struct str path_of(const struct request *req, struct public_id participant)
{
	return str_fmt(req->arena, "/part/%.*s", STR_ARG(public_id_print(req->arena, participant)));
}

static struct str kept_path(const struct request *req, struct public_id kept)
{
	return str_fmt(req->arena, "/kept/%.*s", STR_ARG(public_id_print(req->arena, kept)));
}

/* --- the code --- */

static err_t show_code(
	struct request *req, struct response *res, const struct part_code_view *shown, err_t e)
{
	struct part_code_view view = *shown;
	view.code = page_code(req, N_("Your code"), e);
	view.languages = page_languages(req, STR("/part"));
	view.problem = page_problem(req, e);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_part_code, &view);
}

err_t part_code_page(struct request *req, struct response *res, struct str path, struct str kept)
{
	return show_code(req, res, &(struct part_code_view){.path = path, .kept = kept}, NULL);
}

static err_t code_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(visit_find_taker(req));
	struct part_code_view view = {
		.open = v->taker.participant.n ? path_of(req, v->taker.public) : STR_NONE,
		.closed = str_is(req->query, "closed"),
	};
	return show_code(req, res, &view, NULL);
}

/* A browser that nobody chose a language in goes on in theirs. */
static err_t read_in(struct request *req, struct response *res, struct str language)
{
	const struct visit *v = visit_of(req);
	if (!language.len || v->is_signed_in || request_cookie(req, COOKIE_LANGUAGE).len)
		return NULL;
	return response_cookie(res, COOKIE_LANGUAGE, language, LANGUAGE_LIFE);
}

/* What they were sending is shown again, when it is of that page. */
static err_t go_in(
	struct request *req, struct response *res, const struct participation_opened *opened)
{
	struct visit *v = visit_of(req);
	struct str body = form_get(&v->form, STR("kept"));
	struct str page = path_of(req, opened->participant);
	struct str path = page_back(form_get(&v->form, STR("path")), page);
	struct form kept;
	if (!body.len || !str_starts(path, page))
		return response_redirect(res, page);
	TRY(participation_find(v->app, req->arena, &opened->session, &v->taker));
	TRY(form_parse(req->arena, body, &form_limits_default, &kept));
	return page_kept(req, res, path, &kept);
}

static err_t code_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	struct participation_opened opened;
	err_t e = participation_open(
		v->app, req->arena, &visitor, form_get(&v->form, STR("code")), &opened);
	struct part_code_view again = {
		.path = form_get(&v->form, STR("path")), .kept = form_get(&v->form, STR("kept"))};
	if (e && page_can_mend(e))
		return show_code(req, res, &again, e);
	TRY(e);
	TRY(response_cookie(
		res, COOKIE_PART, token_print(req->arena, &opened.session), COOKIE_LIFE));
	TRY(read_in(req, res, opened.language));
	return go_in(req, res, &opened);
}

/* --- the page --- */

static struct str language_shown(const struct request *req, struct str tag)
{
	const struct lang *lang = i18n_find(visit_of(req)->app->i18n, tag);
	return tag.len && lang ? lang_name(lang) : STR_NONE;
}

static struct str languages_shown(const struct request *req, struct str tags)
{
	struct str names = STR_NONE;
	while (tags.len) {
		struct str name = language_shown(req, str_cut(&tags, ' '));
		names = str_fmt(req->arena, "%.*s%s%.*s", STR_ARG(names), names.len ? ", " : "",
			STR_ARG(name));
	}
	return names;
}

static struct str type_title(const struct request *req, struct str id)
{
	const struct visit *v = visit_of(req);
	const struct project_type *type =
		project_type_find(v->app->project_types, lang_index(v->lang), id);
	return type ? type->title : id;
}

static void fill_noted(
	const struct request *req, const struct participation *page, struct part_view *io)
{
	const struct participant *about = &page->about;
	io->given_name = about->given_name;
	io->name = str_fmt(
		req->arena, "%.*s %.*s", STR_ARG(about->given_name), STR_ARG(about->family_name));
	io->country = country_shown(req, about->country);
	io->mail = about->mail;
	io->place = about->place;
	io->language = language_shown(req, about->language);
	if (!io->language.len)
		io->language = language_unchosen(req, page->invited_in);
	io->also = languages_shown(req, about->also);
	io->has_born = about->born != DAY_NONE;
	io->born = about->born;
}

#define WRITE                                                                            \
	N_("Tell in your own words what you learned. It becomes the third part of your " \
	   "certificate. Nobody else sees it until you hand it in.")
#define WRITE_BUTTON N_("Write about what you learned")
#define FETCH N_("Your certificate is there. Look at it and save it.")
#define FETCH_BUTTON N_("To my certificate")
#define SEE_BUTTON N_("See what you wrote")

/* What comes next in each state. */
static const struct {
	const char *text, *button;
} steps[PARTICIPANT_STATES] = {
	[PARTICIPANT_ENTERED] = {WRITE, WRITE_BUTTON},
	[PARTICIPANT_INVITED] = {WRITE, WRITE_BUTTON},
	[PARTICIPANT_BOUNCED] = {WRITE, WRITE_BUTTON},
	[PARTICIPANT_OPENED] = {WRITE, WRITE_BUTTON},
	[PARTICIPANT_WRITING] = {N_("You began to write. Is it ready? Then look at it and hand it "
				    "in."),
		N_("Go on writing")},
	[PARTICIPANT_SUBMITTED] = {N_("You handed it in. You need not do anything now: the "
				      "organiser reads it. You can still take it back."),
		SEE_BUTTON},
	[PARTICIPANT_SUGGESTED] = {N_("The organiser suggests something. You decide what you do "
				      "with it."),
		N_("See the suggestion")},
	[PARTICIPANT_ACCEPTED] = {N_("The organiser read it, and it is fine. Now comes your "
				     "certificate."),
		SEE_BUTTON},
	[PARTICIPANT_ISSUED] = {FETCH, FETCH_BUTTON},
	[PARTICIPANT_REISSUED] = {N_("There is a new certificate for you. It takes the place of "
				     "the one before. Look at it and save it."),
		FETCH_BUTTON},
	[PARTICIPANT_DELIVERED] = {FETCH, FETCH_BUTTON},
	[PARTICIPANT_DOWNLOADED] = {N_("You saved your certificate. It stays here: you can save it "
				       "again, and say what others see of it."),
		FETCH_BUTTON},
};

static struct part_next next_of(
	const struct request *req, struct str path, const struct participation *page)
{
	struct part_next next = {.text = steps[page->state].text,
		.button = steps[page->state].button,
		.is_certificate = page->state >= PARTICIPANT_ISSUED,
		.is_asking = page->state == PARTICIPANT_ACCEPTED && page->may_ask};
	next.is_rest = page->state == PARTICIPANT_SUBMITTED ||
		       (page->state == PARTICIPANT_ACCEPTED && !page->may_ask);
	next.path = str_fmt(req->arena, "%.*s/%s", STR_ARG(path),
		next.is_certificate ? "certificate" : "learning");
	return next;
}

/* Of a project that was deleted, the account's own copy stands elsewhere. */
static err_t show_kept(
	struct request *req, struct response *res, struct public_id who, err_t missing)
{
	const struct visit *v = visit_of(req);
	struct project_kept kept;
	err_t e = v->is_signed_in
			  ? project_kept_open(v->app, req->arena, &v->session.actor, who, &kept)
			  : err_log(ERR_NOT_FOUND, "not signed in");
	if (e)
		return err_join(missing, e);
	err_free(missing);
	return response_redirect(res, kept_path(req, who));
}

static err_t page_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct participation page;
	struct public_id who;
	TRY(key_of(req, &who));
	err_t e = participation_get(v->app, req->arena, visit_participant(req), who, &page);
	if (e && e->code == ERR_NOT_FOUND)
		return show_kept(req, res, who, e);
	TRY(e);
	struct part_view view = {
		.path = part_path(req),
		.organisation = page.organisation,
		.title = page.title,
		.type = type_title(req, page.type),
		.message = page.message,
		.has_days = page.starts != DAY_NONE,
		.starts = page.starts,
		.ends = page.ends,
		.has_deadline = page.deadline != DAY_NONE,
		.deadline = page.deadline,
		.is_late = page.is_late,
		.state = participant_state_about(page.state)->text,
		.next = next_of(req, part_path(req), &page),
		.handed_in = page.handed_in,
		.is_certified = page.is_certified,
		.was_withdrawn = page.was_withdrawn,
		.is_closed = page.is_closed,
		.by_code = !page.at.person.n,
		.person = v->is_signed_in ? v->session.name : STR_NONE,
		.was_saved = str_is(req->query, "saved"),
		.was_claimed = str_is(req->query, "claimed"),
		.was_asked = str_is(req->query, "asked"),
		.may_ask = page.may_ask,
		.has_asked = page.has_asked,
		.wants_reminders = page.wants_reminders,
		.can_undo = page.can_undo,
		.happened = part_happened(req, &page.events),
		.legend = part_legend(req, page.state),
	};
	fill_noted(req, &page, &view);
	return PAGE_SHOW(req, res, view_part, &view);
}

/* --- what is noted --- */

struct data_in {
	struct str given_name, family_name, country, mail, place, language, version;
	struct input_lines also;
	day born;
};
static const struct input_field data_fields[] = {
	INPUT_LINE(struct data_in, given_name, .label = N_("Given name"), .required = true,
		.max = PARTICIPANT_NAME_MOST),
	INPUT_LINE(struct data_in, family_name, .label = N_("Family name"), .required = true,
		.max = PARTICIPANT_NAME_MOST),
	INPUT_LINE(struct data_in, country, .label = N_("Lives in"), .required = true, .max = 80),
	INPUT_MAIL(struct data_in, mail, .label = N_("Mail address")),
	INPUT_DAY(struct data_in, born, .label = N_("Birth date")),
	INPUT_LINE(struct data_in, place, .label = N_("Place where you live"),
		.max = PROJECT_NAME_MOST),
	INPUT_LINE(struct data_in, language, .label = N_("Language of the certificate"), .max = 10),
	INPUT_LINES(struct data_in, also, .label = N_("The certificate also in"), .max = 10,
		.most = ALSO_MOST),
	INPUT_LINE(struct data_in, version, .max = 64),
	{0},
};
static const struct input_form data_input =
	INPUT_FORM(struct data_in, data_fields, .start = &(const struct data_in){.born = DAY_NONE});

/* What was sent stays in the fields; saved again, it takes the place of what is there now. */
static void fill_differs(const struct request *req, const struct participant *kept,
	const struct err *e, struct part_data_view *io)
{
	if (!e || e->code != ERR_CONFLICT)
		return;
	io->version = kept->version;
	io->differs = part_differs(req, kept);
}

/* e: of what was sent, which is shown; NULL: what is kept is. */
static err_t data_page(struct request *req, struct response *res, struct public_id who, err_t e)
{
	const struct visit *v = visit_of(req);
	const struct form *sent = &v->form;
	struct participation page;
	TRY(page_instead(
		e, participation_get(v->app, req->arena, visit_participant(req), who, &page)));
	const struct participant *now = e ? NULL : &page.about;
	struct str country = now ? now->country : form_get(sent, STR("country"));
	struct str language = now ? now->language : form_get(sent, STR("language"));
	struct part_data_view view = {
		.path = part_path(req),
		.given_name = page_field(req, "given_name", e),
		.family_name = page_field(req, "family_name", e),
		.mail = page_field(req, "mail", e),
		.born = page_field(req, "born", e),
		.place = page_field(req, "place", e),
		.country_error = page_field(req, "country", e).error,
		.language_error = page_field(req, "language", e).error,
		.problem = page_problem(req, e),
	};
	view.version = now ? now->version : form_get(sent, STR("version"));
	fill_differs(req, &page.about, e, &view);
	if (now) {
		view.given_name.value = now->given_name;
		view.family_name.value = now->family_name;
		view.mail.value = now->mail;
		view.place.value = now->place;
		view.born.value =
			now->born == DAY_NONE ? STR_NONE : day_print(req->arena, now->born);
	}
	view.countries = country_choices(req, country, &view.countries_len);
	view.unchosen = language_unchosen(req, page.invited_in);
	view.languages = language_choices(req, language, &view.languages_len);
	view.also = also_choices(
		req, now ? now->also : also_sent(req), page_field(req, "also", e).error);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_part_data, &view);
}

static err_t data_show(struct request *req, struct response *res)
{
	struct public_id who;
	TRY(key_of(req, &who));
	return data_page(req, res, who, NULL);
}

static err_t put_data(struct request *req, struct public_id who)
{
	const struct visit *v = visit_of(req);
	struct data_in in;
	TRY(input_from_form(req->arena, &data_input, &v->form, &in));
	struct participant about = {.given_name = in.given_name,
		.family_name = in.family_name,
		.country = in.country,
		.mail = in.mail,
		.born = in.born,
		.place = in.place,
		.language = in.language,
		.also = also_of(req->arena, &in.also),

		.version = in.version};
	return participation_put(v->app, req->arena, visit_participant(req), who, &about);
}

static err_t data_post(struct request *req, struct response *res)
{
	struct public_id who;
	TRY(key_of(req, &who));
	err_t e = put_data(req, who);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return data_page(req, res, who, e);
	TRY(e);
	return response_redirect(res, str_fmt(req->arena, "%.*s?saved", STR_ARG(part_path(req))));
}

static err_t reminders_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	TRY(key_of(req, &who));
	bool wants = str_is(form_get(&v->form, STR("wants")), "yes");
	TRY(participation_want_reminders(v->app, req->arena, visit_participant(req), who, wants));
	return response_redirect(res, str_fmt(req->arena, "%.*s?saved", STR_ARG(part_path(req))));
}

/* --- closing, and taking it into an account --- */

/* On a shared phone the next one types another code. */
static err_t close_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(response_cookie_end(res, COOKIE_PART));
	if (v->taker.participant.n)
		TRY(participation_close(v->app, req->arena, &v->taker, &v->taker_token));
	return response_redirect(res, STR("/part?closed"));
}

/* Whoever presses twice has it already. */
static err_t claim(const struct request *req, struct public_id who)
{
	const struct visit *v = visit_of(req);
	struct participation page;
	if (public_id_eq(who, v->taker.public))
		return participation_claim(v->app, req->arena, &v->taker, &v->session.actor);
	return participation_get(v->app, req->arena, &v->session.actor, who, &page);
}

static err_t claim_post(struct request *req, struct response *res)
{
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(claim(req, who));
	TRY(response_cookie_end(res, COOKIE_PART));
	return response_redirect(res, str_fmt(req->arena, "%.*s?claimed", STR_ARG(part_path(req))));
}

static err_t undo_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(participation_undo_claim(v->app, req->arena, &v->session.actor, who));
	return response_redirect(res, STR("/part"));
}

/* --- those of an account --- */

static err_t fill_kept(const struct request *req, struct parts_view *io)
{
	const struct visit *v = visit_of(req);
	struct project_kept_list all;
	TRY(project_kept_list(v->app, req->arena, &v->session.actor, &all));
	struct part_card *cards = arena_array(req->arena, struct part_card, all.len);
	for (size_t i = 0; i < all.len; i++) {
		const struct project_kept_heading *one = &all.at[i];
		page_note_damaged(req, one->is_damaged, "a kept project");
		cards[i] = (struct part_card){
			.path = kept_path(req, one->public),
			.title = one->title,
			.organisation = one->organisation,
			.has_days = one->starts != DAY_NONE,
			.starts = one->starts,
			.ends = one->ends,
		};
	}
	io->kept = cards;
	io->kept_len = all.len;
	return NULL;
}

static err_t mine_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct participation_list all;
	TRY(participation_list(v->app, req->arena, &v->session.actor, &all));
	struct part_card *cards = arena_array(req->arena, struct part_card, all.len);
	for (size_t i = 0; i < all.len; i++) {
		const struct participation_line *line = &all.at[i];
		cards[i] = (struct part_card){
			.path = path_of(req, line->participant),
			.title = line->title,
			.organisation = line->organisation,
			.state = participant_state_about(line->state)->text,
			.has_days = line->starts != DAY_NONE,
			.starts = line->starts,
			.ends = line->ends,
		};
	}
	struct parts_view view = {
		.parts = cards, .parts_len = all.len, .was_removed = str_is(req->query, "removed")};
	TRY(fill_kept(req, &view));
	return PAGE_SHOW(req, res, view_parts, &view);
}

const struct route part_routes[] = {
	{GET, "/part", code_show, .need = NEED_ANYONE},
	{POST, "/part", code_post, .need = NEED_ANYONE, .max_body = CODE_BODY,
		.limit = LIMIT_GUESS},
	{GET, "/part/mine", mine_show, .need = NEED_PERSON},
	{GET, "/part/{key}", page_show, OF_PARTICIPANT},
	{GET, "/part/{key}/data", data_show, OF_PARTICIPANT},
	{POST, "/part/{key}/data", data_post, OF_PARTICIPANT, .max_body = PART_BODY},
	{POST, "/part/{key}/reminders", reminders_post, OF_PARTICIPANT, .max_body = PART_BODY},
	{POST, "/part/{key}/close", close_post, OF_PARTICIPANT, .max_body = PART_BODY},
	{POST, "/part/{key}/claim", claim_post, OF_PARTICIPANT, .max_body = PART_BODY},
	{POST, "/part/{key}/undo", undo_post, OF_PARTICIPANT, .max_body = PART_BODY},
	{0},
};
