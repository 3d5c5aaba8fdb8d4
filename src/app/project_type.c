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
	const struct json *file;
};

static err_t fault(const char *what)
{
	return err_log(ERR_INVALID, "types.json: %s", what);
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

static err_t read_areas(
	const struct reader *r, const struct json *source, struct project_framework *io)
{
	const struct json *list;
	TRY(list_of(source, "areas", &list));
	struct str *areas = arena_array(r->arena, struct str, list->len);
	for (size_t i = 0; i < list->len; i++)
		TRY(words_of(r, &list->items[i], "title", &areas[i]));
	io->areas = areas;
	io->areas_len = list->len;
	return NULL;
}

static err_t read_frameworks(const struct reader *r, struct project_types *io, struct edition *e)
{
	const struct json *list;
	TRY(list_of(r->file, "frameworks", &list));
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
	TRY(list_of(r->file, "fields", &list));
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
	return NULL;
}

static err_t read_edition(const struct reader *r, struct project_types *io, struct edition *e)
{
	const struct json *list;
	TRY(read_frameworks(r, io, e));
	TRY(read_fields(r, io, e));
	TRY(list_of(r->file, "types", &list));
	io->type_count = list->len;
	e->types = arena_array(r->arena, struct project_type, list->len);
	for (size_t i = 0; i < list->len; i++)
		TRY(read_type(r, io, e, &list->items[i], &e->types[i]));
	return NULL;
}

err_t project_types_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct project_types **ret_types)
{
	struct project_types *t = arena_make(a, struct project_types);
	struct json *file;
	TRY(json_parse(a, files[0].bytes, &json_limits_default, &file));
	t->editions = arena_array(a, struct edition, i18n_count(i18n));
	for (size_t i = 0; i < i18n_count(i18n); i++) {
		struct reader r = {a, lang_tag(i18n_at(i18n, i)), file};
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
