/* Participants from a list: sending it, looking it through, bringing it in. */
#include "app/participant_table.h"
#include "base/vec.h"
#include "codec/input.h"
#include "i18n/country.h"
#include "i18n/format.h"
#include "view/participant_list.h"
#include "web/project_at.h"
#include "web/routes.h"

#define LIST_BODY (PARTICIPANT_LIST_BYTES + (1 << 20)) /* with what a form puts around it */
#define MEND_BODY (512 << 10)
#define WRONGS_SHOWN 40
#define TWICES_SHOWN 50
#define READIES_SHOWN 100

static struct str below(const struct request *req, const struct project_at *at, const char *rest)
{
	return str_fmt(req->arena, "%.*s%s", STR_ARG(project_path(req, at->project)), rest);
}

static bool can_mend(const struct err *e)
{
	return page_can_mend(e) || e->code == ERR_TOO_LARGE || e->code == ERR_CONFLICT;
}

/* --- sending --- */

static err_t show_send(
	struct request *req, struct response *res, const struct project_at *at, err_t e)
{
	struct participant_send_view view = {
		.path = project_path(req, at->project),
		.was_dropped = !e && str_eq(req->query, STR("dropped")),
		.rows = form_get(&visit_of(req)->form, STR("rows")),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_participant_send, &view);
}

static err_t send_list(struct request *req, const struct project_at *at)
{
	const struct visit *v = visit_of(req);
	const struct form_field *file = form_file(&v->form, STR("list"));
	struct str rows = form_get(&v->form, STR("rows"));
	if (!file && !str_trim(rows).len)
		return err_say(ERR_INVALID, N_("Choose a file, or paste rows."));
	return participant_list_send(
		v->app, req->arena, project_actor(req), at, file ? file->value : rows);
}

static err_t send_post(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	err_t e = send_list(req, &at);
	if (e && can_mend(e))
		return show_send(req, res, &at, e);
	TRY(e);
	return response_redirect(res, below(req, &at, "/list"));
}

/* --- looking it through --- */

static struct str name_of(struct arena *a, const struct entry *entry)
{
	const struct participant *p = &entry->who;
	return str_trim(str_fmt(a, "%.*s %.*s", STR_ARG(p->given_name), STR_ARG(p->family_name)));
}

static void add_about(struct arena *a, struct str *io, struct str text)
{
	if (text.len)
		*io = str_fmt(a, "%.*s%s%.*s", STR_ARG(*io), io->len ? " · " : "", STR_ARG(text));
}

/* What was made out, in a line: as it will be noted. */
static struct str about_of(
	const struct request *req, const struct countries *countries, const struct entry *entry)
{
	const struct lang *lang = visit_of(req)->lang;
	const struct participant *p = &entry->who;
	const struct country *country =
		p->country.len ? country_find(countries, req->arena, p->country) : NULL;
	struct str about = STR("");
	if (country)
		add_about(req->arena, &about, country_name(country, lang));
	if (p->kind == PARTICIPANT_TEAM)
		add_about(req->arena, &about, lang_text(lang, participant_kind_text(p->kind)));
	if (p->born != DAY_NONE)
		add_about(req->arena, &about, format_date(req->arena, lang, p->born));
	add_about(req->arena, &about, p->mail);
	add_about(req->arena, &about, p->place);
	return about;
}

/* What is put into the field for the person to mend: a proposal if there is one. */
static struct list_issue_view issue_view(
	const struct request *req, const struct entry *entry, const struct entry_issue *issue)
{
	const struct lang *lang = visit_of(req)->lang;
	return (struct list_issue_view){
		.name = str_fmt(req->arena, "fix-%u-%s", entry->number,
			participant_column_id(issue->column)),
		.text = entry_issue_print(req->arena, lang, issue),
		.value = issue->near_len ? country_name(issue->near[0], lang)
					 : entry->texts[issue->column],
		.is_country = issue->column == COLUMN_COUNTRY,
	};
}

static bool has_issue_before(const struct entry *entry, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (entry->issues[i].column == entry->issues[at].column)
			return true;
	return false;
}

static void fill_issues(
	const struct request *req, const struct entry *entry, struct list_row_view *io)
{
	struct list_issue_view *issues =
		arena_array(req->arena, struct list_issue_view, entry->issues_len);
	for (size_t i = 0; i < entry->issues_len; i++)
		if (!has_issue_before(entry, i))
			issues[io->issues_len++] = issue_view(req, entry, &entry->issues[i]);
	io->issues = issues;
}

static struct str told_of(const struct request *req, const struct entry *entry)
{
	const struct lang *lang = visit_of(req)->lang;
	if (!entry->same)
		return lang_text(lang, N_("Somebody with this name is in the project already."));
	struct lang_value values[] = {
		{"number", str_fmt(req->arena, "%u", entry->same)}, {NULL, STR("")}};
	return lang_fill(
		req->arena, lang_text(lang, N_("The same name as in row {number}.")), values);
}

struct rows {
	const struct request *req;
	const struct countries *countries;
	const struct participant_list *list;
	bool was_sent; /* a choice, to be shown again */
};

static bool was_chosen(const struct rows *r, const struct entry *entry)
{
	struct str number = str_fmt(r->req->arena, "%u", entry->number);
	form_each(field, &visit_of(r->req)->form) if (str_is(field->name, "row") &&
						      str_eq(field->value, number)) return true;
	return false;
}

static const struct list_row_view *rows_of(
	const struct rows *r, enum entry_state state, size_t most, size_t *ret_len)
{
	const struct entries *all = &r->list->entries;
	struct list_row_view *rows = arena_array(r->req->arena, struct list_row_view, most);
	size_t len = 0;
	for (size_t i = 0; i < all->len && len < most; i++) {
		const struct entry *entry = &all->at[i];
		if (entry->state != state)
			continue;
		struct list_row_view *row = &rows[len++];
		*row = (struct list_row_view){
			.number = entry->number,
			.name = name_of(r->req->arena, entry),
			.about = about_of(r->req, r->countries, entry),
			.chosen = r->was_sent ? was_chosen(r, entry) : state == ENTRY_READY,
		};
		if (state == ENTRY_TWICE)
			row->told = told_of(r->req, entry);
		fill_issues(r->req, entry, row);
	}
	*ret_len = len;
	return rows;
}

static struct str numbers_of(struct arena *a, const struct participant_review_view *view)
{
	struct buf out;
	buf_init(&out, a, 1024, 12 * (TWICES_SHOWN + READIES_SHOWN));
	for (size_t i = 0; i < view->twices_len; i++)
		buf_fmt(&out, "%lld ", (long long)view->twices[i].number);
	for (size_t i = 0; i < view->readies_len; i++)
		buf_fmt(&out, "%lld ", (long long)view->readies[i].number);
	return buf_str(&out);
}

static struct str say(const struct request *req, const char *one, const char *many, size_t n)
{
	const struct lang *lang = visit_of(req)->lang;
	struct lang_value values[] = {
		{"n", format_number(req->arena, lang, (int64_t)n)}, {NULL, STR("")}};
	return lang_fill(req->arena, lang_plural(lang, one, many, (int64_t)n), values);
}

static void fill_notes(const struct request *req, const struct sheet_notes *notes,
	struct participant_review_view *io)
{
	VEC(struct str) all = {0};
	if (notes->hidden)
		vec_push(req->arena, &all,
			say(req,
				NN_("{n} hidden row was left out.",
					"{n} hidden rows were left out."),
				"{n} hidden rows were left out.", notes->hidden));
	if (notes->merged)
		vec_push(req->arena, &all,
			say(req,
				NN_("{n} merged cell counts for each of its rows.",
					"{n} merged cells count for each of their rows."),
				"{n} merged cells count for each of their rows.", notes->merged));
	if (notes->unknown)
		vec_push(req->arena, &all,
			say(req,
				NN_("{n} formula has no result, so we read nothing there.",
					"{n} formulas have no result, so we read nothing there."),
				"{n} formulas have no result, so we read nothing there.",
				notes->unknown));
	io->notes = all.at;
	io->notes_len = all.len;
}

static void fill_lacks(const struct request *req, const struct entries *entries,
	struct participant_review_view *io)
{
	VEC(struct str) lacks = {0};
	for (enum participant_column c = COLUMN_NONE + 1; c < COLUMNS; c++)
		if (entries->lacks[c])
			vec_push(req->arena, &lacks,
				lang_text(visit_of(req)->lang, participant_column_text(c)));
	io->lacks = lacks.at;
	io->lacks_len = lacks.len;
	io->is_unclear = lacks.len > 0;
}

static const struct str *country_names(
	const struct request *req, const struct countries *countries, size_t *ret_len)
{
	const struct lang *lang = visit_of(req)->lang;
	const struct country *const *all = countries_sorted(req->arena, countries, lang);
	size_t len = countries_len(countries);
	struct str *names = arena_array(req->arena, struct str, len);
	for (size_t i = 0; i < len; i++)
		names[i] = country_name(all[i], lang);
	*ret_len = len;
	return names;
}

static void fill_rows(const struct rows *r, struct participant_review_view *io)
{
	const size_t *count = r->list->entries.count;
	io->ready = (int64_t)count[ENTRY_READY];
	io->twice = (int64_t)count[ENTRY_TWICE];
	io->wrong = (int64_t)count[ENTRY_WRONG];
	io->inside = (int64_t)count[ENTRY_CAME];
	io->wrongs = rows_of(r, ENTRY_WRONG, WRONGS_SHOWN, &io->wrongs_len);
	io->twices = rows_of(r, ENTRY_TWICE, TWICES_SHOWN, &io->twices_len);
	io->readies = rows_of(r, ENTRY_READY, READIES_SHOWN, &io->readies_len);
	io->wrongs_more = io->wrong - (int64_t)io->wrongs_len;
	io->twices_more = io->twice - (int64_t)io->twices_len;
	io->readies_more = io->ready - (int64_t)io->readies_len;
	io->shown = numbers_of(r->req->arena, io);
	io->countries = country_names(r->req, r->countries, &io->countries_len);
}

/* e: what is wrong with what was sent, or NULL; ended here. */
static err_t show_review(
	struct request *req, struct response *res, const struct project_at *at, err_t e)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct participant_list list;
	err_t worse = request_query(req, &query);
	worse = err_join(
		worse, participant_list_look(v->app, req->arena, project_actor(req), at, &list));
	if (worse)
		return page_instead(e, worse);
	if (!list.waits)
		return show_send(req, res, at, e);
	struct rows rows = {req, v->app->countries, &list, e != NULL};
	struct participant_review_view view = {
		.path = project_path(req, at->project),
		.was_mended = !e && str_eq(req->query, STR("mended")),
		.problem = page_problem(req, e),
		.asks_order = list.entries.asks_order,
		.order_text = list.entries.order_text,
		.until = zone_day(list.ends),
	};
	if (!e && !str_to_int(form_get(query, STR("came")), &view.came))
		view.came = 0;
	fill_lacks(req, &list.entries, &view);
	fill_rows(&rows, &view);
	fill_notes(req, &list.sheet.notes, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_participant_review, &view);
}

static err_t list_show(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	return show_review(req, res, &at, NULL);
}

/* --- mending --- */

/* "fix-17-country" */
static bool parse_fix(const struct form_field *field, struct participant_fix *ret)
{
	struct str rest = field->name;
	int64_t row;
	if (!str_is(str_cut(&rest, '-'), "fix") || !str_to_int(str_cut(&rest, '-'), &row) ||
		row < 1 || row > SHEET_NUMBER_MOST)
		return false;
	*ret = (struct participant_fix){(uint32_t)row, participant_column_find(rest), field->value};
	return ret->column != COLUMN_NONE;
}

static err_t mend(struct request *req, const struct project_at *at)
{
	const struct visit *v = visit_of(req);
	VEC(struct participant_fix) fixes = {0};
	struct participant_fix fix;
	form_each(field, &v->form) if (!field->is_file && parse_fix(field, &fix))
		vec_push(req->arena, &fixes, fix);
	if (!fixes.len)
		return NULL;
	return participant_list_mend(
		v->app, req->arena, project_actor(req), at, fixes.at, fixes.len);
}

/* To the page again, with what is wrong. */
static err_t answer(struct request *req, struct response *res, const struct project_at *at, err_t e,
	const char *to)
{
	if (e && can_mend(e))
		return show_review(req, res, at, e);
	TRY(e);
	return response_redirect(res, below(req, at, to));
}

static err_t mend_post(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	return answer(req, res, &at, mend(req, &at), "/list?mended");
}

static err_t order_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct str order = form_get(&v->form, STR("order"));
	TRY(project_of(req, &at));
	if (!str_is(order, "day") && !str_is(order, "month"))
		return answer(req, res, &at, err_say(ERR_INVALID, N_("Choose one of them.")), "");
	return answer(req, res, &at,
		participant_list_order(v->app, req->arena, project_actor(req), &at,
			str_is(order, "day") ? DAY_ORDER_DAY_FIRST : DAY_ORDER_MONTH_FIRST),
		"/list?mended");
}

/* --- bringing in --- */

struct numbers {
	uint32_t *at;
	size_t len, cap;
};

static void add_number(struct arena *a, struct str text, struct numbers *io)
{
	int64_t n;
	if (str_to_int(text, &n) && n > 0 && n <= SHEET_NUMBER_MOST)
		vec_push(a, io, (uint32_t)n);
}

static err_t bring(struct request *req, const struct project_at *at, int64_t *ret_came)
{
	const struct visit *v = visit_of(req);
	struct numbers shown = {0}, chosen = {0};
	struct str rest = form_get(&v->form, STR("shown"));
	while (rest.len)
		add_number(req->arena, str_cut(&rest, ' '), &shown);
	form_each(field, &v->form) if (str_is(field->name, "row"))
		add_number(req->arena, field->value, &chosen);
	struct participant_bring in = {shown.at, chosen.at, shown.len, chosen.len};
	return participant_list_bring(v->app, req->arena, project_actor(req), at, &in, ret_came);
}

/* What was mended beside it is kept, and comes in when it was looked at once more. */
static err_t bring_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct participant_list rest;
	int64_t came = 0;
	TRY(project_of(req, &at));
	err_t e = bring(req, &at, &came);
	if (!e || can_mend(e)) {
		err_t worse = mend(req, &at);
		if (worse)
			return page_instead(e, worse);
	}
	if (e)
		return answer(req, res, &at, e, "");
	TRY(participant_list_look(v->app, req->arena, project_actor(req), &at, &rest));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?came=%lld",
			     STR_ARG(below(req, &at, rest.waits ? "/list" : "/people")),
			     (long long)came));
}

static err_t drop_post(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	TRY(participant_list_drop(visit_of(req)->app, req->arena, project_actor(req), &at));
	return response_redirect(res, below(req, &at, "/list?dropped"));
}

#define AT "/projects/{organisation}/{key}/list"

const struct route participant_list_routes[] = {
	{GET, AT, list_show, OF_EDITOR, .on_worker = true, .slow = true},
	{POST, AT, send_post, OF_EDITOR, .max_body = LIST_BODY, .slow = true},
	{POST, AT "/mend", mend_post, OF_EDITOR, .max_body = MEND_BODY, .slow = true},
	{POST, AT "/order", order_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY, .slow = true},
	{POST, AT "/bring", bring_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY, .slow = true},
	{POST, AT "/drop", drop_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{0},
};
