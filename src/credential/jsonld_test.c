#include "credential/jsonld.h"

#include "base/arena.h"
#include "credential/nquads.h"
#include "credential/rdfc.h"
#include "unit/unit.h"

#include <string.h>

#define TESTS "https://w3c.github.io/json-ld-api/tests/"

static struct str vector(struct arena *a, struct str name)
{
	return unit_file(a, str_z(a, str_fmt(a, "vectors/jsonld/%.*s", STR_ARG(name))));
}

/* The W3C's own documents, by their address. */
static err_t load_test(
	const struct jsonld_loader *l, struct arena *a, struct str url, struct str *ret_bytes)
{
	struct str bytes = STR_NONE;
	(void)l;
	if (str_starts(url, STR(TESTS)))
		bytes = vector(a, str_from(url, sizeof(TESTS) - 1));
	if (!bytes.p)
		return err_log(ERR_NOT_FOUND, "no such test document");
	*ret_bytes = bytes;
	return NULL;
}

static const struct jsonld_loader test_loader = {load_test};

static bool same(const struct json *a, const struct json *b, bool ordered);

static bool same_items(const struct json *a, const struct json *b, bool ordered)
{
	bool taken[256] = {false};
	if (a->len > sizeof(taken))
		return false;
	for (uint32_t i = 0; i < a->len; i++) {
		uint32_t k = ordered ? i : 0;
		while (k < b->len && (taken[k] || !same(&a->items[i], &b->items[k], ordered)))
			k = ordered ? b->len : k + 1;
		if (k == b->len)
			return false;
		taken[k] = true;
	}
	return true;
}

/* As the tests compare: arrays without order, but in a list. */
static bool same(const struct json *a, const struct json *b, bool ordered)
{
	double x, y;
	if (a->type == JSON_NUMBER && json_double(a, &x) && json_double(b, &y))
		return x == y;
	if (a->type != b->type || (a->type == JSON_ARRAY && a->len != b->len))
		return false;
	if (a->type == JSON_ARRAY)
		return same_items(a, b, ordered);
	if (a->type != JSON_OBJECT)
		return json_eq(a, b);
	json_each_member (m, a) {
		const struct json *other = json_get(b, m->name);
		if (!other || !same(&m->value, other, str_is(m->name, "@list")))
			return false;
	}
	return a->len == b->len;
}

struct w3c_test {
	struct arena *arena;
	const struct json *entry;
	struct json *document;
	struct jsonld_options options;
};

static struct str text_of(const struct w3c_test *t, const char *name)
{
	return json_str(json_get(t->entry, str_of(name)));
}

static struct json *parsed(struct arena *a, struct str text)
{
	struct json *value = NULL;
	CHECK_OK(json_parse(a, text, &json_limits_default, &value));
	return value;
}

static void prepare(struct w3c_test *t, struct jsonld_contexts *contexts)
{
	const struct json *option = json_get(t->entry, STR("option"));
	struct str input = text_of(t, "input"), base = json_str(json_get(option, STR("base")));
	struct str context = json_str(json_get(option, STR("expandContext")));
	struct str direction = json_str(json_get(option, STR("rdfDirection")));
	t->options.contexts = contexts;
	t->options.base = base.p ? base : str_fmt(t->arena, TESTS "%.*s", STR_ARG(input));
	t->document = parsed(t->arena, vector(t->arena, input));
	if (context.p)
		t->options.expand_context = parsed(t->arena, vector(t->arena, context));
	if (str_is(direction, "i18n-datatype"))
		t->options.rdf_direction = JSONLD_I18N_DATATYPE;
	if (str_is(direction, "compound-literal"))
		t->options.rdf_direction = JSONLD_COMPOUND_LITERAL;
}

static bool has_type(const struct w3c_test *t, const char *type)
{
	json_each_item (item, json_get(t->entry, STR("@type")))
		if (str_is(json_str(item), type))
			return true;
	return false;
}

/* Ends e; whether it carries the code that the test expects. */
static bool right_error(const struct w3c_test *t, err_t e)
{
	struct str code = text_of(t, "expectErrorCode");
	struct str got = e ? str_dup(t->arena, str_of(e->detail)) : STR("none");
	bool right = e && str_starts(got, code) && (got.len == code.len || got.p[code.len] == ':');
	err_free(e);
	if (!right)
		CHECK_STR(got, str_z(t->arena, code));
	return right;
}

static bool fine(err_t e)
{
	return CHECK_OK(e);
}

static bool run_expand(struct w3c_test *t)
{
	struct json expanded;
	err_t e = jsonld_expand(t->arena, t->document, &t->options, &expanded);
	if (has_type(t, "jld:NegativeEvaluationTest"))
		return right_error(t, e);
	if (!fine(e))
		return false;
	struct json *want = parsed(t->arena, vector(t->arena, text_of(t, "expect")));
	return same(&expanded, want, false);
}

static struct str canonical(struct arena *a, const struct rdf_dataset *d)
{
	struct rdfc result = {0};
	CHECK_OK(rdfc(a, d, sha2_new(a, SHA2_256), &result));
	return result.nquads;
}

static bool run_to_rdf(struct w3c_test *t)
{
	struct rdf_dataset *got, *want;
	err_t e = jsonld_to_rdf(t->arena, t->document, &t->options, &got);
	if (has_type(t, "jld:NegativeEvaluationTest"))
		return right_error(t, e);
	if (!fine(e) || has_type(t, "jld:PositiveSyntaxTest"))
		return !e;
	struct str text = vector(t->arena, text_of(t, "expect"));
	return fine(nquads_read(t->arena, text, &want)) &&
	       CHECK_STR(canonical(t->arena, got), str_z(t->arena, canonical(t->arena, want)));
}

/* Of JSON-LD 1.0 alone. */
static bool is_old(const struct json *entry)
{
	const struct json *option = json_get(entry, STR("option"));
	return str_is(json_str(json_get(option, STR("specVersion"))), "json-ld-1.0") ||
	       str_is(json_str(json_get(option, STR("processingMode"))), "json-ld-1.0");
}

/* Ends in a space after each name. */
static void add_name(struct buf *names, const struct json *entry)
{
	buf_put(names, str_from(json_str(json_get(entry, STR("@id"))), 1));
	buf_putc(names, ' ');
}

static void run_manifest(
	const char *name, int64_t many, const char *old, bool run(struct w3c_test *t))
{
	struct arena *a = arena_new();
	struct jsonld_contexts *contexts = jsonld_contexts_new(&test_loader);
	struct str text = vector(a, str_of(name));
	int64_t ran = 0;
	struct buf skipped;
	buf_init(&skipped, a, 256, 4096);
	if (!text.p) {
		jsonld_contexts_free(contexts);
		arena_free(a);
		SKIP("no jsonld vectors");
	}
	json_each_item (entry, json_get(parsed(a, text), STR("sequence"))) {
		struct w3c_test t = {.arena = arena_child(a), .entry = entry};
		if (is_old(entry)) {
			add_name(&skipped, entry);
		} else {
			ran++;
			prepare(&t, contexts);
			if (!CHECK(run(&t)))
				CHECK_STR(text_of(&t, "@id"), "");
		}
		arena_free(t.arena);
	}
	CHECK_INT(ran, many);
	CHECK_STR(buf_str(&skipped), old);
	arena_free(a);
	jsonld_contexts_free(contexts);
}

TEST(jsonld_passes_the_w3c_expand_tests)
{
	static const char old[] = "t0026 t0038 t0071 t0075 t0115 t0116 tc029 tep02 ter02 ter03 "
				  "ter21 ter24 ter32 ter42 tes01 tpi01 tso01 ttn01 ";
	run_manifest("expand-manifest.jsonld", 367, old, run_expand);
}

TEST(jsonld_passes_the_w3c_to_rdf_tests)
{
	static const char old[] = "t0118 tc029 te014 te026 te038 te071 te075 te115 te116 tep02 "
				  "ter02 ter03 ter21 ter24 ter32 ter42 tpi01 tso01 ttn01 ";
	run_manifest("toRdf-manifest.jsonld", 448, old, run_to_rdf);
}

struct refusal {
	const char *document, *detail;
};

static void check_refusals(const struct refusal *all, size_t n, struct jsonld_options *o, int code)
{
	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new();
		struct rdf_dataset *d;
		err_t e = jsonld_to_rdf(a, parsed(a, str_of(all[i].document)), o, &d);
		if (!CHECK(e != NULL) || !CHECK_STR(str_of(e->detail), all[i].detail) ||
			!CHECK_INT(e->code, code))
			CHECK_STR(str_of(all[i].document), "");
		err_free(e);
		arena_free(a);
	}
}

TEST(jsonld_strict_refuses_what_would_be_dropped)
{
	static const struct refusal all[] = {
		{"{\"a\":1}", "unknown term: a"},
		{"{\"@context\":{\"a\":null},\"a\":1}", "unknown term: a"},
		{"{\"@context\":{\"a\":\"urn:a\"},\"a\":{\"b\":1}}", "unknown term: b"},
		{"{\"@id\":\"urn:x\",\"@type\":\"T\"}", "unknown term: T"},
		{"{\"@id\":\"urn:x\",\"@type\":[\"urn:T\",\"@strange\"]}",
			"unknown term: @strange"},
		{"{\"@future\":1,\"urn:a\":1}", "unknown term: @future"},
		{"{\"@id\":\"x\",\"urn:a\":1}", "relative IRI: x"},
		{"{\"@id\":\"@x\",\"urn:a\":1}", "relative IRI: @x"},
		{"{\"urn:a\":{\"@id\":\"\"}}", "relative IRI"},
		{"{\"@context\":{\"a\":{\"@id\":\"urn:a\",\"@type\":\"@id\"}},\"a\":\"y\"}",
			"relative IRI: y"},
		{"{\"@context\":{\"a\":{\"@id\":\"urn:a\",\"@type\":\"@vocab\"}},\"a\":\"y\"}",
			"relative IRI: y"},
		{"\"x\"", "free-floating value"},
		{"{\"@graph\":[\"x\"]}", "free-floating value: @graph"},
		{"{\"@value\":\"x\"}", "free-floating value: @value"},
		{"{\"@id\":\"urn:x\"}", "free-floating value: @id"},
		{"{\"@list\":[1]}", "free-floating value: @list"},
		{"{}", "free-floating value: {}"},
		{"{\"urn:a\":{\"@value\":null}}", "free-floating value: @value"},
		{"{\"urn:a\":{\"@language\":\"en\"}}", "free-floating value: @language"},
		{"{\"@context\":{\"a\":{\"@id\":\"urn:a\",\"@container\":\"@graph\"}},\"a\":[\"x\"]"
		 "}",
			"free-floating value: @graph"},
		{"{\"_:p\":1}", "not expressible in RDF: _:p"},
		{"{\"urn:a b\":1}", "not expressible in RDF: urn:a b"},
		{"{\"@id\":\"urn:x#a#b\",\"urn:a\":1}", "not expressible in RDF: urn:x#a#b"},
		{"{\"@id\":\"_:a b\",\"urn:a\":1}", "not expressible in RDF: _:a b"},
		{"{\"urn:a\":{\"@value\":\"x\",\"@language\":\"e n\"}}",
			"not expressible in RDF: e n"},
		{"{\"urn:a\":{\"@value\":\"x\",\"@direction\":\"rtl\"}}",
			"not expressible in RDF: @direction"},
		{"{\"urn:a\":1e999}", "not expressible in RDF: number"},
	};
	struct jsonld_options o = {.contexts = jsonld_contexts_new(NULL), .strict = true};
	check_refusals(all, sizeof(all) / sizeof(all[0]), &o, ERR_INVALID);
	jsonld_contexts_free(o.contexts);
}

TEST(jsonld_names_a_long_term_in_part)
{
	struct jsonld_options o = {.contexts = jsonld_contexts_new(NULL), .strict = true};
	struct arena *a = arena_new();
	struct rdf_dataset *d;
	struct json document = json_object();
	char name[181];
	for (size_t i = 0; i < 180; i += 2) /* 0xc3 0xa9, no boundary at an odd byte */
		memcpy(name + i, "\xc3\xa9", 2);
	name[180] = 'x';
	json_set(a, &document, str_from((struct str){name, 181}, 0), json_of_bool(true));
	err_t e = jsonld_to_rdf(a, &document, &o, &d);
	CHECK(e && utf8_valid(str_of(e->detail)));
	CHECK_INT(
		e ? (int64_t)str_of(e->detail).len : 0, (int64_t)sizeof("unknown term: ") - 1 + 80);
	err_free(e);
	arena_free(a);
	jsonld_contexts_free(o.contexts);
}

/* text n times before, then middle, then after n times. */
static struct str nested(
	struct arena *a, int n, const char *before, const char *middle, const char *after)
{
	struct buf b;
	buf_init(&b, a, 4096, 4 << 20);
	for (int i = 0; i < n; i++)
		buf_put(&b, str_of(before));
	buf_put(&b, str_of(middle));
	for (int i = 0; i < n; i++)
		buf_put(&b, str_of(after));
	return buf_str(&b);
}

static err_t to_rdf(struct arena *a, struct jsonld_options *o, struct str text)
{
	static const struct json_limits wide = {.bytes = 8 << 20, .depth = 512, .values = 1000000};
	struct json *document;
	struct rdf_dataset *d;
	TRY(json_parse(a, text, &wide, &document));
	return jsonld_to_rdf(a, document, o, &d);
}

/* Scoped contexts in one another. */
static struct str nested_contexts(struct arena *a, int n)
{
	struct str context = nested(a, n, "{\"t\":{\"@id\":\"urn:t\",\"@context\":", "{}", "}}");
	return str_fmt(a, "{\"@context\":%.*s,\"t\":{\"t\":1}}", STR_ARG(context));
}

TEST(jsonld_bounds_depth)
{
	struct jsonld_options o = {.contexts = jsonld_contexts_new(NULL)};
	struct arena *a = arena_new();
	CHECK_OK(to_rdf(a, &o, nested(a, 60, "{\"urn:a\":", "1", "}")));
	CHECK_ERR(to_rdf(a, &o, nested(a, 65, "{\"urn:a\":", "1", "}")), ERR_TOO_LARGE);
	CHECK_ERR(to_rdf(a, &o, nested(a, 65, "[", "", "]")), ERR_TOO_LARGE);
	CHECK_ERR(to_rdf(a, &o, nested(a, 65, "{\"@nest\":", "{}", "}")), ERR_TOO_LARGE);
	CHECK_OK(to_rdf(a, &o, nested_contexts(a, 10)));
	CHECK_ERR(to_rdf(a, &o, nested_contexts(a, 17)), ERR_TOO_LARGE);
	arena_free(a);
	jsonld_contexts_free(o.contexts);
}

/* A context in which each term needs the next as its prefix. */
static struct str prefix_chain(struct arena *a, int n)
{
	struct buf b;
	buf_init(&b, a, 4096, 4 << 20);
	buf_lit(&b, "{\"@context\":{");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "\"t%d\":\"t%d:\",", i, i + 1);
	buf_fmt(&b, "\"t%d\":\"urn:x:\"},\"t0\":1}", n);
	return buf_str(&b);
}

TEST(jsonld_bounds_chains_of_prefixes)
{
	struct jsonld_options o = {.contexts = jsonld_contexts_new(NULL)};
	struct arena *a = arena_new();
	CHECK_OK(to_rdf(a, &o, prefix_chain(a, 40)));
	CHECK_ERR(to_rdf(a, &o, prefix_chain(a, 20000)), ERR_TOO_LARGE);
	arena_free(a);
	jsonld_contexts_free(o.contexts);
}

TEST(jsonld_bounds_work)
{
	struct jsonld_options o = {.contexts = jsonld_contexts_new(NULL)};
	struct arena *a = arena_new();
	struct buf b;
	/* Many properties of one node. */
	buf_init(&b, a, 4096, 4 << 20);
	buf_lit(&b, "{");
	for (int i = 0; i < 60000; i++)
		buf_fmt(&b, "\"urn:%d\":1,", i);
	buf_lit(&b, "\"urn:x\":1}");
	CHECK_ERR(to_rdf(a, &o, buf_str(&b)), ERR_TOO_LARGE);
	/* A long vocabulary before many terms. */
	buf_init(&b, a, 4096, 4 << 20);
	buf_fmt(&b, "{\"@context\":{\"@vocab\":\"urn:%.*s\"}", 100000,
		nested(a, 100000, "x", "", "").p);
	for (int i = 0; i < 1000; i++)
		buf_fmt(&b, ",\"t%d\":1", i);
	buf_lit(&b, "}");
	CHECK_ERR(to_rdf(a, &o, buf_str(&b)), ERR_TOO_LARGE);
	/* A wide context, copied for each of many nodes. */
	buf_init(&b, a, 4096, 4 << 20);
	buf_lit(&b, "{\"@context\":{");
	for (int i = 0; i < 2000; i++)
		buf_fmt(&b, "\"t%d\":\"urn:%d\",", i, i);
	buf_lit(&b, "\"p\":\"urn:p\"},\"p\":[0");
	for (int i = 0; i < 2000; i++)
		buf_lit(&b, ",{\"@context\":{\"q\":\"urn:q\"},\"q\":1}");
	buf_lit(&b, "]}");
	CHECK_ERR(to_rdf(a, &o, buf_str(&b)), ERR_TOO_LARGE);
	arena_free(a);
	jsonld_contexts_free(o.contexts);
}

TEST(jsonld_keeps_blank_nodes_of_the_document_apart)
{
	struct jsonld_options o = {.contexts = jsonld_contexts_new(NULL), .strict = true};
	struct arena *a = arena_new();
	struct rdf_dataset *d;
	REQUIRE_OK(jsonld_to_rdf(a,
		parsed(a, STR("[{\"urn:a\":1},{\"@id\":\"_:b0\",\"urn:a\":1},{\"@id\":\"_:b0\","
			      "\"urn:b\":{\"@id\":\"_:b1\"}},{\"urn:a\":1}]")),
		&o, &d));
	CHECK_STR(canonical(a, d),
		"_:c14n1 <urn:a> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
		"_:c14n1 <urn:b> _:c14n0 .\n"
		"_:c14n2 <urn:a> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
		"_:c14n3 <urn:a> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
	arena_free(a);
	jsonld_contexts_free(o.contexts);
}

TEST(jsonld_protected_terms_stay)
{
	static const struct refusal all[] = {
		{"{\"@context\":{\"a\":{\"@id\":\"urn:a\",\"@protected\":\"long enough to be no "
		 "truth\"}}}",
			"invalid @protected value: a"},
		{"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",{\"name\":\"urn:n\"}]}",
			"protected term redefinition: name"},
		{"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",null]}",
			"invalid context nullification"},
		{"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",{\"name\":{\"@reverse\":"
		 "\"urn:n\"}}]}",
			"protected term redefinition: name"},
		{"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",{\"name\":{\"@id\":"
		 "\"@ignored\"}}]}",
			"protected term redefinition: name"},
	};
	struct jsonld_options o = {.contexts = jsonld_contexts_new(NULL)};
	check_refusals(all, sizeof(all) / sizeof(all[0]), &o, ERR_INVALID);
	jsonld_contexts_free(o.contexts);
}
