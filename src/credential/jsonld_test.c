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

static void run_manifest(const char *name, int64_t many, bool run(struct w3c_test *t))
{
	struct arena *a = arena_new();
	struct jsonld_contexts *contexts = jsonld_contexts_new(&test_loader);
	struct str text = vector(a, str_of(name));
	int64_t ran = 0;
	if (!text.p) {
		jsonld_contexts_free(contexts);
		arena_free(a);
		SKIP("no jsonld vectors");
	}
	json_each_item (entry, json_get(parsed(a, text), STR("sequence"))) {
		struct w3c_test t = {.arena = arena_child(a), .entry = entry};
		if (!is_old(entry)) {
			ran++;
			prepare(&t, contexts);
			if (!CHECK(run(&t)))
				CHECK_STR(text_of(&t, "@id"), "");
		}
		arena_free(t.arena);
	}
	CHECK_INT(ran, many);
	arena_free(a);
	jsonld_contexts_free(contexts);
}

TEST(jsonld_passes_the_w3c_expand_tests)
{
	run_manifest("expand-manifest.jsonld", 367, run_expand);
}

TEST(jsonld_passes_the_w3c_to_rdf_tests)
{
	run_manifest("toRdf-manifest.jsonld", 448, run_to_rdf);
}
