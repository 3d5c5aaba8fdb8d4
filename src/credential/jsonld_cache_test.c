/* Contexts: where they come from, who shares them, and what bounds them. */
#include "base/arena.h"
#include "codec/hex.h"
#include "credential/jsonld.h"
#include "credential/nquads.h"
#include "crypto/sha2.h"
#include "unit/unit.h"

#include <pthread.h>

#define V2 "https://www.w3.org/ns/credentials/v2"
#define OB3 "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

/* "urn:c:N" defines the terms "a" and "tN". */
struct counting_loader {
	struct jsonld_loader loader;
	int loads;
};

static err_t load_numbered(
	const struct jsonld_loader *l, struct arena *a, struct str url, struct str *ret_bytes)
{
	struct counting_loader *counting = (struct counting_loader *)(uintptr_t)l;
	struct str n = str_from(url, 6);
	counting->loads++;
	if (str_is(url, "urn:down"))
		return err_log(ERR_UNAVAILABLE, "no answer");
	if (str_is(url, "urn:broken"))
		*ret_bytes = STR("{");
	else if (str_is(url, "urn:empty"))
		*ret_bytes = STR("[]");
	else if (str_is(url, "urn:loop"))
		*ret_bytes = STR("{\"@context\":[\"urn:loop\"]}");
	else if (str_is(url, "urn:base"))
		*ret_bytes = STR("{\"@context\":{\"p\":{\"@id\":\"urn:p\",\"@context\":{\"@base\":"
				 "\"sub/\",\"q\":{\"@id\":\"urn:q\",\"@type\":\"@id\"}}}}}");
	else if (str_starts(url, STR("urn:c:")))
		*ret_bytes = str_fmt(a,
			"{\"@context\":{\"a\":\"urn:a\",\"t%.*s\":{\"@id\":\"urn:t\",\"@context\":{"
			"\"b\":\"urn:b\"}}}}",
			STR_ARG(n));
	else
		return err_log(ERR_NOT_FOUND, "not on the list");
	return NULL;
}

static err_t statements(
	struct arena *a, struct jsonld_contexts *contexts, struct str text, struct str *ret_nquads)
{
	struct jsonld_options o = {.contexts = contexts, .strict = true};
	struct json *document;
	struct rdf_dataset *d;
	struct buf out;
	TRY(json_parse(a, text, &json_limits_default, &document));
	TRY(jsonld_to_rdf(a, document, &o, &d));
	buf_init(&out, a, 1024, 1 << 20);
	nquads_write(&out, d);
	*ret_nquads = buf_str(&out);
	return NULL;
}

/* Fails with that detail. */
static void refused(
	struct jsonld_contexts *contexts, const char *text, enum err_code code, const char *detail)
{
	struct arena *a = arena_new();
	struct str nquads;
	err_t e = statements(a, contexts, str_of(text), &nquads);
	if (CHECK(e != NULL)) {
		CHECK_STR(str_of(e->detail), detail);
		CHECK_INT(e->code, code);
	}
	err_free(e);
	arena_free(a);
}

TEST(jsonld_cache_loads_what_the_loader_allows)
{
	struct counting_loader loader = {.loader = {load_numbered}};
	struct jsonld_contexts *c = jsonld_contexts_new(&loader.loader);
	struct arena *a = arena_new();
	struct str nquads = STR_NONE;
	for (int i = 0; i < 3; i++)
		CHECK_OK(statements(a, c,
			STR("{\"@context\":\"urn:c:1\",\"@id\":\"urn:x\",\"t1\":{\"b\":\"v\"}}"),
			&nquads));
	CHECK_STR(nquads, "_:b0 <urn:b> \"v\" .\n<urn:x> <urn:t> _:b0 .\n");
	CHECK_INT(loader.loads, 1);
	refused(c, "{\"@context\":\"https://evil.example/c\"}", ERR_INVALID,
		"loading remote context failed: https://evil.example/c");
	refused(c, "{\"@context\":\"urn:broken\"}", ERR_INVALID,
		"loading remote context failed: urn:broken");
	refused(c, "{\"@context\":\"urn:empty\"}", ERR_INVALID,
		"invalid remote context: urn:empty");
	refused(c, "{\"@context\":\"urn:down\"}", ERR_UNAVAILABLE, "no answer");
	refused(c, "{\"@context\":\"urn:loop\"}", ERR_TOO_LARGE, "context overflow");
	refused(c, "{\"@context\":\"relative\"}", ERR_INVALID, "loading document failed: relative");
	arena_free(a);
	jsonld_contexts_free(c);
}

TEST(jsonld_cache_without_a_loader_has_the_built_in_ones)
{
	struct jsonld_contexts *c = jsonld_contexts_new(NULL);
	struct arena *a = arena_new();
	struct str nquads = STR_NONE;
	CHECK_OK(statements(
		a, c, STR("{\"@context\":\"" V2 "\",\"id\":\"urn:x\",\"name\":\"n\"}"), &nquads));
	CHECK_STR(nquads, "<urn:x> <https://schema.org/name> \"n\" .\n");
	refused(c, "{\"@context\":\"urn:c:1\"}", ERR_INVALID,
		"loading remote context failed: urn:c:1");
	arena_free(a);
	jsonld_contexts_free(c);
}

TEST(jsonld_cache_gives_way_when_full)
{
	struct counting_loader loader = {.loader = {load_numbered}};
	struct jsonld_contexts *c = jsonld_contexts_new(&loader.loader);
	struct arena *a = arena_new();
	struct str nquads = STR_NONE;
	for (int i = 0; i < 3000; i++) {
		struct str text = str_fmt(a,
			"{\"@context\":\"urn:c:%d\",\"@id\":\"urn:x\",\"t%d\":{\"a\":\"v\"}}",
			i % 1000, i % 1000);
		if (!CHECK_OK(statements(a, c, text, &nquads)))
			break;
		CHECK_STR(nquads, "_:b0 <urn:a> \"v\" .\n<urn:x> <urn:t> _:b0 .\n");
		arena_reset(a);
	}
	/* Each of them at least twice: not all fit. */
	CHECK(loader.loads > 2000);
	arena_free(a);
	jsonld_contexts_free(c);
}

TEST(jsonld_cache_takes_only_so_much_from_one_document)
{
	struct counting_loader loader = {.loader = {load_numbered}};
	struct jsonld_contexts *c = jsonld_contexts_new(&loader.loader);
	struct arena *a = arena_new();
	struct str nquads = STR_NONE;
	for (int round = 0; round < 2; round++) {
		struct buf b;
		buf_init(&b, a, 4096, 1 << 16);
		buf_lit(&b, "{\"@context\":[");
		for (int i = 0; i < 100; i++)
			buf_fmt(&b, "\"urn:c:%d\",", i);
		buf_lit(&b, "{}],\"@id\":\"urn:x\",\"t0\":{\"b\":\"v\"},\"t99\":{\"b\":\"w\"}}");
		CHECK_OK(statements(a, c, buf_str(&b), &nquads));
		CHECK_STR(nquads, "_:b0 <urn:b> \"v\" .\n<urn:x> <urn:t> _:b0 .\n"
				  "_:b1 <urn:b> \"w\" .\n<urn:x> <urn:t> _:b1 .\n");
	}
	CHECK_INT(loader.loads, 100);
	arena_free(a);
	jsonld_contexts_free(c);
}

TEST(jsonld_cache_stays_while_results_point_into_it)
{
	struct counting_loader loader = {.loader = {load_numbered}};
	struct jsonld_contexts *c = jsonld_contexts_new(&loader.loader);
	struct arena *a = arena_new(), *other = arena_new();
	struct jsonld_options o = {.contexts = c};
	struct json *document, expanded = {JSON_NULL};
	struct str nquads;
	REQUIRE_OK(json_parse(
		a, STR("{\"@context\":\"urn:c:1\",\"a\":\"v\"}"), &json_limits_default, &document));
	REQUIRE_OK(jsonld_expand(a, document, &o, &expanded));
	for (int i = 0; i < 1200; i++) {
		CHECK_OK(statements(other, c,
			str_fmt(other, "{\"@context\":\"urn:c:%d\",\"a\":\"v\"}", i), &nquads));
		arena_reset(other);
	}
	CHECK(json_get(&expanded.items[0], STR("urn:a")) != NULL);
	arena_free(other);
	arena_free(a);
	jsonld_contexts_free(c);
}

static const char badge[] =
	"{\"@context\":[\"" V2 "\",\"" OB3 "\"],\"type\":[\"VerifiableCredential\","
	"\"OpenBadgeCredential\"],\"issuer\":{\"id\":\"urn:i\",\"type\":[\"Profile\"],\"name\":"
	"\"I\"},\"credentialSubject\":{\"type\":[\"AchievementSubject\"],\"achievement\":{\"id\":"
	"\"urn:c\",\"type\":[\"Achievement\"],\"name\":\"N\",\"criteria\":{\"narrative\":\"c\"}}}}";

struct worker {
	pthread_t thread;
	struct jsonld_contexts *contexts;
	struct arena *arena;
	struct str first;
	bool same;
};

static void *work(void *arg)
{
	struct worker *w = arg;
	struct arena *a = arena_new();
	w->same = true;
	for (int i = 0; i < 600; i++) {
		struct str nquads = STR_NONE, other = STR_NONE;
		err_t e = statements(a, w->contexts, str_of(badge), &nquads);
		e = err_join(e,
			statements(a, w->contexts,
				str_fmt(a, "{\"@context\":[\"urn:c:%d\",\"urn:c:%d\"],\"a\":\"v\"}",
					i % 400, i % 300),
				&other));
		if (!i)
			w->first = str_dup(w->arena, nquads);
		w->same = w->same && !e && str_eq(nquads, w->first) && other.len;
		err_free(e);
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

TEST(jsonld_cache_is_shared_by_threads)
{
	struct counting_loader loader = {.loader = {load_numbered}};
	struct jsonld_contexts *c = jsonld_contexts_new(&loader.loader);
	struct worker w[2];
	for (int i = 0; i < 2; i++) {
		w[i] = (struct worker){.contexts = c, .arena = arena_new()};
		CHECK(!pthread_create(&w[i].thread, NULL, work, &w[i]));
	}
	for (int i = 0; i < 2; i++) {
		CHECK(!pthread_join(w[i].thread, NULL));
		CHECK(w[i].same);
	}
	CHECK(w[0].first.len > 100 && str_eq(w[0].first, w[1].first));
	for (int i = 0; i < 2; i++)
		arena_free(w[i].arena);
	jsonld_contexts_free(c);
}

TEST(jsonld_cache_has_published_contexts_byte_for_byte)
{
	static const struct {
		const char *url, *sha256;
	} all[] = {
		{V2, "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"},
		{"https://w3id.org/security/data-integrity/v2",
			"67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4"},
	};
	struct arena *a = arena_new();
	struct str bytes = STR_NONE;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		uint8_t digest[SHA2_MOST];
		REQUIRE(jsonld_builtin_find(str_of(all[i].url), &bytes));
		sha2_of(sha2_new(a, SHA2_256), bytes, digest);
		CHECK_STR(hex_print(a, (struct str){(const char *)digest, 32}), all[i].sha256);
	}
	CHECK(!jsonld_builtin_find(STR(OB3), &bytes));
	CHECK(!jsonld_builtin_find(STR("https://w3id.org/none"), &bytes));
	arena_free(a);
}

TEST(jsonld_cache_of_a_context_that_needs_the_document_is_the_documents_own)
{
	/* The scoped context takes its base from the document. */
	static const char text[] =
		"{\"@context\":\"urn:base\",\"@id\":\"x\",\"p\":{\"@id\":\"y\",\"q\":\"z\"}}";
	static const char *const bases[] = {"https://one.example/a/b", "https://two.example/"};
	static const char *const want[] = {
		"<https://one.example/a/sub/y> <urn:q> <https://one.example/a/sub/z> .\n"
		"<https://one.example/a/x> <urn:p> <https://one.example/a/sub/y> .\n",
		"<https://two.example/sub/y> <urn:q> <https://two.example/sub/z> .\n"
		"<https://two.example/x> <urn:p> <https://two.example/sub/y> .\n"};
	struct counting_loader loader = {.loader = {load_numbered}};
	struct jsonld_contexts *c = jsonld_contexts_new(&loader.loader);
	struct arena *a = arena_new();
	for (int i = 0; i < 4; i++) {
		struct jsonld_options o = {.contexts = c, .base = str_of(bases[i % 2])};
		struct json *document;
		struct rdf_dataset *d;
		struct buf out;
		REQUIRE_OK(json_parse(a, str_of(text), &json_limits_default, &document));
		REQUIRE_OK(jsonld_to_rdf(a, document, &o, &d));
		buf_init(&out, a, 1024, 1 << 20);
		nquads_write(&out, d);
		CHECK_STR(buf_str(&out), want[i % 2]);
	}
	arena_free(a);
	jsonld_contexts_free(c);
}
