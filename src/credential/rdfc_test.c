#include "credential/rdfc.h"

#include "base/arena.h"
#include "base/time.h"
#include "codec/json.h"
#include "credential/nquads.h"
#include "unit/unit.h"

#include <sys/resource.h>

static err_t canonicalize(struct arena *a, struct str nquads, enum sha2_kind kind,
	struct rdf_dataset **ret_dataset, struct rdfc *ret_result)
{
	TRY(nquads_read(a, nquads, ret_dataset));
	return rdfc(a, *ret_dataset, sha2_new(a, kind), ret_result);
}

/* names, as the object of label and name that a map test has. */
static bool same_names(const struct rdf_dataset *d, const struct rdfc *r, const struct json *want)
{
	size_t same = 0;
	for (size_t i = 0; i < r->names_len; i++) {
		struct str label = str_from(rdf_text(d, r->names[i].node), 2);
		same += str_eq(json_str(json_get(want, label)), str_from(r->names[i].name, 2));
	}
	return same == r->names_len && same == want->len;
}

static void check_entry(struct arena *a, const struct json *entry)
{
	struct str id = json_str(json_get(entry, STR("id")));
	struct str type = json_str(json_get(entry, STR("type")));
	struct str action = json_str(json_get(entry, STR("action")));
	struct str result = json_str(json_get(entry, STR("result")));
	bool sha384 = json_get(entry, STR("hashAlgorithm"));
	struct str in = unit_file(a, str_z(a, str_fmt(a, "vectors/rdfc10/%.*s", STR_ARG(action))));
	struct str want =
		unit_file(a, str_z(a, str_fmt(a, "vectors/rdfc10/%.*s", STR_ARG(result))));
	struct rdf_dataset *d;
	struct rdfc r;
	err_t e = canonicalize(a, in, sha384 ? SHA2_384 : SHA2_256, &d, &r);
	bool refused = e, ok = !refused;
	err_free(e);
	if (str_is(type, "rdfc:RDFC10NegativeEvalTest")) {
		ok = refused;
	} else if (ok && str_is(type, "rdfc:RDFC10MapTest")) {
		struct json *map;
		REQUIRE_OK(json_parse(a, want, &json_limits_default, &map));
		ok = same_names(d, &r, map);
	} else if (ok) {
		ok = str_eq(r.nquads, want);
	}
	if (!CHECK(ok))
		CHECK_STR(id, "");
}

TEST(rdfc_passes_the_w3c_tests)
{
	struct arena *a = arena_new();
	struct str text = unit_file(a, "vectors/rdfc10/manifest.jsonld");
	if (!text.p) {
		arena_free(a);
		SKIP("no rdfc10 vectors");
	}
	struct json *manifest;
	REQUIRE_OK(json_parse(a, text, &json_limits_default, &manifest));
	const struct json *entries = json_get(manifest, STR("entries"));
	CHECK_INT(entries->len, 86);
	json_each_item (entry, entries) {
		struct arena *each = arena_child(a);
		check_entry(each, entry);
		arena_free(each);
	}
	arena_free(a);
}

/* n nodes, each related to all the others, or to those at most reach further on in a circle. */
static struct str ring(struct arena *a, int n, int reach)
{
	struct buf b;
	buf_init(&b, a, 4096, 1 << 20);
	for (int i = 0; i < n; i++)
		for (int k = 1; k <= reach; k++)
			buf_fmt(&b, "_:e%d <urn:p> _:e%d .\n", i, (i + k) % n);
	return buf_str(&b);
}

/* 100 ms; a sanitizer makes it slower. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define POISON_MOST (USEC_SECOND / 2)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define POISON_MOST (USEC_SECOND / 2)
#endif
#endif
#ifndef POISON_MOST
#define POISON_MOST (USEC_SECOND / 10)
#endif

/* Of this process: how much others have to do does not count. */
static usec processor_time(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * USEC_SECOND + u.ru_utime.tv_usec +
	       u.ru_stime.tv_usec;
}

TEST(rdfc_refuses_poison_in_time)
{
	static const int shapes[][2] = {{10, 9}, {40, 3}, {400, 1}, {2000, 1}, {30, 29}};
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		struct arena *a = arena_new();
		struct rdf_dataset *d;
		struct rdfc r;
		usec start = processor_time();
		struct str text = ring(a, shapes[i][0], shapes[i][1]);
		CHECK_ERR(canonicalize(a, text, SHA2_256, &d, &r), ERR_TOO_LARGE);
		usec took = processor_time() - start;
		if (!CHECK(took < POISON_MOST))
			CHECK_INT(took, 0);
		arena_free(a);
	}
}

TEST(rdfc_bounds_its_text)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d = rdf_new(a);
	struct rdfc r;
	rdf_term p = rdf_iri(d, STR("urn:p"));
	char *value = arena_alloc(a, 1 << 19);
	rdf_term s = rdf_literal(d, (struct str){value, 1 << 19}, STR_NONE);
	for (int i = 0; i < 10; i++)
		rdf_add(d, rdf_blank_new(d), p, s, RDF_NONE);
	CHECK_ERR(rdfc(a, d, sha2_new(a, SHA2_256), &r), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(rdfc_is_blind_to_labels_and_order)
{
	static const char *const same[] = {
		"_:a <urn:p> _:b .\n_:b <urn:q> \"1\" .\n_:a <urn:p> _:c .\n_:c <urn:q> \"2\" .\n",
		"_:c <urn:q> \"1\" .\n_:a <urn:q> \"2\" .\n_:b <urn:p> _:a .\n_:b <urn:p> _:c .\n",
	};
	struct arena *a = arena_new();
	struct rdf_dataset *d;
	struct rdfc first, second;
	REQUIRE_OK(canonicalize(a, str_of(same[0]), SHA2_256, &d, &first));
	REQUIRE_OK(canonicalize(a, str_of(same[1]), SHA2_256, &d, &second));
	CHECK(str_eq(first.nquads, second.nquads));
	CHECK_INT((int64_t)first.names_len, 3);
	CHECK_INT((int64_t)first.work, 0);
	arena_free(a);
}

TEST(rdfc_of_nothing_is_nothing)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d;
	struct rdfc r;
	REQUIRE_OK(canonicalize(a, STR(""), SHA2_256, &d, &r));
	CHECK_STR(r.nquads, "");
	REQUIRE_OK(canonicalize(
		a, STR("<urn:b> <urn:p> \"x\" .\n<urn:a> <urn:p> \"x\" .\n"), SHA2_256, &d, &r));
	CHECK_STR(r.nquads, "<urn:a> <urn:p> \"x\" .\n<urn:b> <urn:p> \"x\" .\n");
	CHECK_INT((int64_t)r.names_len, 0);
	arena_free(a);
}
