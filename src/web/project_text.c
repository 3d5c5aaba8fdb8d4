/* What is said about a project in each language: its description, and what it wants people to
 * learn in each area of its framework. */
#include "web/project_at.h"

#include "app/project_type.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/project.h"
#include "web/routes.h"

/* Fields of a project that are written on one page. */
struct fields {
	const struct project_field *at;
	size_t len;
};
struct page_of {
	const char *path;           /* below the project's */
	const char *heading, *more; /* message ids */
	struct fields (*fields)(struct arena *a, const struct project_type *type);
	struct str (*version)(struct arena *a, const struct project *p, struct str lang);
};

static struct fields description_fields(struct arena *a, const struct project_type *type)
{
	(void)a;
	return (struct fields){type->fields, type->fields_len};
}

static struct fields goal_fields(struct arena *a, const struct project_type *type)
{
	const struct project_framework *f = type->framework;
	struct project_field *fields = arena_array(a, struct project_field, f->areas_len);
	for (size_t i = 0; i < f->areas_len; i++)
		fields[i] = (struct project_field){project_goal_field(a, f->areas[i].id),
			f->areas[i].title, f->areas[i].about};
	return (struct fields){fields, f->areas_len};
}

static const struct page_of description = {"text", N_("Description"),
	N_("This is the second part of every certificate. Write it in each language in which you "
	   "give certificates. What you leave empty does not appear."),
	description_fields, project_text_version};

static const struct page_of goals = {"goals", N_("What people can learn, by competence"),
	N_("What do you want people to learn in this project? Participants see it beside their own "
	   "goals. It does not come on a certificate. Leave empty what does not fit."),
	goal_fields, project_goal_version};

static struct fields fields_of(
	const struct request *req, const struct page_of *page, const struct project *p)
{
	const struct visit *v = visit_of(req);
	const struct project_type *type =
		project_type_find(v->app->project_types, lang_index(v->lang), p->type);
	return type ? page->fields(req->arena, type) : (struct fields){0};
}

static struct str action_of(
	const struct request *req, const struct page_of *page, const struct project_at *at)
{
	return str_fmt(req->arena, "%.*s/%s", STR_ARG(project_path(req, at->project)), page->path);
}

static struct str text_name(struct arena *a, struct str field)
{
	return str_fmt(a, "answer_%.*s", STR_ARG(field));
}

/* --- showing it --- */

static bool has_text(const struct fields *fields, const struct project *p, struct str tag)
{
	for (size_t i = 0; i < fields->len; i++)
		if (project_text_of(p, fields->at[i].id, tag).len)
			return true;
	return false;
}

static void fill_langs(const struct request *req, const struct fields *fields,
	const struct project *p, struct project_text_view *io)
{
	const struct i18n *i18n = visit_of(req)->app->i18n;
	struct text_lang *langs = arena_array(req->arena, struct text_lang, i18n_count(i18n));
	for (size_t i = 0; i < i18n_count(i18n); i++) {
		const struct lang *lang = i18n_at(i18n, i);
		struct str tag = lang_tag(lang);
		langs[i] = (struct text_lang){tag, lang_name(lang),
			str_fmt(req->arena, "%.*s?language=%.*s", STR_ARG(io->action),
				STR_ARG(tag)),
			str_eq(tag, io->tag), has_text(fields, p, tag)};
	}
	io->langs = langs;
	io->langs_len = i18n_count(i18n);
}

/* As it was sent, when it was; else as it stands. */
static struct text_field text_field_of(const struct request *req, const struct project *p,
	const struct project_field *field, struct str tag, const struct err *e)
{
	struct str name = text_name(req->arena, field->id);
	struct str now = project_text_of(p, field->id, tag);
	struct text_field line = {name, field->title, field->help,
		page_field(req, str_z(req->arena, name), e), false, now};
	if (!e || !form_next(&visit_of(req)->form, name, NULL))
		line.text.value = now;
	line.has_other = e && e->code == ERR_CONFLICT && !str_eq(line.text.value, now);
	return line;
}

/* What page_show and page_post do, of one of the two. */
struct showing {
	const struct page_of *page;
	struct project_at at;
	struct str tag;
};

static err_t show(struct request *req, struct response *res, const struct showing *s, err_t e)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct project p;
	TRY(page_instead(e, project_open_to_change(req, &s->at, &p)));
	TRY(page_instead(e, request_query(req, &query)));
	struct fields fields = fields_of(req, s->page, &p);
	struct project_text_view view = {
		.path = project_path(req, s->at.project),
		.action = action_of(req, s->page, &s->at),
		.heading = s->page->heading,
		.more = s->page->more,
		.title = p.title,
		.owner = public_id_print(req->arena, v->session.actor.public),
		.tag = s->tag,
		.version = s->page->version(req->arena, &p, s->tag),
		.is_conflict = e && e->code == ERR_CONFLICT,
		.was_saved = form_next(query, STR("saved"), NULL),
	};
	if (e && !view.is_conflict)
		view.version = form_get(&v->form, STR("version"));
	struct text_field *lines = arena_array(req->arena, struct text_field, fields.len);
	for (size_t i = 0; i < fields.len; i++)
		lines[view.fields_len++] = text_field_of(req, &p, &fields.at[i], s->tag, e);
	view.fields = lines;
	fill_langs(req, &fields, &p, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_project_text, &view);
}

/* One of ours, else the reader's own. */
static struct str language_of(const struct request *req, const struct form *form)
{
	const struct visit *v = visit_of(req);
	const struct lang *lang = i18n_find(v->app->i18n, form_get(form, STR("language")));
	return lang_tag(lang ? lang : v->lang);
}

static err_t page_show(struct request *req, struct response *res, const struct page_of *page)
{
	const struct form *query;
	struct showing s = {.page = page};
	TRY(project_of(req, &s.at));
	TRY(request_query(req, &query));
	s.tag = language_of(req, query);
	return show(req, res, &s, NULL);
}

/* --- writing it --- */

struct text_read {
	struct str text;
};

static err_t read_text(
	const struct request *req, const struct project_field *field, struct project_text *io)
{
	struct input_field fields[] = {
		INPUT_TEXT(struct text_read, text, .max = PROJECT_TEXT_MOST), {0}};
	const struct input_form in = INPUT_FORM(struct text_read, fields);
	struct text_read got;
	fields[0].name = str_z(req->arena, text_name(req->arena, field->id));
	TRY(input_from_form(req->arena, &in, &visit_of(req)->form, &got));
	io->field = field->id;
	io->text = str_trim(got.text);
	return NULL;
}

/* Those that were sent: a type may have got other fields since the form was made. */
static err_t read_texts(const struct request *req, const struct fields *fields,
	struct project_text *io_texts, size_t *ret_len)
{
	err_t e = NULL;
	size_t len = 0;
	for (size_t i = 0; i < fields->len; i++) {
		struct str name = text_name(req->arena, fields->at[i].id);
		if (form_next(&visit_of(req)->form, name, NULL))
			e = err_join(e, read_text(req, &fields->at[i], &io_texts[len++]));
	}
	TRY(e);
	*ret_len = len;
	return NULL;
}

static err_t page_post(struct request *req, struct response *res, const struct page_of *page)
{
	const struct visit *v = visit_of(req);
	struct showing s = {.page = page, .tag = language_of(req, &v->form)};
	struct project p;
	TRY(project_of(req, &s.at));
	TRY(project_open(v->app, req->arena, project_actor(req), &s.at, &p));
	struct fields fields = fields_of(req, page, &p);
	struct project_text *texts = arena_array(req->arena, struct project_text, fields.len);
	struct project_text_in in = {
		.lang = s.tag, .version = form_get(&v->form, STR("version")), .texts = texts};
	err_t e = read_texts(req, &fields, texts, &in.len);
	if (!e)
		e = project_set_texts(v->app, req->arena, project_actor(req), &s.at, &in);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return show(req, res, &s, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?language=%.*s&saved",
			     STR_ARG(action_of(req, page, &s.at)), STR_ARG(in.lang)));
}

static err_t text_show(struct request *req, struct response *res)
{
	return page_show(req, res, &description);
}

static err_t text_post(struct request *req, struct response *res)
{
	return page_post(req, res, &description);
}

static err_t goals_show(struct request *req, struct response *res)
{
	return page_show(req, res, &goals);
}

static err_t goals_post(struct request *req, struct response *res)
{
	return page_post(req, res, &goals);
}

const struct route project_text_routes[] = {
	{GET, "/projects/{organisation}/{key}/text", text_show, OF_EDITOR},
	{POST, "/projects/{organisation}/{key}/text", text_post, OF_EDITOR,
		.max_body = 4 * PROJECT_FORM_BODY},
	{GET, "/projects/{organisation}/{key}/goals", goals_show, OF_EDITOR},
	{POST, "/projects/{organisation}/{key}/goals", goals_post, OF_EDITOR,
		.max_body = 16 * PROJECT_FORM_BODY},
	{0},
};
