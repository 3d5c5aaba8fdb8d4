#include "credential/vc.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stands for JSON-LD, which has a target of its own. */
static err_t to_rdf(const struct proof_env *env, struct arena *a, const struct json *document,
	struct rdf_dataset **ret_dataset)
{
	(void)env;
	struct rdf_dataset *d = rdf_new(a);
	rdf_term p = rdf_iri(d, STR("urn:p")), node = rdf_blank_new(d);
	json_each_member (m, document)
		rdf_add(d, node, p, rdf_literal(d, m->name, STR_NONE), RDF_NONE);
	*ret_dataset = d;
	return NULL;
}

/* Whatever is asked for, the document itself comes back. */
struct echo {
	struct did_fetcher fetcher;
	struct str body;
};

static err_t get(const struct did_fetcher *f, struct arena *a, struct str url, struct str *ret_body)
{
	(void)a;
	(void)url;
	*ret_body = ((const struct echo *)f)->body;
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct echo echo = {{get}, text};
	struct vc_env env = {.proof = {to_rdf, {&echo.fetcher, NULL, 20000 * USEC_DAY}}};
	struct arena *a = arena_new();
	struct findings f;
	findings_init(&f, a);
	vc_verify(&env, a, text, &f);
	vc_verify_presentation(&env, a, text, STR("d"), STR("c"), &f);
	if (f.list.len > FINDINGS_MOST)
		abort();
	arena_free(a);
	return 0;
}
