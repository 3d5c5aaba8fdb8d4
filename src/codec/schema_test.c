#include "codec/schema.h"

#include "base/arena.h"
#include "unit/unit.h"

struct told {
	struct arena *arena;
	struct str text; /* "a.b[1]: fault; " of each */
};

static struct str path_of(struct arena *a, const struct schema_place *at)
{
	if (!at->up)
		return STR_NONE;
	struct str up = path_of(a, at->up);
	return at->name.p ? str_fmt(a, "%.*s.%.*s", STR_ARG(up), STR_ARG(at->name))
			  : str_fmt(a, "%.*s[%zu]", STR_ARG(up), at->index);
}

static void tell(void *ctx, const struct schema_place *at, struct str text)
{
	struct told *t = ctx;
	t->text = str_fmt(t->arena, "%.*s%.*s %.*s;", STR_ARG(t->text),
		STR_ARG(path_of(t->arena, at)), STR_ARG(text));
}

/* What is told about the value, or the error's detail. */
static struct str told_of(struct arena *a, const char *schema, const char *value)
{
	const struct embed files[] = {{"x.json", str_of(schema)},
		{"y.json", STR("{\"$defs\":{\"two\":{\"enum\":[2]}}}")}, {0}};
	struct told t = {.arena = a};
	struct schemas *schemas;
	struct json *json;
	if (!CHECK_OK(json_parse(a, str_of(value), &json_limits_default, &json)) ||
		!CHECK_OK(schemas_new(a, files, &schemas)))
		return STR_NONE;
	err_t e = schema_check(a, schemas, "x.json", json, tell, &t);
	if (e)
		t.text = str_dup(a, str_of(e->detail));
	CHECK(!e || e->code == ERR_INVALID);
	err_free(e);
	return t.text;
}

TEST(schema_tells_what_does_not_fit)
{
	static const char *const cases[][3] = {
		{"{\"type\":\"string\"}", "\"a\"", ""},
		{"{\"type\":\"string\"}", "1", " is no string;"},
		{"{\"type\":\"integer\"}", "1.5", " is no integer;"},
		{"{\"type\":\"integer\"}", "true", " is no integer;"},
		{"{\"type\":\"object\"}", "[]", " is no object;"},
		{"{\"type\":\"integer\",\"minimum\":2,\"maximum\":3}", "3", ""},
		{"{\"minimum\":2,\"maximum\":3}", "4", " 4 is not from 2 to 3;"},
		{"{\"minimum\":2,\"maximum\":3}", "1", " 1 is not from 2 to 3;"},
		{"{\"minLength\":1,\"maxLength\":2}", "\"é€\"", ""},
		{"{\"minLength\":1,\"maxLength\":2}", "\"\"", " has 0 characters, not 1 to 2;"},
		{"{\"minLength\":1,\"maxLength\":2}", "\"abc\"", " has 3 characters, not 1 to 2;"},
		{"{\"pattern\":\"^a+$\"}", "\"aa\"", ""},
		{"{\"pattern\":\"^a+$\"}", "\"ab\"", " \"ab\" does not look like ^a+$;"},
		{"{\"pattern\":\"^a\"}", "\"a\\u0000b\"", NULL},
		{"{\"enum\":[\"a\",true]}", "true", ""},
		{"{\"enum\":[\"a\",true]}", "\"b\"", " is none of [\"a\",true];"},
		{"{\"minItems\":1,\"maxItems\":2}", "[]", " has 0 items, not 1 to 2;"},
		{"{\"minItems\":1,\"maxItems\":2}", "[1,2,3]", " has 3 items, not 1 to 2;"},
		{"{\"uniqueItems\":true}", "[[1],[2]]", ""},
		{"{\"uniqueItems\":true}", "[[1],[1]]", " has the same item twice;"},
		{"{\"items\":{\"enum\":[1]}}", "[1,2]", "[1] is none of [1];"},
		{"{\"required\":[\"a\"]}", "{}", " \"a\" is missing;"},
		{"{\"minProperties\":1}", "{}", " is empty;"},
		{"{\"properties\":{\"a\":{\"enum\":[1]}}}", "{\"a\":2,\"b\":3}",
			".a is none of [1];"},
		{"{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1,\"b\":{}}",
			".b is unknown here: take it away, or mend its name;"},
		{"{\"patternProperties\":{\"^[a-z]$\":{\"enum\":[1]}},"
		 "\"additionalProperties\":false}",
			"{\"a\":1,\"b\":2,\"cc\":1}",
			".b is none of [1];.cc is unknown here: take it away, or mend its name;"},
		{"{\"items\":{\"$ref\":\"y.json#/$defs/two\"}}", "[2,3]", "[1] is none of [2];"},
		{"{\"$defs\":{\"a\":{\"enum\":[1]}},\"$ref\":\"#/$defs/a\"}", "2",
			" is none of [1];"},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct str told = told_of(a, cases[i][0], cases[i][1]);
		if (cases[i][2])
			CHECK_STR(told, cases[i][2]);
		else
			CHECK(told.len);
	}
	arena_free(a);
}

TEST(schema_that_is_not_understood)
{
	struct arena *a = arena_new();
	CHECK_STR(told_of(a, "{\"format\":\"date\"}", "1"), "schema: unknown keyword format");
	CHECK_STR(told_of(a, "{\"$ref\":\"#/$defs/a\"}", "1"), "schema: #/$defs/a leads nowhere");
	CHECK_STR(told_of(a, "{\"$ref\":\"z.json#\"}", "1"), "there is no schema z.json");
	CHECK_STR(told_of(a, "{\"pattern\":\"(\"}", "\"a\""), "schema: ( is no pattern");
	arena_free(a);
}

TEST(schema_files)
{
	struct embed many[SCHEMA_FILES_MOST + 2] = {0};
	const struct embed broken[] = {{"x.json", STR("{")}, {0}};
	struct arena *a = arena_new();
	struct schemas *schemas;
	for (size_t i = 0; i <= SCHEMA_FILES_MOST; i++)
		many[i] = (struct embed){"x.json", STR("{}")};
	CHECK_ERR(schemas_new(a, many, &schemas), ERR_INVALID);
	CHECK_ERR(schemas_new(a, broken, &schemas), ERR_INVALID);
	arena_free(a);
}

TEST(schema_compares_no_endless_list)
{
	struct arena *a = arena_new();
	struct buf out;
	buf_init(&out, a, 4096, 1 << 16);
	buf_lit(&out, "[0");
	for (int i = 1; i <= SCHEMA_UNIQUE_MOST; i++)
		buf_fmt(&out, ",%d", i);
	buf_lit(&out, "]");
	CHECK_STR(told_of(a, "{\"uniqueItems\":true}", str_z(a, buf_str(&out))),
		" has too many items;");
	arena_free(a);
}
