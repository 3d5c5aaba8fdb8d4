/* A project in numbers; an extract for research; the list of who takes part, to print and sign. */
#include "app/project_numbers.h"

#include "app/participant_invite.h"
#include "i18n/country.h"
#include "i18n/format.h"
#include "i18n/i18n.h"
#include "view/numbers.h"
#include "web/choices.h"
#include "web/download.h"
#include "web/project_at.h"
#include "web/routes.h"

/* --- in numbers --- */

static int percent(int64_t people, int64_t total)
{
	return total ? (int)(people * 100 / total) : 0;
}

/* "12 of 40" */
static struct str of_all(const struct request *req, int64_t people, int64_t total)
{
	const struct lang *lang = visit_of(req)->lang;
	const struct lang_value values[] = {{"n", format_number(req->arena, lang, people)},
		{"total", format_number(req->arena, lang, total)}, {0}};
	return lang_fill(req->arena, lang_text(lang, N_("{n} of {total}")), values);
}

static struct figures funnel_of(const struct request *req, const struct project_numbers *n)
{
	struct figure *all = arena_array(req->arena, struct figure, NUMBERS_STEPS);
	int64_t total = n->steps[NUMBERS_ENTERED];
	for (enum numbers_step step = 0; step < NUMBERS_STEPS; step++)
		all[step] = (struct figure){lang_text(visit_of(req)->lang, numbers_step_text(step)),
			of_all(req, n->steps[step], total), percent(n->steps[step], total)};
	return (struct figures){all, NUMBERS_STEPS};
}

/* "at least 10 of 40" */
static struct str share_of(const struct request *req, int64_t people, int64_t total)
{
	const struct lang *lang = visit_of(req)->lang;
	const struct lang_value values[] = {
		{"n", format_number(req->arena, lang, people ? people : ANONYMOUS_LEAST)},
		{"total", format_number(req->arena, lang, total)}, {0}};
	return lang_fill(req->arena,
		lang_text(lang, people ? N_("at least {n} of {total}") : N_("fewer than {n}")),
		values);
}

static struct figures areas_of(const struct request *req, const struct project_numbers *n)
{
	struct figure *all = arena_array(req->arena, struct figure, n->areas_len);
	for (size_t i = 0; i < n->areas_len; i++)
		all[i] = (struct figure){n->areas[i].title,
			share_of(req, n->areas[i].people, n->counted),
			percent(n->areas[i].people, n->counted)};
	return (struct figures){all, n->areas_len};
}

static struct str language_name(const struct request *req, struct str tag)
{
	const struct visit *v = visit_of(req);
	const struct lang *lang = i18n_find_any(v->app->i18n, tag);
	if (!tag.len)
		return language_unchosen(req, STR_NONE);
	return lang ? lang_name(lang) : tag;
}

static struct figures languages_of(const struct request *req, const struct project_numbers *n)
{
	struct figure *all = arena_array(req->arena, struct figure, n->languages_len + 1);
	int64_t total = n->steps[NUMBERS_ENTERED];
	size_t len = 0;
	for (; len < n->languages_len; len++)
		all[len] = (struct figure){language_name(req, n->languages[len].tag),
			of_all(req, n->languages[len].people, total),
			percent(n->languages[len].people, total)};
	const char *rest = len ? N_("Other languages together") : N_("All languages together");
	if (n->others)
		all[len++] = (struct figure){lang_text(visit_of(req)->lang, rest),
			of_all(req, n->others, total), percent(n->others, total)};
	return (struct figures){all, len};
}

static err_t numbers_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_numbers n;
	struct participant_counts counts;
	struct project_at at;
	TRY(project_of(req, &at));
	TRY(project_numbers(v->app, req->arena, project_actor(req), &at, v->lang, &n));
	TRY(participant_counts(v->app, req->arena, project_actor(req), &at, &counts));
	struct project_numbers_view view = {
		.path = project_path(req, at.project),
		.title = n.title,
		.funnel = funnel_of(req, &n),
		.waiting = n.is_closed ? 0 : counts.of[PARTICIPANT_INVITED],
		.counted = n.counted,
		.least = ANONYMOUS_LEAST,
		.shares_least = ANONYMOUS_SHARES_LEAST,
		.areas = areas_of(req, &n),
		.languages = languages_of(req, &n),
		.is_whole = n.is_whole,
		.can_extract = n.steps[NUMBERS_ENTERED] >= ANONYMOUS_LEAST,
	};
	return PAGE_SHOW(req, res, view_project_numbers, &view);
}

static err_t extract_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct download file = {.format = DOWNLOAD_CSV, .what = N_("Anonymous extract")};
	TRY(project_of(req, &at));
	TRY(project_extract(visit_of(req)->app, req->arena, project_actor(req), &at, &file.bytes));
	TRY(project_called(req, &at, &file.of));
	return download(req, res, &file);
}

/* --- to sign on --- */

struct sign_asked {
	int64_t page;
	bool is_minimal;
};

static struct str sign_path(
	const struct request *req, const struct project_at *at, const struct sign_asked *asked)
{
	return str_fmt(req->arena, "%.*s/people/print?page=%lld%s",
		STR_ARG(project_path(req, at->project)), (long long)asked->page,
		asked->is_minimal ? "&names" : "");
}

static const struct sign_line *sign_lines(
	const struct request *req, const struct sign_list *list, const struct sign_asked *asked)
{
	const struct visit *v = visit_of(req);
	struct sign_line *lines = arena_array(req->arena, struct sign_line, list->len);
	for (size_t i = 0; i < list->len; i++) {
		const struct sign_person *p = &list->at[i];
		const struct country *country =
			country_find(v->app->countries, req->arena, p->country);
		lines[i] = (struct sign_line){
			.number = (asked->page - 1) * SIGN_LIST_MOST + (int64_t)i + 1,
			.given_name = p->given_name,
			.family_name = p->family_name,
		};
		if (!asked->is_minimal)
			lines[i].country = country ? country_name(country, v->lang) : p->country;
	}
	return lines;
}

static err_t sign_asked(struct request *req, struct sign_asked *ret)
{
	const struct form *query;
	TRY(request_query(req, &query));
	struct str page = form_get(query, STR("page"));
	*ret = (struct sign_asked){1, form_next(query, STR("names"), NULL)};
	if (page.len && !str_to_int(page, &ret->page))
		return err_log(ERR_NOT_FOUND, "no such page");
	return NULL;
}

static err_t sign_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct sign_asked asked;
	struct sign_list list;
	TRY(project_of(req, &at));
	TRY(sign_asked(req, &asked));
	TRY(project_sign_list(
		visit_of(req)->app, req->arena, project_actor(req), &at, asked.page, &list));
	struct sign_asked other = {1, !asked.is_minimal};
	struct sign_list_view view = {
		.path = str_fmt(req->arena, "%.*s/people", STR_ARG(project_path(req, at.project))),
		.title = list.title,
		.organisation = list.organisation,
		.is_minimal = asked.is_minimal,
		.lines = sign_lines(req, &list, &asked),
		.lines_len = list.len,
		.other = sign_path(req, &at, &other),
	};
	other = (struct sign_asked){asked.page - 1, asked.is_minimal};
	if (other.page)
		view.earlier = sign_path(req, &at, &other);
	other.page = asked.page + 1;
	if (list.has_more)
		view.later = sign_path(req, &at, &other);
	return PAGE_SHOW(req, res, view_sign_list, &view);
}

#define AT "/projects/{organisation}/{key}"

const struct route project_numbers_routes[] = {
	{GET, AT "/numbers", numbers_show, OF_EDITOR},
	{GET, AT "/numbers/extract", extract_show, OF_EDITOR, .on_worker = true},
	{GET, AT "/people/print", sign_show, OF_EDITOR},
	{0},
};
