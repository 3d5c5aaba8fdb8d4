/* Who takes part in a project: the list, and one at a time. */
#include "app/editor.h"
#include "app/participant_import.h"
#include "app/participant_invite.h"

#include "codec/input.h"
#include "i18n/country.h"
#include "view/participant.h"
#include "web/choices.h"
#include "web/part_shown.h"
#include "web/project_at.h"
#include "web/routes.h"

static struct str list_path(const struct request *req, const struct project_at *at)
{
	struct str project = project_path(req, at->project);
	return str_fmt(req->arena, "%.*s/people", STR_ARG(project));
}

static struct str item_path(struct arena *a, struct str list, struct public_id who)
{
	struct str key = public_id_print(a, who);
	return str_fmt(a, "%.*s/%.*s", STR_ARG(list), STR_ARG(key));
}

/* --- the list --- */

/* What they learned, while it is handed in. */
static struct str read_path(
	struct arena *a, struct str item, const struct participant_line *line, bool can_learn)
{
	if (!can_learn || !line->handed_in)
		return STR_NONE;
	return str_fmt(a, "%.*s/learning", STR_ARG(item));
}

static const struct participant_card *cards_of(const struct request *req,
	const struct project_at *at, const struct participant_line *lines, size_t len,
	const char *act, bool can_learn)
{
	const struct visit *v = visit_of(req);
	struct str list = list_path(req, at);
	struct participant_card *cards = arena_array(req->arena, struct participant_card, len);
	for (size_t i = 0; i < len; i++) {
		struct str item = item_path(req->arena, list, lines[i].public);
		const struct country *country =
			country_find(v->app->countries, req->arena, lines[i].country);
		cards[i] = (struct participant_card){
			.path = str_fmt(req->arena, "%.*s%s", STR_ARG(item), act),
			.key = public_id_print(req->arena, lines[i].public),
			.given_name = lines[i].given_name,
			.family_name = lines[i].family_name,
			.country = country ? country_name(country, v->lang) : lines[i].country,
			.kind = participant_kind_text(lines[i].kind),
			.is_team = lines[i].kind == PARTICIPANT_TEAM,
			.state = participant_state_about(lines[i].state)->text,
			.is_claimed = lines[i].is_claimed,
			.asked = lines[i].asked,
			.read = read_path(req->arena, item, &lines[i], can_learn),
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
	struct str item = item_path(req->arena, list_path(req, at), who);
	return str_fmt(req->arena, "%.*s/restore", STR_ARG(item));
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

/* --- the list: as it is asked for --- */

struct asked {
	const enum participant_state *only; /* NULL: everybody */
	enum participant_state state;
	int64_t page;
	bool is_ticked;
};

static err_t read_asked(const struct form *query, struct asked *ret)
{
	struct str page = form_get(query, STR("page")), state = form_get(query, STR("state"));
	*ret = (struct asked){.page = 1, .is_ticked = form_next(query, STR("tick"), NULL)};
	if (page.len && !str_to_int(page, &ret->page))
		return err_log(ERR_NOT_FOUND, "no such page");
	ret->state = participant_state_parse(state);
	if (str_is(state, participant_state_about(ret->state)->id))
		ret->only = &ret->state;
	return NULL;
}

/* "/projects/.../people?state=invited&page=2" */
static struct str asked_path(
	const struct request *req, const struct project_at *at, const struct asked *asked)
{
	const char *state = asked->only ? participant_state_about(*asked->only)->id : "";
	struct str list = list_path(req, at);
	return str_fmt(req->arena, "%.*s?state=%s&page=%lld%s", STR_ARG(list), state,
		(long long)asked->page, asked->is_ticked ? "&tick" : "");
}

static const struct state_filter *filters_of(const struct request *req, const struct project_at *at,
	const struct asked *asked, const struct participant_counts *counts, size_t *ret_len)
{
	struct state_filter *all =
		arena_array(req->arena, struct state_filter, PARTICIPANT_STATES + 1);
	size_t len = 0;
	all[len++] = (struct state_filter){
		list_path(req, at), N_("Everybody"), counts->total, !asked->only};
	for (enum participant_state s = 0; s < PARTICIPANT_STATES; s++) {
		const struct asked one = {.only = &s, .page = 1};
		bool chosen = asked->only && *asked->only == s;
		if (counts->of[s] || chosen)
			all[len++] = (struct state_filter){asked_path(req, at, &one),
				participant_state_about(s)->text, counts->of[s], chosen};
	}
	*ret_len = len;
	return all;
}

/* Where other names stand, and where these are ticked. */
static void fill_paths(const struct request *req, const struct project_at *at,
	const struct asked *asked, struct participants_view *io)
{
	struct asked other = *asked;
	other.is_ticked = !asked->is_ticked;
	io->tick = asked_path(req, at, &other);
	other.is_ticked = false;
	other.page = asked->page - 1;
	if (other.page)
		io->earlier = asked_path(req, at, &other);
	other.page = asked->page + 1;
	if (asked->page * PARTICIPANTS_PAGE < io->shown)
		io->later = asked_path(req, at, &other);
}

/* How an invitation went: it stands in the address. */
static void fill_sent(const struct form *query, struct participants_view *io)
{
	bool is_whole = str_to_int(form_get(query, STR("without")), &io->without) &&
			str_to_int(form_get(query, STR("left")), &io->left);
	io->was_sent = is_whole && str_to_int(form_get(query, STR("sent")), &io->sent);
	io->was_thanked = is_whole && str_to_int(form_get(query, STR("thanked")), &io->sent);
	if (!str_to_int(form_get(query, STR("damaged")), &io->damaged))
		io->damaged = 0;
	if (!str_to_int(form_get(query, STR("came")), &io->came))
		io->came = 0;
	io->nobody = form_next(query, STR("nobody"), NULL);
}

/* All who were not invited just now have no address. */
static bool is_for_cards(const struct participants_view *view)
{
	return view->may_card && view->was_sent && view->without == view->fresh;
}

/* A list that is not in yet keeps nobody waiting, but the first one. */
static enum people_step step_of(const struct participants_view *view)
{
	if (!view->total)
		return view->list_waits ? PEOPLE_LIST : PEOPLE_ADD;
	if (view->bounced && view->may_card)
		return PEOPLE_BOUNCED;
	if (view->fresh)
		return is_for_cards(view) ? PEOPLE_CARDS : PEOPLE_INVITE;
	if (view->handed_in && view->may_card)
		return PEOPLE_READ;
	if (view->list_waits)
		return PEOPLE_LIST;
	return view->waiting ? PEOPLE_REMIND : PEOPLE_NONE;
}

static err_t list_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct actor *actor = project_actor(req);
	const struct form *query;
	struct project_at at;
	struct asked asked;
	struct participant_page people;
	struct participant_counts counts;
	struct participant_batches batches;
	TRY(project_of(req, &at));
	TRY(request_query(req, &query));
	TRY(read_asked(query, &asked));
	TRY(participant_batch_list(v->app, req->arena, actor, &at, &batches));
	TRY(participant_list(v->app, req->arena, actor, &at, asked.only, asked.page, &people));
	TRY(participant_counts(v->app, req->arena, actor, &at, &counts));
	struct participants_view view = {
		.path = project_path(req, at.project),
		.title = people.project,
		.is_closed = people.is_closed,
		.may_card = people.can_learn,
		.total = people.total,
		.shown = asked.only ? counts.of[*asked.only] : people.total,
		.people = cards_of(req, &at, people.at, people.len, "", people.can_learn),
		.people_len = people.len,
		.removed =
			cards_of(req, &at, people.removed, people.removed_len, "/restore", false),
		.removed_len = people.removed_len,
		.is_whole = people.is_whole,
		.legend = part_legend(req, PARTICIPANT_STATES),
		.is_ticked = asked.is_ticked,
		.fresh = invite_count(&counts, INVITE_NEW),
		.waiting = invite_count(&counts, INVITE_WAITING),
		.bounced = counts.of[PARTICIPANT_BOUNCED],
		.handed_in = counts.of[PARTICIPANT_SUBMITTED],
		.undo = undo_path(req, &at, form_get(query, STR("removed"))),
		.was_saved = str_eq(req->query, STR("saved")),
		.batches = batches_of(req, &at, batches.at, batches.len),
		.batches_len = batches.len,
		.list_waits = batches.list_waits,
	};
	view.filters = filters_of(req, &at, &asked, &counts, &view.filters_len);
	fill_paths(req, &at, &asked, &view);
	fill_sent(query, &view);
	view.step = step_of(&view);
	return PAGE_SHOW(req, res, view_participants, &view);
}

/* --- one of them --- */

static const char *const kind_names[] = {"participant", "team", NULL};

struct participant_in {
	unsigned kind;
	struct str given_name, family_name, country, mail, place, host, language, version, form;
	struct input_lines also;
	day born, starts, ends;
	bool another;
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
	INPUT_LINES(struct participant_in, also, .label = N_("The certificate also in"), .max = 10,
		.most = ALSO_MOST),
	INPUT_LINE(struct participant_in, version, .max = 64),
	INPUT_LINE(struct participant_in, form, .max = 64),
	INPUT_BOOL(struct participant_in, another),
	{0},
};
static const struct input_form in_form = INPUT_FORM(struct participant_in, in_fields,
	.start = &(const struct participant_in){
		.born = DAY_NONE, .starts = DAY_NONE, .ends = DAY_NONE});

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

static err_t fill_editors(const struct request *req, const struct project_at *at,
	struct public_id who, struct participant_view *io)
{
	struct editor_choices choices;
	TRY(editor_choices(visit_of(req)->app, req->arena, project_actor(req), at, who, &choices));
	struct editor_option *options = arena_array(req->arena, struct editor_option, choices.len);
	for (size_t i = 0; i < choices.len; i++)
		options[i] =
			(struct editor_option){public_id_print(req->arena, choices.at[i].public),
				choices.at[i].name, choices.at[i].chosen};
	io->editors = options;
	io->editors_len = choices.len;
	return NULL;
}

/* How far one is who is there already. */
static err_t fill_progress(
	const struct request *req, const struct project_at *at, struct participant_view *io)
{
	struct participant_progress progress;
	struct public_id who;
	io->unchosen = language_unchosen(req, STR_NONE);
	if (!public_id_parse(request_param(req, "item"), &who))
		return NULL;
	TRY(participant_progress(
		visit_of(req)->app, req->arena, project_actor(req), at, who, &progress));
	io->state = participant_state_about(progress.state)->text;
	io->is_claimed = progress.is_claimed;
	io->unchosen = language_unchosen(req, progress.invited_in);
	io->has_deadline = progress.deadline != DAY_NONE;
	io->deadline = progress.deadline;
	io->legend = part_legend(req, progress.state);
	io->happened = part_happened(req, &progress.events);
	io->hides_details = !progress.sees_details;
	return progress.assigns ? fill_editors(req, at, who, io) : NULL;
}

/* What was sent stays in the fields; saved again, it takes the place of what is there now. */
static err_t fill_differs(const struct request *req, const struct project_at *at,
	const struct err *e, struct participant_view *io)
{
	struct participant now;
	struct public_id who;
	if (!e || e->code != ERR_CONFLICT || !public_id_parse(request_param(req, "item"), &who))
		return NULL;
	TRY(participant_get(visit_of(req)->app, req->arena, project_actor(req), at, who, &now));
	io->version = now.version;
	io->differs = part_differs(req, &now);
	return NULL;
}

/* As it was sent; a new form has another one. */
static struct str form_key(const struct request *req)
{
	const struct visit *v = visit_of(req);
	struct str sent = form_get(&v->form, STR("form"));
	return sent.len ? sent : public_id_print(req->arena, public_id_new(v->app->random));
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
		.form = form_key(req),
		.another = page_field(req, "another", e).error,
		.problem = page_problem(req, e),
	};
	if (now)
		show_now(req, now, &view);
	view.version = now ? now->version : form_get(sent, STR("version"));
	TRY(page_instead(e, fill_progress(req, at, &view)));
	TRY(page_instead(e, fill_differs(req, at, e, &view)));
	view.countries = country_choices(req, country, &view.countries_len);
	view.languages = language_choices(req, language, &view.languages_len);
	struct str also = now ? now->also : also_sent(req);
	view.also = also_choices(req, also, page_field(req, "also", e).error);
	view.shows_more = also.len || shows_more(&view, language);
	page_refuse(req, res, e);
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

/* A press too many adds nobody twice. */
static err_t enter(const struct request *req, const struct project_at *at,
	const struct participant *in, const struct participant_in *sent)
{
	const struct visit *v = visit_of(req);
	struct participant_form form = {.is_another = sent->another};
	struct public_id key;
	if (public_id_parse(sent->form, &key))
		form.key = &key;
	return participant_enter(v->app, req->arena, project_actor(req), at, &form, in);
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
		.also = also_of(req->arena, &in.also),
		.version = in.version,
	};
	if (!who)
		return enter(req, at, &p, &in);
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
	{GET, AT, list_show, OF_EDITOR},
	{GET, AT "/{item}", form_show, OF_EDITOR, .on_worker = true},
	{POST, AT "/{item}", form_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/{item}/remove", remove_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/{item}/restore", restore_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
