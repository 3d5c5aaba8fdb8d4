#include "credential/rdf.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(rdf_equal_terms_have_equal_numbers)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d = rdf_new(a);
	rdf_term iri = rdf_iri(d, STR("https://example.org/a"));
	CHECK(iri != RDF_NONE);
	CHECK_INT(rdf_iri(d, STR("https://example.org/a")), iri);
	CHECK(rdf_literal(d, STR("https://example.org/a"), STR_NONE) != iri);
	CHECK_INT(rdf_literal(d, STR("x"), STR("http://www.w3.org/2001/XMLSchema#string")),
		rdf_literal(d, STR("x"), STR_NONE));
	CHECK_INT(rdf_kind(d, iri), RDF_IRI);
	CHECK_INT((int64_t)rdf_terms(d), 3);
	arena_free(a);
}

TEST(rdf_text_is_canonical)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d = rdf_new(a);
	CHECK_STR(rdf_text(d, rdf_iri(d, STR("urn:x"))), "<urn:x>");
	CHECK_STR(rdf_text(d, rdf_blank(d, STR("b.1"))), "_:b.1");
	CHECK_STR(rdf_text(d, rdf_literal(d, STR("1"), STR("urn:int"))), "\"1\"^^<urn:int>");
	CHECK_STR(rdf_text(d, rdf_literal_lang(d, STR("a"), STR("nl-BE"))), "\"a\"@nl-BE");
	CHECK_STR(rdf_text(d, rdf_literal(d, STR("\b\t\n\v\f\r\"\\\x01\x7f'é"), STR_NONE)),
		"\"\\b\\t\\n\\u000B\\f\\r\\\"\\\\\\u0001\\u007F'é\"");
	CHECK_STR(rdf_text(d, rdf_literal(d, (struct str){"\0", 1}, STR_NONE)), "\"\\u0000\"");
	CHECK_STR(rdf_text(d, rdf_literal(d, STR_NONE, STR_NONE)), "\"\"");
	arena_free(a);
}

TEST(rdf_refuses_what_would_break_out_of_a_term)
{
	static const char *const iris[] = {
		"urn:a b", "urn:a>", "urn:<", "urn:\n", "urn:\\", "urn:`"};
	static const char *const labels[] = {"", "a b", "-a", ".a", "a.", "a>", "\xc3\x97"};
	static const char *const langs[] = {"", "en ", "e1", "en-", "-en", "en--us", "en_us"};
	struct arena *a = arena_new();
	struct rdf_dataset *d = rdf_new(a);
	for (size_t i = 0; i < sizeof(iris) / sizeof(iris[0]); i++) {
		CHECK_INT(rdf_iri(d, str_of(iris[i])), RDF_NONE);
		CHECK_INT(rdf_literal(d, STR("x"), str_of(iris[i])), RDF_NONE);
	}
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		CHECK_INT(rdf_blank(d, str_of(labels[i])), RDF_NONE);
	for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]); i++)
		CHECK_INT(rdf_literal_lang(d, STR("x"), str_of(langs[i])), RDF_NONE);
	CHECK_OK(rdf_err(d));
	CHECK_INT((int64_t)rdf_terms(d), 0);
	arena_free(a);
}

TEST(rdf_fresh_blank_nodes_avoid_labels)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d = rdf_new(a);
	rdf_term named = rdf_blank(d, STR("b1"));
	rdf_term first = rdf_blank_new(d), second = rdf_blank_new(d);
	CHECK_STR(rdf_text(d, first), "_:b0");
	CHECK_STR(rdf_text(d, second), "_:b2");
	CHECK(named != first && named != second);
	arena_free(a);
}

TEST(rdf_is_a_set_of_quads_at_any_size)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d = rdf_new(a);
	rdf_term p = rdf_iri(d, STR("urn:p")), none = RDF_NONE;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 2000; i++)
			rdf_add(d, rdf_iri(d, str_fmt(a, "urn:%d", i % 1000)), p,
				rdf_literal(d, str_fmt(a, "%d", i), STR_NONE), none);
	rdf_add(d, none, p, p, none);
	rdf_add(d, p, none, p, none);
	rdf_add(d, p, p, none, none);
	size_t len;
	const struct rdf_quad *q = rdf_quads(d, &len);
	CHECK_INT((int64_t)len, 2000);
	CHECK_STR(rdf_text(d, q[1999].subject), "<urn:999>");
	CHECK_STR(rdf_text(d, q[1999].object), "\"1999\"");
	CHECK_OK(rdf_err(d));
	arena_free(a);
}

TEST(rdf_remembers_what_did_not_fit)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d = rdf_new(a);
	char *big = arena_alloc(a, RDF_TEXT_MAX);
	CHECK_INT(rdf_literal(d, (struct str){big, RDF_TEXT_MAX / 4}, STR_NONE), RDF_NONE);
	CHECK_ERR(rdf_err(d), ERR_TOO_LARGE);
	arena_free(a);
}
