/* Certificates: those of a project, for who coordinates it; and checking one, for everybody. */
#include "app/certificate.h"

#include "app/project_type.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/certificate.h"
#include "web/certificate_link.h"
#include "web/choices.h"
#include "web/download.h"
#include "web/project_at.h"
#include "web/routes.h"

#define VERIFY_BODY (8 << 10)
#define ID_TEXT_MOST 40

static struct str list_path(const struct request *req, struct public_id project)
{
	return str_fmt(req->arena, "%.*s/certificates", STR_ARG(project_path(req, project)));
}

/* --- what was sent --- */

static const char *const whom_names[] = {"missing", "all", "chosen", NULL};
static const char *const layout_names[] = {"band", "frame", NULL};
static const char *const signed_names[] = {"hand", "sealed", NULL};

struct order_in {
	unsigned whom, layout, signed_how;
	struct input_lines people, also;
	struct str confirms, confirms_function, describes, describes_function;
	struct str supports, supports_function;
};
static const struct input_field order_fields[] = {
	INPUT_CHOICE(struct order_in, whom, whom_names, .label = N_("For whom?")),
	INPUT_CHOICE(struct order_in, layout, layout_names, .label = N_("How does it look?")),
	INPUT_CHOICE(struct order_in, signed_how, signed_names, .label = N_("How is it signed?")),
	INPUT_LINES(struct order_in, people, .label = N_("Participants"), .max = ID_TEXT_MOST,
		.most = CERTIFICATE_CHOSEN_MOST),
	INPUT_LINES(struct order_in, also, .label = N_("The certificate also in"), .max = 10,
		.most = CERTIFICATE_LANGUAGES_MOST),
	INPUT_LINE(struct order_in, confirms, .label = N_("Who signs that they took part?"),
		.required = true, .max = PROJECT_NAME_MOST),
	INPUT_LINE(struct order_in, confirms_function, .label = N_("Their function"),
		.max = PROJECT_NAME_MOST),
	INPUT_LINE(struct order_in, describes, .label = N_("Name"), .max = PROJECT_NAME_MOST),
	INPUT_LINE(struct order_in, describes_function, .label = N_("Function"),
		.max = PROJECT_NAME_MOST),
	INPUT_LINE(struct order_in, supports, .label = N_("Name"), .max = PROJECT_NAME_MOST),
	INPUT_LINE(struct order_in, supports_function, .label = N_("Function"),
		.max = PROJECT_NAME_MOST),
	{0},
};
static const struct input_form order_form = INPUT_FORM(struct order_in, order_fields);

/* --- the list --- */

static bool is_sent(const struct request *req, const char *name, const char *value)
{
	return str_is(form_get(&visit_of(req)->form, str_of(name)), value);
}

static bool is_chosen(const struct request *req, struct str key)
{
	const struct form *sent = &visit_of(req)->form;
	for (const struct form_field *f = NULL; (f = form_next(sent, STR("people"), f));)
		if (str_eq(f->value, key))
			return true;
	return false;
}

/* Short, beside a name. */
static const char *reached_text(enum participant_state state)
{
	return state == PARTICIPANT_ISSUED ? N_("Issued") : participant_state_about(state)->text;
}

static const struct certificate_row *rows_of(
	const struct request *req, struct str path, const struct certificate_page *page)
{
	struct certificate_row *rows = arena_array(req->arena, struct certificate_row, page->len);
	for (size_t i = 0; i < page->len; i++) {
		const struct certificate_line *line = &page->at[i];
		struct str key = public_id_print(req->arena, line->participant);
		rows[i] = (struct certificate_row){
			.key = key,
			.given_name = line->given_name,
			.family_name = line->family_name,
			.chosen = is_chosen(req, key),
			.is_valid = line->revision && line->state == CERTIFICATE_VALID,
			.asked = line->asked,
			.revision = line->revision,
			.issued = line->issued,
		};
		if (rows[i].is_valid)
			rows[i].reached = reached_text(line->reached);
		if (!line->revision)
			continue;
		rows[i].path = str_fmt(req->arena, "%.*s/%.*s", STR_ARG(path),
			STR_ARG(public_id_print(req->arena, line->public)));
		rows[i].others =
			certificate_links(req, rows[i].path, line->languages, line->languages_len);
		rows[i].others_len = line->languages_len;
	}
	return rows;
}

static const struct certificate_bundle *bundles_of(
	const struct request *req, struct str path, int64_t count, size_t *ret_len)
{
	size_t len = (size_t)count;
	struct certificate_bundle *all = arena_array(req->arena, struct certificate_bundle, len);
	for (size_t i = 0; i < len; i++)
		all[i] = (struct certificate_bundle){
			str_fmt(req->arena, "%.*s/zip?part=%zu", STR_ARG(path), i + 1),
			str_fmt(req->arena, "%.*s/print?part=%zu", STR_ARG(path), i + 1),
			(int64_t)i + 1};
	*ret_len = len;
	return all;
}

/* What was done just now stands in the address. */
static err_t fill_done(struct request *req, struct certificates_view *io)
{
	const struct form *query;
	TRY(request_query(req, &query));
	io->was_mailed = str_to_int(form_get(query, STR("mailed")), &io->mailed) &&
			 str_to_int(form_get(query, STR("without")), &io->without) &&
			 str_to_int(form_get(query, STR("left")), &io->left);
	io->was_handed = str_to_int(form_get(query, STR("handed")), &io->handed);
	io->nobody = form_next(query, STR("nobody"), NULL);
	return NULL;
}

static void fill_form(const struct request *req, const struct err *e, struct certificates_view *io)
{
	io->for_all = is_sent(req, "whom", "all");
	io->for_chosen = is_sent(req, "whom", "chosen");
	io->is_framed = is_sent(req, "layout", "frame");
	io->is_sealed = is_sent(req, "signed_how", "sealed");
	io->also = also_choices(req, also_sent(req), page_field(req, "also", e).error);
	io->whom_error = page_field(req, "whom", e).error;
	io->confirms = page_field(req, "confirms", e);
	io->confirms_function = page_field(req, "confirms_function", e);
	io->describes = (struct certificate_hand_view){STR("describes"),
		N_("Somebody who signs below what the project was"),
		page_field(req, "describes", e), page_field(req, "describes_function", e)};
	io->supports = (struct certificate_hand_view){STR("supports"),
		N_("Somebody who signs below what they learned"), page_field(req, "supports", e),
		page_field(req, "supports_function", e)};
	io->problem = page_problem(req, e);
}

static err_t list_page(struct request *req, struct response *res, const struct project_at *at,
	int64_t number, err_t e)
{
	const struct visit *v = visit_of(req);
	const struct actor *actor = project_actor(req);
	struct project p;
	struct certificate_page page;
	TRY(page_instead(e, project_open(v->app, req->arena, actor, at, &p)));
	TRY(page_instead(e, certificate_list(v->app, req->arena, actor, at, number, &page)));
	struct str path = list_path(req, at->project);
	struct certificates_view view = {
		.path = project_path(req, at->project),
		.title = p.title,
		.total = page.total,
		.valid = page.valid,
		.is_running = page.is_running,
		.may_read = p.may.reads_certificates,
		.was_withdrawn = str_eq(req->query, STR("withdrawn")),
		.ordered = page.ordered,
		.done = page.done,
		.failed = page.failed,
		.percent = page.ordered ? (int)(page.done * 100 / page.ordered) : 0,
		.people = rows_of(req, path, &page),
		.people_len = page.len,
		.earlier = number - 1,
		.later = number * PARTICIPANTS_PAGE < page.total ? number + 1 : 0,
	};
	if (view.may_read)
		view.bundles = bundles_of(req, path, page.bundles, &view.bundles_len);
	TRY(page_instead(e, fill_done(req, &view)));
	fill_form(req, e, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_certificates, &view);
}

/* Of ?type=, before there is anybody. */
static err_t specimen_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct download file = {.what = N_("Specimen")};
	TRY(request_query(req, &query));
	bool is_framed = form_next(query, STR("frame"), NULL);
	struct str id = form_get(query, STR("type"));
	TRY(certificate_specimen(v->app, req->arena, v->lang, id,
		is_framed ? CERTIFICATE_FRAME : CERTIFICATE_BAND, &file.bytes));
	file.of = project_type_find(v->app->project_types, lang_index(v->lang), id)->title;
	return download(req, res, &file);
}

/* Of ?name=, from 1. */
static err_t number_of(struct request *req, struct str name, int64_t *ret_number)
{
	const struct form *query;
	int64_t number = 1;
	TRY(request_query(req, &query));
	struct str asked = form_get(query, name);
	if (asked.len && !str_to_int(asked, &number))
		return err_log(ERR_NOT_FOUND, "no such page");
	*ret_number = number;
	return NULL;
}

static err_t list_show(struct request *req, struct response *res)
{
	struct project_at at;
	int64_t number;
	TRY(project_of(req, &at));
	TRY(number_of(req, STR("page"), &number));
	return list_page(req, res, &at, number, NULL);
}

/* --- ordering --- */

/* What is no id is nobody. */
static const struct public_id *people_of(
	const struct request *req, const struct input_lines *sent, size_t *ret_len)
{
	struct public_id *people = arena_array(req->arena, struct public_id, sent->len);
	size_t len = 0;
	for (size_t i = 0; i < sent->len; i++)
		len += public_id_parse(sent->at[i], &people[len]);
	*ret_len = len;
	return people;
}

static err_t order(const struct request *req, const struct project_at *at)
{
	const struct visit *v = visit_of(req);
	struct order_in in;
	TRY(input_from_form(req->arena, &order_form, &v->form, &in));
	struct certificate_order o = {
		.whom = (enum certificate_whom)in.whom,
		.layout = (enum certificate_layout)in.layout,
		.languages = in.also.at,
		.languages_len = in.also.len,
		.sealed = in.signed_how,
		.confirms = {in.confirms, in.confirms_function},
		.describes = {in.describes, in.describes_function},
		.supports = {in.supports, in.supports_function},
	};
	o.people = people_of(req, &in.people, &o.people_len);
	return certificate_order(v->app, req->arena, project_actor(req), at, &o);
}

static err_t order_post(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	err_t e = order(req, &at);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return list_page(req, res, &at, 1, e);
	TRY(e);
	return response_redirect(res, list_path(req, at.project));
}

/* --- fetching --- */

static err_t one_show(struct request *req, struct response *res)
{
	struct download file = {.what = N_("Certificate")};
	struct project_at at;
	struct public_id item;
	struct str language;
	TRY(project_kept(req, &at, &item));
	TRY(certificate_language(req, &language));
	TRY(certificate_fetch(visit_of(req)->app, req->arena, project_actor(req), &at, item,
		language, &file.bytes, &file.which));
	TRY(project_called(req, &at, &file.of));
	return download(req, res, &file);
}

/* Many in one file, of ?part=. */
static err_t name_many(
	struct request *req, struct download *io, struct project_at *ret_at, int64_t *ret_part)
{
	io->what = N_("Certificates");
	TRY(project_of(req, ret_at));
	TRY(number_of(req, STR("part"), ret_part));
	if (*ret_part > 1)
		io->which = str_fmt(req->arena, "%lld", (long long)*ret_part);
	return project_called(req, ret_at, &io->of);
}

static err_t zip_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct download file = {.format = DOWNLOAD_ZIP};
	struct project_at at;
	int64_t part;
	TRY(name_many(req, &file, &at, &part));
	TRY(certificate_fetch_zip(
		v->app, req->arena, project_actor(req), &at, v->lang, part, &file.bytes));
	return download(req, res, &file);
}

static err_t print_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct download file = {.format = DOWNLOAD_PDF};
	struct project_at at;
	int64_t part;
	TRY(name_many(req, &file, &at, &part));
	TRY(certificate_fetch_print(
		v->app, req->arena, project_actor(req), &at, part, &file.bytes));
	return download(req, res, &file);
}

/* --- withdrawing --- */

struct withdraw_in {
	struct str reason;
};
static const struct input_field withdraw_fields[] = {
	INPUT_TEXT(struct withdraw_in, reason, .label = N_("Why?"), .required = true,
		.max = CERTIFICATE_REASON_MOST),
	{0},
};
static const struct input_form withdraw_form = INPUT_FORM(struct withdraw_in, withdraw_fields);

static err_t withdraw_page(struct request *req, struct response *res, const struct project_at *at,
	struct public_id certificate, err_t e)
{
	TRY(page_instead(e, certificate_can_withdraw(visit_of(req)->app, req->arena,
				    project_actor(req), at, certificate)));
	struct certificate_withdraw_view view = {
		.path = list_path(req, at->project),
		.action = req->path,
		.reason = page_field(req, "reason", e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_certificate_withdraw, &view);
}

static err_t withdraw_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	return withdraw_page(req, res, &at, item, NULL);
}

static err_t withdraw_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct public_id item;
	struct withdraw_in in;
	TRY(project_kept(req, &at, &item));
	err_t e = input_from_form(req->arena, &withdraw_form, &v->form, &in);
	if (!e)
		e = certificate_withdraw(
			v->app, req->arena, project_actor(req), &at, item, in.reason);
	if (e && page_can_mend(e))
		return withdraw_page(req, res, &at, item, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?withdrawn", STR_ARG(list_path(req, at.project))));
}

/* --- checking --- */

static const struct verified_section *sections_of(
	struct arena *a, const struct certificate_section *sections, size_t len)
{
	struct verified_section *all = arena_array(a, struct verified_section, len);
	for (size_t i = 0; i < len; i++)
		all[i] = (struct verified_section){
			sections[i].head, sections[i].label, sections[i].text};
	return all;
}

static const struct verified_part *parts_of(struct arena *a, const struct certificate_seen *seen)
{
	struct verified_part *all = arena_array(a, struct verified_part, seen->parts_len);
	for (size_t i = 0; i < seen->parts_len; i++)
		all[i] = (struct verified_part){seen->parts[i].title,
			sections_of(a, seen->parts[i].sections, seen->parts[i].sections_len),
			seen->parts[i].sections_len};
	return all;
}

static struct str lines_of(struct arena *a, const struct str *names, size_t len)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < len; i++)
		all = str_fmt(a, "%.*s%s%.*s", STR_ARG(all), i ? "\n" : "", STR_ARG(names[i]));
	return all;
}

/* Of one that is there in several languages. */
static struct str names_of(const struct request *req, const struct str *tags, size_t len)
{
	const struct i18n *i18n = visit_of(req)->app->i18n;
	struct str names = STR_NONE;
	for (size_t i = 0; i < len && len > 1; i++) {
		const struct lang *lang = i18n_find(i18n, tags[i]);
		struct str name = lang ? lang_name(lang) : tags[i];
		names = str_fmt(
			req->arena, "%.*s%s%.*s", STR_ARG(names), i ? ", " : "", STR_ARG(name));
	}
	return names;
}

static void fill_seen(
	const struct request *req, const struct certificate_seen *seen, struct verify_view *io)
{
	const struct visit *v = visit_of(req);
	const struct project_type *type =
		project_type_find(v->app->project_types, lang_index(v->lang), seen->type);
	io->is_known = true;
	io->is_valid = seen->state == CERTIFICATE_VALID;
	io->is_superseded = seen->state == CERTIFICATE_SUPERSEDED;
	io->is_withdrawn = seen->state == CERTIFICATE_WITHDRAWN;
	io->is_erased = seen->is_erased;
	io->issued = seen->issued;
	io->changed = seen->changed;
	io->revision = seen->revision;
	io->name = seen->name;
	io->title = seen->title;
	io->type = type ? type->title : STR_NONE;
	io->organisations = lines_of(req->arena, seen->organisations, seen->organisations_len);
	io->lang = str_eq(seen->language, lang_tag(v->lang)) ? STR_NONE : seen->language;
	io->languages = names_of(req, seen->languages, seen->languages_len);
	io->has_days = seen->starts != DAY_NONE && seen->ends != DAY_NONE;
	io->is_one_day = seen->starts == seen->ends;
	io->starts = seen->starts;
	io->ends = seen->ends;
	io->parts = parts_of(req->arena, seen);
	io->parts_len = seen->parts_len;
}

static err_t verify_show(struct request *req, struct response *res)
{
	struct verify_view view = {.code.label = N_("The code")};
	return PAGE_SHOW(req, res, view_verify, &view);
}

static err_t verify_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct certificate_seen seen;
	err_t e = certificate_check(
		v->app, req->arena, form_get(&v->form, STR("code")), lang_tag(v->lang), &seen);
	if (e && !page_can_mend(e))
		return e;
	struct verify_view view = {
		.code = page_code(req, N_("The code"), e), .problem = page_problem(req, e)};
	if (!e)
		fill_seen(req, &seen, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_verify, &view);
}

#define AT "/projects/{organisation}/{key}/certificates"

const struct route certificate_routes[] = {
	{GET, "/projects/{organisation}/specimens", specimen_show, OF_COORDINATOR,
		.on_worker = true, .slow = true},
	{GET, AT, list_show, OF_EDITOR},
	{POST, AT, order_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{GET, AT "/zip", zip_show, OF_EDITOR, .fresh = true, .on_worker = true, .slow = true},
	{GET, AT "/print", print_show, OF_EDITOR, .fresh = true, .on_worker = true, .slow = true},
	{GET, AT "/{item}", one_show, OF_EDITOR, .on_worker = true},
	{GET, AT "/{item}/withdraw", withdraw_show, OF_EDITOR},
	{POST, AT "/{item}/withdraw", withdraw_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{GET, "/verify", verify_show, .need = NEED_ANYONE},
	{POST, "/verify", verify_post, .need = NEED_ANYONE, .max_body = VERIFY_BODY,
		.limit = LIMIT_GUESS},
	{0},
};
