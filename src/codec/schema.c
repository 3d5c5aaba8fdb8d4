#include "codec/schema.h"

#include "base/arena.h"

#include <regex.h>
#include <string.h>

struct schema_file {
	struct str name;
	const struct json *root;
};

struct schemas {
	struct schema_file files[SCHEMA_FILES_MOST];
	size_t count;
};

/* A schema, and the file in which its references begin. */
struct part {
	const struct schema_file *file;
	const struct json *schema;
};

struct check {
	struct arena *arena;
	const struct schemas *schemas;
	schema_report *report;
	void *ctx;
};

err_t schemas_new(struct arena *a, const struct embed *files, struct schemas **ret_schemas)
{
	struct schemas *s = arena_make(a, struct schemas);
	for (; files->name; files++) {
		struct json *root;
		if (s->count == SCHEMA_FILES_MOST)
			return err_log(ERR_INVALID, "more than %d schemas", SCHEMA_FILES_MOST);
		TRY(json_parse(a, files->bytes, &json_limits_default, &root));
		s->files[s->count++] = (struct schema_file){str_of(files->name), root};
	}
	*ret_schemas = s;
	return NULL;
}

static const struct json *word(const struct part *p, const char *keyword)
{
	return json_get(p->schema, str_of(keyword));
}

static err_t find_file(
	const struct schemas *s, struct str name, const struct schema_file **ret_file)
{
	for (size_t i = 0; i < s->count; i++)
		if (str_eq(s->files[i].name, name)) {
			*ret_file = &s->files[i];
			return NULL;
		}
	return err_log(ERR_INVALID, "there is no schema %.*s", STR_ARG(name));
}

/* "common.json#/$defs/id", or "#/$defs/id" in the same file. */
static err_t resolve(
	const struct check *c, const struct part *from, struct str ref, struct part *ret)
{
	struct str way = ref, name = str_cut(&way, '#');
	struct part to = *from;
	if (name.len)
		TRY(find_file(c->schemas, name, &to.file));
	to.schema = to.file->root;
	if (str_starts(way, STR("/")))
		way = str_from(way, 1);
	while (way.len && to.schema)
		to.schema = json_get(to.schema, str_cut(&way, '/'));
	if (!to.schema)
		return err_log(ERR_INVALID, "schema: %.*s leads nowhere", STR_ARG(ref));
	*ret = to;
	return NULL;
}

static err_t check_keywords(const struct part *p)
{
	static const char *const known[] = {"$ref", "$defs", "$schema", "title", "description",
		"type", "enum", "required", "properties", "patternProperties",
		"additionalProperties", "minProperties", "items", "minItems", "maxItems",
		"uniqueItems", "pattern", "minLength", "maxLength", "minimum", "maximum"};
	json_each_member (member, p->schema) {
		size_t at = 0;
		while (at < sizeof(known) / sizeof(*known) && !str_is(member->name, known[at]))
			at++;
		if (at == sizeof(known) / sizeof(*known))
			return err_log(
				ERR_INVALID, "schema: unknown keyword %.*s", STR_ARG(member->name));
	}
	return NULL;
}

static bool is_of_type(const struct json *value, struct str type)
{
	static const char *const names[] = {
		[JSON_NULL] = "null",
		[JSON_BOOL] = "boolean",
		[JSON_NUMBER] = "number",
		[JSON_STRING] = "string",
		[JSON_ARRAY] = "array",
		[JSON_OBJECT] = "object",
	};
	int64_t n;
	return str_is(type, "integer") ? json_int(value, &n) : str_is(type, names[value->type]);
}

/* A whole number of that keyword, or otherwise. */
static int64_t bound(const struct part *p, const char *keyword, int64_t otherwise)
{
	int64_t n;
	return json_int(word(p, keyword), &n) ? n : otherwise;
}

static bool within(const struct part *p, const char *least, const char *most, int64_t n)
{
	return n >= bound(p, least, INT64_MIN) && n <= bound(p, most, INT64_MAX);
}

static err_t matches(struct arena *a, struct str pattern, struct str text, bool *ret_matches)
{
	regex_t expression;
	if (regcomp(&expression, str_z(a, pattern), REG_EXTENDED | REG_NOSUB) != 0)
		return err_log(ERR_INVALID, "schema: %.*s is no pattern", STR_ARG(pattern));
	*ret_matches = str_find(text, '\0') == text.len &&
		       regexec(&expression, str_z(a, text), 0, NULL, 0) == 0;
	regfree(&expression);
	return NULL;
}

static void fault(const struct check *c, const struct schema_place *at, struct str text)
{
	c->report(c->ctx, at, text);
}

static err_t check_string(
	const struct check *c, const struct part *p, const struct schema_place *at)
{
	struct str text = json_str(at->value), pattern = json_str(word(p, "pattern"));
	int64_t count = (int64_t)utf8_count(text);
	bool fits = true;
	if (!within(p, "minLength", "maxLength", count)) {
		fault(c, at,
			str_fmt(c->arena, "has %lld characters, not %lld to %lld", (long long)count,
				(long long)bound(p, "minLength", 0),
				(long long)bound(p, "maxLength", INT32_MAX)));
		return NULL;
	}
	if (pattern.len)
		TRY(matches(c->arena, pattern, text, &fits));
	if (!fits)
		fault(c, at,
			str_fmt(c->arena, "\"%.*s\" does not look like %.*s", STR_ARG(text),
				STR_ARG(pattern)));
	return NULL;
}

static void check_number(const struct check *c, const struct part *p, const struct schema_place *at)
{
	int64_t n;
	if (!json_int(at->value, &n) || within(p, "minimum", "maximum", n))
		return;
	fault(c, at,
		str_fmt(c->arena, "%lld is not from %lld to %lld", (long long)n,
			(long long)bound(p, "minimum", INT64_MIN),
			(long long)bound(p, "maximum", INT64_MAX)));
}

static bool has_twice(const struct json *array)
{
	for (uint32_t i = 0; i < array->len; i++)
		for (uint32_t k = 0; k < i; k++)
			if (json_eq(&array->items[i], &array->items[k]))
				return true;
	return false;
}

static err_t check_value(
	const struct check *c, const struct part *p, const struct schema_place *at);

static err_t check_array(const struct check *c, const struct part *p, const struct schema_place *at)
{
	const struct json *unique = word(p, "uniqueItems");
	struct part inner = {p->file, word(p, "items")};
	if (!within(p, "minItems", "maxItems", at->value->len)) {
		fault(c, at,
			str_fmt(c->arena, "has %u items, not %lld to %lld", at->value->len,
				(long long)bound(p, "minItems", 0),
				(long long)bound(p, "maxItems", INT32_MAX)));
		return NULL;
	}
	if (unique && at->value->len > SCHEMA_UNIQUE_MOST)
		fault(c, at, STR("has too many items"));
	else if (unique && has_twice(at->value))
		fault(c, at, STR("has the same item twice"));
	for (uint32_t i = 0; inner.schema && i < at->value->len; i++) {
		struct schema_place down = {at, STR_NONE, i, &at->value->items[i]};
		TRY(check_value(c, &inner, &down));
	}
	return NULL;
}

static err_t check_member(
	const struct check *c, const struct part *p, const struct schema_place *down)
{
	const struct json *more = word(p, "additionalProperties");
	const struct json *patterns = word(p, "patternProperties");
	struct part inner = {p->file, json_get(word(p, "properties"), down->name)};
	bool known = inner.schema;
	if (known)
		TRY(check_value(c, &inner, down));
	if (patterns)
		json_each_member (it, patterns) {
			bool fits;
			TRY(matches(c->arena, it->name, down->name, &fits));
			inner.schema = &it->value;
			known |= fits;
			if (fits)
				TRY(check_value(c, &inner, down));
		}
	if (!known && more && more->type == JSON_BOOL && !more->truth)
		fault(c, down, STR("is unknown here: take it away, or mend its name"));
	return NULL;
}

static err_t check_object(
	const struct check *c, const struct part *p, const struct schema_place *at)
{
	const struct json *required = word(p, "required");
	if (required)
		json_each_item (it, required)
			if (!json_get(at->value, json_str(it)))
				fault(c, at,
					str_fmt(c->arena, "\"%.*s\" is missing",
						STR_ARG(json_str(it))));
	if (!within(p, "minProperties", "maxProperties", at->value->len))
		fault(c, at, STR("is empty"));
	json_each_member (member, at->value) {
		struct schema_place down = {at, member->name, 0, &member->value};
		TRY(check_member(c, p, &down));
	}
	return NULL;
}

static bool is_among(const struct json *list, const struct json *value)
{
	json_each_item (it, list)
		if (json_eq(it, value))
			return true;
	return false;
}

static void fault_enum(
	const struct check *c, const struct json *list, const struct schema_place *at)
{
	struct buf out;
	buf_init(&out, c->arena, 128, 4096);
	buf_lit(&out, "is none of ");
	json_write(&out, list);
	fault(c, at, buf_str(&out));
}

static err_t check_value(const struct check *c, const struct part *p, const struct schema_place *at)
{
	const struct json *ref = word(p, "$ref"), *type = word(p, "type"), *list = word(p, "enum");
	struct part to;
	TRY(check_keywords(p));
	if (ref) {
		TRY(resolve(c, p, json_str(ref), &to));
		TRY(check_value(c, &to, at));
	}
	if (type && !is_of_type(at->value, json_str(type))) {
		fault(c, at, str_fmt(c->arena, "is no %.*s", STR_ARG(json_str(type))));
		return NULL;
	}
	if (list && !is_among(list, at->value))
		fault_enum(c, list, at);
	if (at->value->type == JSON_OBJECT)
		return check_object(c, p, at);
	if (at->value->type == JSON_ARRAY)
		return check_array(c, p, at);
	if (at->value->type == JSON_STRING)
		return check_string(c, p, at);
	check_number(c, p, at);
	return NULL;
}

err_t schema_check(struct arena *a, const struct schemas *schemas, const char *name,
	const struct json *value, schema_report *report, void *ctx)
{
	struct check c = {a, schemas, report, ctx};
	struct schema_place at = {.value = value};
	struct part p;
	TRY(find_file(schemas, str_of(name), &p.file));
	p.schema = p.file->root;
	return check_value(&c, &p, &at);
}
