/* Who takes part in a project: the list, and one at a time. */
#include "app/participant_import.h"

#include "codec/input.h"
#include "i18n/country.h"
#include "i18n/i18n.h"
#include "view/participant.h"
#include "web/project_at.h"
#include "web/routes.h"

static struct str list_path(const struct request *req, const struct project_at *at)
{
	return str_fmt(req->arena, "%.*s/people", STR_ARG(project_path(req, at->project)));
}

static struct str item_path(
	const struct request *req, const struct project_at *at, struct public_id who)
{
	return str_fmt(req->arena, "%.*s/%.*s", STR_ARG(list_path(req, at)),
		STR_ARG(public_id_print(req->arena, who)));
}

/* --- the list --- */

static const struct participant_card *cards_of(const struct request *req,
	const struct project_at *at, const struct participant_line *lines, size_t len,
	const char *act)
{
	const struct visit *v = visit_of(req);
	struct participant_card *cards = arena_array(req->arena, struct participant_card, len);
	for (size_t i = 0; i < len; i++) {
		const struct country *country =
			country_find(v->app->countries, req->arena, lines[i].country);
		cards[i] = (struct participant_card){
			.path = str_fmt(req->arena, "%.*s%s",
				STR_ARG(item_path(req, at, lines[i].public)), act),
			.given_name = lines[i].given_name,
			.family_name = lines[i].family_name,
			.country = country ? country_name(country, v->lang) : lines[i].country,
			.kind = participant_kind_text(lines[i].kind),
		};
	}
	return cards;
}

/* Puts back who was just removed. */
static struct str undo_path(
	const struct request *req, const struct project_at *at, struct str removed)
{
	struct public_id who;
	if (!public_id_parse(removed, &who))
		return STR_NONE;
	return str_fmt(req->arena, "%.*s/restore", STR_ARG(item_path(req, at, who)));
}

static const struct participant_batch_view *batches_of(const struct request *req,
	const struct project_at *at, const struct participant_batch *batches, size_t len)
{
	struct participant_batch_view *views =
		arena_array(req->arena, struct participant_batch_view, len);
	for (size_t i = 0; i < len; i++)
		views[i] = (struct participant_batch_view){
			.path = str_fmt(req->arena, "%.*s/batches/%.*s/%s",
				STR_ARG(project_path(req, at->project)),
				STR_ARG(public_id_print(req->arena, batches[i].public)),
				batches[i].is_undone ? "restore" : "undo"),
			.came = batches[i].came,
			.date = zone_day(batches[i].at),
			.is_undone = batches[i].is_undone,
		};
	return views;
}

static err_t list_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct project_at at;
	struct participant_page people;
	struct participant_batches batches;
	int64_t page = 1;
	TRY(project_of(req, &at));
	TRY(request_query(req, &query));
	struct str asked = form_get(query, STR("page"));
	if (asked.len && !str_to_int(asked, &page))
		return err_log(ERR_NOT_FOUND, "no such page");
	TRY(participant_batch_list(v->app, req->arena, project_actor(req), &at, &batches));
	TRY(participant_list(v->app, req->arena, project_actor(req), &at, page, &people));
	struct participants_view view = {
		.path = project_path(req, at.project),
		.title = people.project,
		.total = people.total,
		.people = cards_of(req, &at, people.at, people.len, ""),
		.people_len = people.len,
		.removed = cards_of(req, &at, people.removed, people.removed_len, "/restore"),
		.removed_len = people.removed_len,
		.earlier = page - 1,
		.later = page * PARTICIPANTS_PAGE < people.total ? page + 1 : 0,
		.undo = undo_path(req, &at, form_get(query, STR("removed"))),
		.was_saved = str_eq(req->query, STR("saved")),
		.batches = batches_of(req, &at, batches.at, batches.len),
		.batches_len = batches.len,
		.list_waits = batches.list_waits,
	};
	return PAGE_SHOW(req, res, view_participants, &view);
}

/* --- one of them --- */

static const char *const kind_names[] = {"participant", "team", NULL};

struct participant_in {
	unsigned kind;
	struct str given_name, family_name, country, mail, place, host, language;
	day born, starts, ends;
};
static const struct input_field in_fields[] = {
	INPUT_CHOICE(struct participant_in, kind, kind_names,
		.label = N_("What do they do in the project?")),
	INPUT_LINE(struct participant_in, given_name, .label = N_("Given name"), .required = true,
		.max = PARTICIPANT_NAME_MOST),
	INPUT_LINE(struct participant_in, family_name, .label = N_("Family name"), .required = true,
		.max = PARTICIPANT_NAME_MOST),
	INPUT_LINE(struct participant_in, country, .label = N_("Lives in"), .required = true,
		.max = 80),
	INPUT_MAIL(struct participant_in, mail, .label = N_("Mail address")),
	INPUT_DAY(struct participant_in, born, .label = N_("Birth date")),
	INPUT_LINE(struct participant_in, place, .label = N_("Place where they live"),
		.max = PROJECT_NAME_MOST),
	INPUT_LINE(struct participant_in, host, .label = N_("Organisation where they were"),
		.max = PROJECT_NAME_MOST),
	INPUT_DAY(struct participant_in, starts, .label = N_("First day, if another one")),
	INPUT_DAY(struct participant_in, ends, .label = N_("Last day, if another one")),
	INPUT_LINE(struct participant_in, language, .label = N_("Language of the certificate"),
		.max = 10),
	{0},
};
static const struct input_form in_form = INPUT_FORM(struct participant_in, in_fields,
	.start = &(const struct participant_in){
		.born = DAY_NONE, .starts = DAY_NONE, .ends = DAY_NONE});

static const struct country_choice *country_choices(
	const struct request *req, struct str chosen, size_t *ret_len)
{
	const struct visit *v = visit_of(req);
	const struct country *const *all = countries_sorted(req->arena, v->app->countries, v->lang);
	size_t len = countries_len(v->app->countries);
	struct country_choice *choices = arena_array(req->arena, struct country_choice, len);
	for (size_t i = 0; i < len; i++)
		choices[i] = (struct country_choice){
			all[i]->code, country_name(all[i], v->lang), str_eq(all[i]->code, chosen)};
	*ret_len = len;
	return choices;
}

static const struct country_choice *language_choices(
	const struct request *req, struct str chosen, size_t *ret_len)
{
	const struct i18n *i18n = visit_of(req)->app->i18n;
	size_t len = i18n_count(i18n);
	struct country_choice *choices = arena_array(req->arena, struct country_choice, len);
	for (size_t i = 0; i < len; i++) {
		const struct lang *lang = i18n_at(i18n, i);
		choices[i] = (struct country_choice){
			lang_tag(lang), lang_name(lang), str_eq(lang_tag(lang), chosen)};
	}
	*ret_len = len;
	return choices;
}

static void show_day(const struct request *req, day d, struct shown_field *io)
{
	io->value = d == DAY_NONE ? STR_NONE : day_print(req->arena, d);
}

/* As it is kept. */
static void show_now(
	const struct request *req, const struct participant *now, struct participant_view *io)
{
	io->is_team = now->kind == PARTICIPANT_TEAM;
	io->given_name.value = now->given_name;
	io->family_name.value = now->family_name;
	io->mail.value = now->mail;
	io->place.value = now->place;
	io->host.value = now->host;
	show_day(req, now->born, &io->born);
	show_day(req, now->starts, &io->starts);
	show_day(req, now->ends, &io->ends);
}

static bool is_filled(const struct shown_field *f)
{
	return f->value.len || f->error.len;
}

static bool shows_more(const struct participant_view *v, struct str language)
{
	return is_filled(&v->mail) || is_filled(&v->born) || is_filled(&v->place) ||
	       is_filled(&v->host) || is_filled(&v->starts) || is_filled(&v->ends) || language.len;
}

/* now: as it is; NULL for a new one, or for what was sent. */
static err_t form_page(struct request *req, struct response *res, const struct project_at *at,
	const struct participant *now, err_t e)
{
	const struct form *sent = &visit_of(req)->form;
	struct str country = now ? now->country : form_get(sent, STR("country"));
	struct str language = now ? now->language : form_get(sent, STR("language"));
	struct participant_view view = {
		.path = list_path(req, at),
		.action = str_fmt(req->arena, "%.*s/%.*s", STR_ARG(list_path(req, at)),
			STR_ARG(request_param(req, "item"))),
		.is_new = str_is(request_param(req, "item"), "new"),
		.is_team = str_is(form_get(sent, STR("kind")), "team"),
		.given_name = page_field(req, "given_name", e),
		.family_name = page_field(req, "family_name", e),
		.mail = page_field(req, "mail", e),
		.born = page_field(req, "born", e),
		.place = page_field(req, "place", e),
		.host = page_field(req, "host", e),
		.starts = page_field(req, "starts", e),
		.ends = page_field(req, "ends", e),
		.country_error = page_field(req, "country", e).error,
		.language_error = page_field(req, "language", e).error,
		.problem = page_problem(req, e),
	};
	if (now)
		show_now(req, now, &view);
	view.countries = country_choices(req, country, &view.countries_len);
	view.languages = language_choices(req, language, &view.languages_len);
	view.shows_more = shows_more(&view, language);
	page_refuse(res, e);
	return PAGE_SHOW(req, res, view_participant, &view);
}

static err_t form_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct project p;
	struct participant now;
	struct public_id who;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &who, &is_new));
	if (is_new) {
		TRY(project_open(v->app, req->arena, project_actor(req), &at, &p));
		return form_page(req, res, &at, NULL, NULL);
	}
	TRY(participant_get(v->app, req->arena, project_actor(req), &at, who, &now));
	return form_page(req, res, &at, &now, NULL);
}

static err_t put(struct request *req, const struct project_at *at, const struct public_id *who)
{
	const struct visit *v = visit_of(req);
	struct participant_in in;
	TRY(input_from_form(req->arena, &in_form, &v->form, &in));
	struct participant p = {
		.kind = (enum participant_kind)in.kind,
		.given_name = in.given_name,
		.family_name = in.family_name,
		.country = in.country,
		.mail = in.mail,
		.born = in.born,
		.place = in.place,
		.host = in.host,
		.starts = in.starts,
		.ends = in.ends,
		.language = in.language,
	};
	return participant_put(v->app, req->arena, project_actor(req), at, who, &p);
}

static err_t form_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id who;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &who, &is_new));
	err_t e = put(req, &at, is_new ? NULL : &who);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return form_page(req, res, &at, NULL, e);
	TRY(e);
	bool next = is_new && str_is(form_get(&visit_of(req)->form, STR("go")), "next");
	return response_redirect(res, str_fmt(req->arena, "%.*s%s", STR_ARG(list_path(req, &at)),
					      next ? "/new" : "?saved"));
}

static err_t remove_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id who;
	TRY(project_kept(req, &at, &who));
	TRY(participant_remove(visit_of(req)->app, req->arena, project_actor(req), &at, who));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?removed=%.*s", STR_ARG(list_path(req, &at)),
			     STR_ARG(public_id_print(req->arena, who))));
}

static err_t restore_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id who;
	TRY(project_kept(req, &at, &who));
	TRY(participant_restore(visit_of(req)->app, req->arena, project_actor(req), &at, who));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?saved", STR_ARG(list_path(req, &at))));
}

#define AT "/projects/{organisation}/{key}/people"

const struct route participant_routes[] = {
	{GET, AT, list_show, OF_COORDINATOR},
	{GET, AT "/{item}", form_show, OF_COORDINATOR},
	{POST, AT "/{item}", form_post, OF_COORDINATOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/{item}/remove", remove_post, OF_COORDINATOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/{item}/restore", restore_post, OF_COORDINATOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
