#include "app/project_type.h"

#include "base/arena.h"
#include "codec/json.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

struct edition {
	struct project_framework *frameworks;
	struct project_field *fields; /* of all types */
	struct project_type *types;
};

struct project_types {
	struct edition *editions; /* by language */
	size_t framework_count, field_count, type_count;
};

struct reader {
	struct arena *arena;
	struct str lang;
	const struct json *types, *frameworks; /* the files */
};

static const char *const moments[PROJECT_MOMENTS] = {
	[PROJECT_START] = "start",
	[PROJECT_HALFWAY] = "halfway",
	[PROJECT_END] = "end",
};

const char *project_moment_id(enum project_moment moment)
{
	return moments[moment];
}

enum project_moment project_moment_parse(struct str id)
{
	enum project_moment moment = 0;
	while (moment < PROJECT_MOMENTS && !str_is(id, moments[moment]))
		moment++;
	return moment;
}

static err_t fault(const char *what)
{
	return err_log(ERR_INVALID, "project types: %s", what);
}

static err_t list_of(const struct json *object, const char *name, const struct json **ret_list)
{
	const struct json *list = json_get(object, str_of(name));
	if (!list || list->type != JSON_ARRAY || !list->len)
		return fault(name);
	*ret_list = list;
	return NULL;
}

static err_t id_of(const struct json *object, struct str *ret_id)
{
	*ret_id = json_str(json_get(object, STR("id")));
	return ret_id->len ? NULL : fault("id");
}

static err_t words_of(
	const struct reader *r, const struct json *object, const char *name, struct str *ret_text)
{
	*ret_text = json_str(json_get(json_get(object, str_of(name)), r->lang));
	return ret_text->len ? NULL : fault(name);
}

/* --- frameworks and fields --- */

static err_t read_area(const struct reader *r, const struct json *source, struct project_area *ret)
{
	TRY(id_of(source, &ret->id));
	TRY(words_of(r, source, "title", &ret->title));
	TRY(words_of(r, source, "about", &ret->about));
	for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++)
		TRY(words_of(r, source, moments[m], &ret->prompts[m]));
	return words_of(r, source, "example", &ret->example);
}

/* What people write is kept under the id: it is one area's alone. */
static err_t read_areas(
	const struct reader *r, const struct json *source, struct project_framework *io)
{
	const struct json *list;
	TRY(list_of(source, "areas", &list));
	if (list->len > PROJECT_AREAS_MOST)
		return fault("too many areas");
	struct project_area *areas = arena_array(r->arena, struct project_area, list->len);
	io->areas = areas;
	for (size_t i = 0; i < list->len; i++) {
		TRY(read_area(r, &list->items[i], &areas[i]));
		if (project_area_find(io, areas[i].id))
			return fault("an area twice");
		io->areas_len = i + 1;
	}
	return NULL;
}

static err_t read_frameworks(const struct reader *r, struct project_types *io, struct edition *e)
{
	const struct json *list;
	TRY(list_of(r->frameworks, "frameworks", &list));
	io->framework_count = list->len;
	e->frameworks = arena_array(r->arena, struct project_framework, list->len);
	for (size_t i = 0; i < list->len; i++) {
		struct project_framework *f = &e->frameworks[i];
		TRY(id_of(&list->items[i], &f->id));
		TRY(words_of(r, &list->items[i], "title", &f->title));
		TRY(read_areas(r, &list->items[i], f));
	}
	return NULL;
}

static err_t read_fields(const struct reader *r, struct project_types *io, struct edition *e)
{
	const struct json *list;
	TRY(list_of(r->types, "fields", &list));
	io->field_count = list->len;
	e->fields = arena_array(r->arena, struct project_field, list->len);
	for (size_t i = 0; i < list->len; i++) {
		TRY(id_of(&list->items[i], &e->fields[i].id));
		TRY(words_of(r, &list->items[i], "title", &e->fields[i].title));
		TRY(words_of(r, &list->items[i], "help", &e->fields[i].help));
	}
	return NULL;
}

/* --- types --- */

static err_t find_framework(const struct project_types *t, const struct edition *e, struct str id,
	const struct project_framework **ret)
{
	for (size_t i = 0; i < t->framework_count; i++)
		if (str_eq(e->frameworks[i].id, id)) {
			*ret = &e->frameworks[i];
			return NULL;
		}
	return fault("framework");
}

static err_t find_field(const struct project_types *t, const struct edition *e, struct str id,
	struct project_field *ret)
{
	for (size_t i = 0; i < t->field_count; i++)
		if (str_eq(e->fields[i].id, id)) {
			*ret = e->fields[i];
			return NULL;
		}
	return fault("fields");
}

static err_t read_type(const struct reader *r, const struct project_types *t,
	const struct edition *e, const struct json *source, struct project_type *ret)
{
	const struct json *list;
	struct project_field *fields;
	TRY(id_of(source, &ret->id));
	TRY(words_of(r, source, "title", &ret->title));
	TRY(words_of(r, source, "about", &ret->about));
	TRY(words_of(r, source, "confirms", &ret->confirms));
	TRY(find_framework(t, e, json_str(json_get(source, STR("framework"))), &ret->framework));
	TRY(list_of(source, "fields", &list));
	if (list->len > PROJECT_FIELDS_MOST)
		return fault("too many fields");
	fields = arena_array(r->arena, struct project_field, list->len);
	for (size_t i = 0; i < list->len; i++)
		TRY(find_field(t, e, json_str(&list->items[i]), &fields[i]));
	ret->fields = fields;
	ret->fields_len = list->len;
	const struct certificate_form_source form = {.language = r->lang,
		.type = ret->id,
		.words = json_get(r->types, STR("certificate")),
		.parts = json_get(source, STR("certificate")),
		.fields = ret->fields,
		.fields_len = ret->fields_len};
	return certificate_form_read(r->arena, &form, &ret->certificate);
}

static err_t read_edition(const struct reader *r, struct project_types *io, struct edition *e)
{
	const struct json *list;
	TRY(read_frameworks(r, io, e));
	TRY(read_fields(r, io, e));
	TRY(list_of(r->types, "types", &list));
	io->type_count = list->len;
	e->types = arena_array(r->arena, struct project_type, list->len);
	for (size_t i = 0; i < list->len; i++)
		TRY(read_type(r, io, e, &list->items[i], &e->types[i]));
	return NULL;
}

static err_t parse(
	struct arena *a, const struct embed *files, const char *name, struct json **ret_file)
{
	while (files->name && !str_is(str_of(files->name), name))
		files++;
	return files->name ? json_parse(a, files->bytes, &json_limits_default, ret_file)
			   : fault(name);
}

err_t project_types_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct project_types **ret_types)
{
	struct project_types *t = arena_make(a, struct project_types);
	struct json *types, *frameworks;
	TRY(parse(a, files, "types.json", &types));
	TRY(parse(a, files, "frameworks.json", &frameworks));
	t->editions = arena_array(a, struct edition, i18n_count(i18n));
	for (size_t i = 0; i < i18n_count(i18n); i++) {
		struct reader r = {a, lang_tag(i18n_at(i18n, i)), types, frameworks};
		TRY(read_edition(&r, t, &t->editions[i]));
	}
	*ret_types = t;
	return NULL;
}

const struct project_type *project_types_all(
	const struct project_types *t, size_t lang, size_t *ret_count)
{
	*ret_count = t->type_count;
	return t->editions[lang].types;
}

const struct project_type *project_type_find(
	const struct project_types *t, size_t lang, struct str id)
{
	for (size_t i = 0; i < t->type_count; i++)
		if (str_eq(t->editions[lang].types[i].id, id))
			return &t->editions[lang].types[i];
	return NULL;
}

const struct certificate_form *project_type_form(
	const struct project_types *t, size_t lang, struct str id)
{
	const struct project_type *type = project_type_find(t, lang, id);
	return &(type ? type : &t->editions[lang].types[0])->certificate;
}

const struct project_area *project_area_find(const struct project_framework *f, struct str id)
{
	for (size_t i = 0; i < f->areas_len; i++)
		if (str_eq(f->areas[i].id, id))
			return &f->areas[i];
	return NULL;
}

const struct project_area *project_area_anywhere(
	const struct project_types *t, size_t lang, const struct project_type *first, struct str id)
{
	size_t count;
	const struct project_type *all = project_types_all(t, lang, &count);
	const struct project_area *area = first ? project_area_find(first->framework, id) : NULL;
	for (size_t i = 0; i < count && !area; i++)
		area = project_area_find(all[i].framework, id);
	return area;
}
