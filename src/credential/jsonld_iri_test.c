#include "credential/jsonld_iri.h"

#include "base/arena.h"
#include "unit/unit.h"

struct resolved {
	const char *base, *reference, *iri;
};

TEST(jsonld_iri_resolves_as_rfc_3986_shows)
{
	static const char base[] = "http://a/b/c/d;p?q";
	/* Sections 5.4.1 and 5.4.2, and what they leave out. */
	static const struct resolved all[] = {
		{base, "g:h", "g:h"},
		{base, "g", "http://a/b/c/g"},
		{base, "./g", "http://a/b/c/g"},
		{base, "g/", "http://a/b/c/g/"},
		{base, "/g", "http://a/g"},
		{base, "//g", "http://g"},
		{base, "?y", "http://a/b/c/d;p?y"},
		{base, "g?y", "http://a/b/c/g?y"},
		{base, "#s", "http://a/b/c/d;p?q#s"},
		{base, "g#s", "http://a/b/c/g#s"},
		{base, "g?y#s", "http://a/b/c/g?y#s"},
		{base, ";x", "http://a/b/c/;x"},
		{base, "", "http://a/b/c/d;p?q"},
		{base, ".", "http://a/b/c/"},
		{base, "./", "http://a/b/c/"},
		{base, "..", "http://a/b/"},
		{base, "../", "http://a/b/"},
		{base, "../g", "http://a/b/g"},
		{base, "../..", "http://a/"},
		{base, "../../g", "http://a/g"},
		{base, "../../../g", "http://a/g"},
		{base, "/./g", "http://a/g"},
		{base, "/../g", "http://a/g"},
		{base, "g.", "http://a/b/c/g."},
		{base, "..g", "http://a/b/c/..g"},
		{base, "./g/.", "http://a/b/c/g/"},
		{base, "g;x=1/../y", "http://a/b/c/y"},
		{base, "g?y/../x", "http://a/b/c/g?y/../x"},
		{base, "g#s/../x", "http://a/b/c/g#s/../x"},
		{"http://a", "g", "http://a/g"},
		{"http://a?q", "", "http://a?q"},
		{"http://a#f", "", "http://a"},
		{"urn:a:b", "g", "urn:g"},
		{"urn:a/b", "../../g", "urn:/g"},
		{"tag:x", "#f", "tag:x#f"},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		CHECK_STR(
			iri_resolve(a, str_of(all[i].base), str_of(all[i].reference)), all[i].iri);
	CHECK(str_eq(iri_resolve(a, str_of(base), STR("g\0h")), STR("http://a/b/c/g\0h")));
	arena_free(a);
}

TEST(jsonld_iri_knows_schemes)
{
	static const char *const with[] = {"a:", "http://a", "z39.50r:x", "a+b-c:x"};
	static const char *const without[] = {
		"", ":", "a", "1a:b", "_:b", "a/b:c", "-a:b", "a b:c"};
	for (size_t i = 0; i < sizeof(with) / sizeof(with[0]); i++)
		CHECK(iri_has_scheme(str_of(with[i])));
	for (size_t i = 0; i < sizeof(without) / sizeof(without[0]); i++)
		CHECK(!iri_has_scheme(str_of(without[i])));
}

TEST(jsonld_iri_knows_form)
{
	static const char *const bad[] = {
		"a", "a:b c", "a:<", "a:#b#c", "a:\"", "a:{}", "a:\\", "a:\n"};
	CHECK(iri_well_formed(STR("https://a.example/b?c#d")));
	CHECK(iri_well_formed(STR("did:key:z6Mk#z6Mk")));
	CHECK(iri_well_formed(STR("https://a.example/caf\xc3\xa9")));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!iri_well_formed(str_of(bad[i])));
}
