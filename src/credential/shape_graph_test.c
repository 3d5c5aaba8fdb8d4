#include "credential/shape_graph.h"

#include "base/arena.h"
#include "credential/nquads.h"
#include "credential/rdfc.h"
#include "unit/unit.h"

static const char model[] = "<did:a> <urn:knows> _:x .\n"
			    "_:x <urn:name> \"gap-0\" .\n"
			    "_:y <urn:name> \"fixed\" .\n"
			    "_:y <urn:at> <urn:gap-1> .\n"
			    "<urn:gap-1> <urn:label> \"gap-0\"@en .\n";

static const struct shape_gap gaps[] = {{SHAPE_TEXT, {"gap-0", 5}}, {SHAPE_IRI, {"urn:gap-1", 9}}};

static struct rdf_dataset *dataset(struct arena *a, struct str text)
{
	struct rdf_dataset *d = NULL;
	CHECK_OK(nquads_read(a, text, &d));
	return d;
}

/* The model with those texts, canonicalized the long way. */
static struct str canonical(struct arena *a, struct sha2 *sha, struct str name, struct str place)
{
	struct rdfc result = {0};
	struct str text = str_fmt(a,
		"<did:a> <urn:knows> _:x .\n_:x <urn:name> \"%.*s\" .\n"
		"_:y <urn:name> \"fixed\" .\n_:y <urn:at> <%.*s> .\n"
		"<%.*s> <urn:label> \"%.*s\"@en .\n",
		STR_ARG(name), STR_ARG(place), STR_ARG(place), STR_ARG(name));
	CHECK_OK(rdfc(a, dataset(a, text), sha, &result));
	return result.nquads;
}

TEST(shape_graph_writes_what_rdfc_does)
{
	struct arena *a = arena_new(), *scratch = arena_child(a);
	struct sha2 *sha = sha2_new(a, SHA2_256);
	struct shape_graph *g = shape_graph_new(a, dataset(a, str_of(model)), gaps, 2, sha);
	REQUIRE(g);
	for (int i = 0; i < 200; i++) {
		struct str texts[] = {str_fmt(a, "n%d", i * 7919 % 200),
			str_fmt(a, "%s:p%d", i % 3 ? "urn" : "did", i * 31)};
		struct str got = STR_NONE;
		CHECK(shape_graph_write(g, scratch, texts, &got));
		CHECK(str_eq(got, canonical(a, sha, texts[0], texts[1])));
		arena_reset(scratch);
	}
	arena_free(a);
}

TEST(shape_graph_leaves_statements_that_fall_together)
{
	struct arena *a = arena_new();
	struct sha2 *sha = sha2_new(a, SHA2_256);
	struct rdf_dataset *d = dataset(a, STR("<urn:gap-1> <urn:p> \"gap-0\" .\n"
					       "<urn:s> <urn:p> \"v\" .\n"));
	struct shape_graph *g = shape_graph_new(a, d, gaps, 2, sha);
	struct str same[] = {STR("v"), STR("urn:s")}, other[] = {STR("v"), STR("urn:t")}, got;
	REQUIRE(g);
	CHECK(!shape_graph_write(g, a, same, &got));
	CHECK(shape_graph_write(g, a, other, &got));
	arena_free(a);
}

TEST(shape_graph_leaves_alike_nodes)
{
	struct arena *a = arena_new();
	struct sha2 *sha = sha2_new(a, SHA2_256);
	struct rdf_dataset *d = dataset(a, STR("_:a <urn:p> \"gap-0\" .\n_:b <urn:p> \"v\" .\n"));
	struct shape_graph *g = shape_graph_new(a, d, gaps, 1, sha);
	struct str same[] = {STR("v")}, other[] = {STR("w")}, got;
	REQUIRE(g);
	CHECK(!shape_graph_write(g, a, same, &got));
	CHECK(shape_graph_write(g, a, other, &got));
	arena_free(a);
}

TEST(shape_graph_wants_each_mark_as_a_term)
{
	struct arena *a = arena_new();
	struct sha2 *sha = sha2_new(a, SHA2_256);
	struct rdf_dataset *d = dataset(a, STR("_:a <urn:p> \"see gap-0\" .\n"));
	CHECK(!shape_graph_new(a, d, gaps, 1, sha));
	arena_free(a);
}
