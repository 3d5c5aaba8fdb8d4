/* A coordinator's projects: the list, what each is and its history. */
#include "web/project_at.h"

#include "app/learning_former.h"
#include "app/participant_invite.h"
#include "app/participant_thank.h"
#include "app/project_type.h"
#include "base/vec.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/project.h"
#include "web/routes.h"

static const struct input_field basics_fields[] = {
	INPUT_LINE(struct project_basics, title, .label = N_("Name of the project"),
		.required = true, .max = PROJECT_TITLE_MOST),
	INPUT_LINE(struct project_basics, type, .label = N_("What kind of project is it?"),
		.required = true, .max = 40),
	INPUT_LINE(struct project_basics, number, .label = N_("Number of the grant"), .max = 60),
	{0},
};
static const struct input_form basics_input = INPUT_FORM(struct project_basics, basics_fields);

/* --- whose it is --- */

static struct row_id organisation_of(const struct request *req)
{
	return visit_of(req)->role->organisation;
}

static const struct project_type *type_of(const struct request *req, struct str id)
{
	const struct visit *v = visit_of(req);
	return project_type_find(v->app->project_types, lang_index(v->lang), id);
}

/* --- the list --- */

static err_t list_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_lines lines;
	TRY(project_list(v->app, req->arena, project_actor(req), organisation_of(req), &lines));
	struct project_card *cards = arena_array(req->arena, struct project_card, lines.len);
	for (size_t i = 0; i < lines.len; i++) {
		const struct project_line *line = &lines.at[i];
		const struct project_type *type = type_of(req, line->type);
		cards[i] = (struct project_card){
			.path = project_path(req, line->public),
			.title = line->title,
			.type = type ? type->title : line->type,
			.number = line->number,
			.has_days = line->starts != DAY_NONE,
			.starts = line->starts,
			.ends = line->ends,
			.closed = line->closed,
		};
	}
	struct projects_view view = {
		project_list_path(req), v->role->organisation_name, cards, lines.len};
	return PAGE_SHOW(req, res, view_projects, &view);
}

/* --- name, type and number --- */

static const struct type_choice *type_choices(
	const struct request *req, struct str chosen, size_t *ret_len)
{
	const struct visit *v = visit_of(req);
	const struct project_type *types =
		project_types_all(v->app->project_types, lang_index(v->lang), ret_len);
	struct type_choice *choices = arena_array(req->arena, struct type_choice, *ret_len);
	for (size_t i = 0; i < *ret_len; i++)
		choices[i] = (struct type_choice){
			types[i].id, types[i].title, types[i].about, str_eq(types[i].id, chosen)};
	return choices;
}

static const struct same_link *same_links(
	const struct request *req, const struct project_same *same)
{
	struct same_link *links = arena_array(req->arena, struct same_link, same->own_len);
	for (size_t i = 0; i < same->own_len; i++)
		links[i] = (struct same_link){
			project_path(req, same->own[i].public), same->own[i].title};
	return links;
}

/* A form as it stands: what was in it, and what is wrong or to be thought about. */
struct basics_form {
	const struct project_at *at; /* NULL: a new one */
	struct project_basics in;    /* before anything was sent */
	struct str copy, copied;
	struct project_same same;
	int64_t left; /* people whose words the type that was sent leaves behind */
};

/* What is asked about now, and what was asked about before. */
static void fill_sure(
	const struct request *req, const struct basics_form *f, struct project_basics_view *io)
{
	const struct form *sent = &visit_of(req)->form;
	io->sure = form_get(sent, io->has_same ? STR("number") : STR("sure"));
	io->sure_type = form_get(sent, f->left > 0 ? STR("type") : STR("sure_type"));
}

static err_t basics_page(
	struct request *req, struct response *res, const struct basics_form *f, err_t e)
{
	bool was_sent = req->method != GET;
	struct project_basics_view view = {
		.action = req->path,
		.list = project_list_path(req),
		.back = f->at ? project_path(req, f->at->project) : project_list_path(req),
		.is_new = !f->at,
		.copy = f->copy,
		.copied = f->copied,
		.title = page_field(req, "title", e),
		.number = page_field(req, "number", e),
		.type_error = page_field(req, "type", e).error,
		.has_same = f->same.own_len || f->same.is_elsewhere,
		.same = same_links(req, &f->same),
		.same_len = f->same.own_len,
		.is_elsewhere = f->same.is_elsewhere,
		.left = f->left,
	};
	if (!was_sent) {
		view.title.value = f->in.title;
		view.number.value = f->in.number;
	}
	view.types = type_choices(req,
		was_sent ? form_get(&visit_of(req)->form, STR("type")) : f->in.type,
		&view.types_len);
	fill_sure(req, f, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_project_basics, &view);
}

/* Of the project that ?copy= or the field copy names; none is fine. */
static err_t find_copied(
	const struct request *req, struct str key, struct basics_form *io, struct public_id *ret_id)
{
	struct project_at at = {.organisation = organisation_of(req)};
	struct project from;
	if (!public_id_parse(key, &at.project))
		return err_log(ERR_NOT_FOUND, "no such project");
	TRY(project_open(visit_of(req)->app, req->arena, project_actor(req), &at, &from));
	io->copy = key;
	io->copied = from.title;
	io->in = (struct project_basics){.title = from.title, .type = from.type};
	*ret_id = at.project;
	return NULL;
}

static err_t new_show(struct request *req, struct response *res)
{
	const struct form *query;
	struct basics_form f = {0};
	struct public_id copied;
	TRY(request_query(req, &query));
	struct str copy = form_get(query, STR("copy"));
	if (copy.len)
		TRY(find_copied(req, copy, &f, &copied));
	return basics_page(req, res, &f, NULL);
}

/* Is the number that was sent another project's, and not sent a second time? Of a partner's it is
 * not said. */
static err_t look_for_same(const struct request *req, struct basics_form *io)
{
	const struct visit *v = visit_of(req);
	struct str number = form_get(&v->form, STR("number"));
	if (v->edited || !str_trim(number).len || str_eq(number, form_get(&v->form, STR("sure"))))
		return NULL;
	return project_find_same(v->app, req->arena, project_actor(req), organisation_of(req),
		number, io->at ? &io->at->project : NULL, &io->same);
}

/* Does the type that was sent, and not sent a second time, hide what people wrote? */
static err_t look_for_left(
	const struct request *req, const struct project_basics *in, struct basics_form *io)
{
	const struct visit *v = visit_of(req);
	if (!io->at || str_eq(in->type, form_get(&v->form, STR("sure_type"))))
		return NULL;
	return learning_left_behind(
		v->app, req->arena, project_actor(req), io->at, in->type, &io->left);
}

/* Reads the form; asks_again says that the person is asked once more. */
static err_t read_basics(
	const struct request *req, struct basics_form *io, struct project_basics *ret)
{
	err_t e = input_from_form(req->arena, &basics_input, &visit_of(req)->form, ret);
	if (!e)
		e = look_for_same(req, io);
	return e ? e : look_for_left(req, ret, io);
}

static bool asks_again(const struct basics_form *f)
{
	return f->same.own_len || f->same.is_elsewhere || f->left > 0;
}

static err_t new_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct basics_form f = {0};
	struct project_basics in;
	struct public_id copied, made;
	struct str copy = form_get(&v->form, STR("copy"));
	if (copy.len)
		TRY(find_copied(req, copy, &f, &copied));
	err_t e = read_basics(req, &f, &in);
	if (!e && asks_again(&f))
		return basics_page(req, res, &f, NULL);
	if (!e)
		e = project_make(v->app, req->arena, project_actor(req), organisation_of(req), &in,
			copy.len ? &copied : NULL, &made);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return basics_page(req, res, &f, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?made", STR_ARG(project_path(req, made))));
}

static err_t basics_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct project p;
	TRY(project_of(req, &at));
	TRY(project_open_to_change(req, &at, &p));
	struct basics_form f = {.at = &at, .in = {p.title, p.type, p.number}};
	return basics_page(req, res, &f, NULL);
}

static err_t basics_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct project_basics in;
	TRY(project_of(req, &at));
	struct basics_form f = {.at = &at};
	err_t e = read_basics(req, &f, &in);
	if (!e && asks_again(&f))
		return basics_page(req, res, &f, NULL);
	if (!e)
		e = project_set_basics(v->app, req->arena, project_actor(req), &at, &in);
	if (e && page_can_mend(e))
		return basics_page(req, res, &f, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?saved", STR_ARG(project_path(req, at.project))));
}

/* --- all of it --- */

static void fill_activities(
	const struct request *req, const struct project *p, struct project_view *io)
{
	struct activity_line *lines =
		arena_array(req->arena, struct activity_line, p->activities_len);
	for (size_t i = 0; i < p->activities_len; i++) {
		const struct project_activity *it = &p->activities[i];
		if (it->removed)
			continue;
		lines[io->activities_len++] = (struct activity_line){
			str_fmt(req->arena, "%.*s/activities/%.*s", STR_ARG(io->path),
				STR_ARG(public_id_print(req->arena, it->public))),
			it->title, it->place, it->starts, it->ends, it->starts == it->ends};
	}
	io->activities = lines;
}

static void fill_parties(
	const struct request *req, const struct project *p, struct project_view *io)
{
	struct party_line *lines = arena_array(req->arena, struct party_line, p->parties_len);
	for (size_t i = 0; i < p->parties_len; i++) {
		const struct project_party *it = &p->parties[i];
		if (it->removed)
			continue;
		lines[io->parties_len++] = (struct party_line){
			str_fmt(req->arena, "%.*s/parties/%.*s", STR_ARG(io->path),
				STR_ARG(public_id_print(req->arena, it->public))),
			it->name, it->place, project_role_text(it->role), it->has_logo};
	}
	io->parties = lines;
}

/* In the reader's language, else in the first that there is. */
static struct description_line described(
	const struct request *req, const struct project *p, const struct project_field *field)
{
	struct str own = lang_tag(visit_of(req)->lang);
	struct description_line line = {field->title, project_text_of(p, field->id, own), STR_NONE};
	for (size_t i = 0; i < p->texts_len && !line.text.len; i++)
		if (str_eq(p->texts[i].field, field->id))
			line = (struct description_line){
				field->title, p->texts[i].text, p->texts[i].lang};
	return line;
}

static const struct str *area_titles(struct arena *a, const struct project_framework *f)
{
	struct str *titles = arena_array(a, struct str, f->areas_len);
	for (size_t i = 0; i < f->areas_len; i++)
		titles[i] = f->areas[i].title;
	return titles;
}

static void fill_type(const struct request *req, const struct project *p, struct project_view *io)
{
	const struct project_type *type = type_of(req, p->type);
	VEC(struct description_line) lines = {0};
	if (!type)
		return;
	io->type = type->title;
	io->confirms = type->confirms;
	io->type_key = type->id;
	io->framework = type->framework->title;
	io->areas = area_titles(req->arena, type->framework);
	io->areas_len = type->framework->areas_len;
	for (size_t i = 0; i < type->fields_len; i++) {
		struct description_line line = described(req, p, &type->fields[i]);
		if (line.text.len)
			vec_push(req->arena, &lines, line);
	}
	io->description = lines.at;
	io->description_len = lines.len;
}

/* About who takes part, when the project itself is described. */
static enum project_step people_step(const struct project_view *view)
{
	if (!view->people)
		return STEP_PEOPLE;
	if (view->fresh)
		return STEP_INVITE;
	if (view->handed_in)
		return STEP_READ;
	if (view->waiting && !view->is_over)
		return STEP_REMIND;
	if (view->missing)
		return STEP_ISSUE;
	if (view->undelivered)
		return STEP_DELIVER;
	return view->is_over ? STEP_THANK : STEP_NONE;
}

static enum project_step next_step(const struct project_view *view)
{
	if (view->is_closed)
		return STEP_NONE;
	if (!view->may_change)
		return people_step(view);
	if (!view->activities_len)
		return STEP_ACTIVITY;
	if (!view->parties_len)
		return STEP_PARTY;
	if (!view->description_len)
		return STEP_TEXT;
	return people_step(view);
}

/* Whoever has no address is thanked by nobody: once some were, the project can be closed. */
static err_t end_step(
	const struct request *req, const struct project_at *at, struct project_view *io)
{
	struct thank_counts counts;
	if (io->step != STEP_THANK)
		return NULL;
	TRY(participant_thank_counts(
		visit_of(req)->app, req->arena, project_actor(req), at, &counts));
	io->unthanked = counts.all;
	if (counts.thanked)
		io->step = io->is_partner ? STEP_NONE : STEP_CLOSE;
	return NULL;
}

static err_t fill_people(const struct request *req, const struct project_at *at,
	const struct project *p, struct project_view *io)
{
	struct participant_counts counts;
	TRY(participant_counts(visit_of(req)->app, req->arena, project_actor(req), at, &counts));
	io->fresh = invite_count(&counts, INVITE_NEW);
	io->waiting = invite_count(&counts, INVITE_WAITING);
	if (p->may.reads_learning)
		io->handed_in = counts.of[PARTICIPANT_SUBMITTED];
	io->undelivered = counts.of[PARTICIPANT_ISSUED] + counts.of[PARTICIPANT_REISSUED];
	io->missing = p->missing;
	io->is_over =
		io->activities_len && p->last < zone_day(clock_now(visit_of(req)->app->clock));
	io->step = next_step(io);
	return end_step(req, at, io);
}

/* "activities/0123...": what was just removed, so that it can be put back. */
static struct str undo_path(const struct request *req, struct str path, struct str removed)
{
	struct str kind = str_cut(&removed, '/');
	struct public_id id;
	bool is = str_is(kind, "activities") || str_is(kind, "parties");
	if (!is || !public_id_parse(removed, &id))
		return STR_NONE;
	return str_fmt(req->arena, "%.*s/%.*s/%.*s/restore", STR_ARG(path), STR_ARG(kind),
		STR_ARG(removed));
}

static err_t project_show(struct request *req, struct response *res)
{
	const struct form *query;
	struct project_at at;
	struct project p;
	TRY(project_of(req, &at));
	TRY(request_query(req, &query));
	TRY(project_open(visit_of(req)->app, req->arena, project_actor(req), &at, &p));
	struct str path = project_path(req, at.project);
	struct project_view view = {
		.path = path,
		.list = project_list_path(req),
		.key = public_id_print(req->arena, at.project),
		.title = p.title,
		.type = p.type,
		.number = p.number,
		.same = same_links(req, &p.same),
		.same_len = p.same.own_len,
		.is_elsewhere = p.same.is_elsewhere,
		.kept_for = p.kept_for,
		.can_be_longer = p.may.changes && p.kept_for < p.longest,
		.people = p.people,
		.is_partner = p.may.is_editor,
		.is_whole = p.may.is_whole,
		.may_change = p.may.changes,
		.has_editors = p.may.invites_editors,
		.asked = p.asked,
		.is_closed = p.closed,
		.closed = p.closed,
		.was_made = str_eq(req->query, STR("made")),
		.was_saved = str_eq(req->query, STR("saved")),
		.undo = undo_path(req, path, form_get(query, STR("removed"))),
	};
	fill_activities(req, &p, &view);
	fill_parties(req, &p, &view);
	fill_type(req, &p, &view);
	TRY(fill_people(req, &at, &p, &view));
	return PAGE_SHOW(req, res, view_project, &view);
}

/* --- history --- */

static err_t history_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str gone = lang_text(v->lang, N_("Somebody who is not here any more"));
	struct project_at at;
	struct project_history h;
	const struct form *query;
	int64_t number = 1;
	VEC(struct history_day) days = {0};
	TRY(project_of(req, &at));
	TRY(request_query(req, &query));
	struct str page = form_get(query, STR("page"));
	if (page.len && !str_to_int(page, &number))
		return err_log(ERR_NOT_FOUND, "no such page");
	TRY(project_history(v->app, req->arena, project_actor(req), &at, number, &h));
	struct history_line *lines = arena_array(req->arena, struct history_line, h.len);
	for (size_t i = 0; i < h.len; i++) {
		const struct project_change_line *it = &h.at[i];
		day date = zone_day(it->at);
		lines[i] = (struct history_line){.what = it->what,
			.who = it->who.len ? it->who : gone,
			.about = it->about,
			.reason = it->reason,
			.is_damaged = it->is_damaged,
			.at = it->at};
		page_note_damaged(req, it->is_damaged, "project history");
		if (!days.len || days.at[days.len - 1].date != date)
			vec_push(req->arena, &days, (struct history_day){date, &lines[i], 0});
		days.at[days.len - 1].lines_len++;
	}
	struct project_history_view view = {
		.path = project_path(req, at.project),
		.title = h.title,
		.days = days.at,
		.days_len = days.len,
		.newer = number - 1,
		.older = h.has_older && number < PROJECT_CHANGES_PAGES ? number + 1 : 0,
	};
	return PAGE_SHOW(req, res, view_project_history, &view);
}

const struct route project_routes[] = {
	{GET, "/projects/{organisation}", list_show, OF_COORDINATOR},
	{GET, "/projects/{organisation}/new", new_show, OF_COORDINATOR},
	{POST, "/projects/{organisation}/new", new_post, OF_COORDINATOR,
		.max_body = PROJECT_FORM_BODY},
	{GET, "/projects/{organisation}/{key}", project_show, OF_EDITOR},
	{GET, "/projects/{organisation}/{key}/basics", basics_show, OF_EDITOR},
	{POST, "/projects/{organisation}/{key}/basics", basics_post, OF_EDITOR,
		.max_body = PROJECT_FORM_BODY},
	{GET, "/projects/{organisation}/{key}/history", history_show, OF_EDITOR},
	{0},
};
