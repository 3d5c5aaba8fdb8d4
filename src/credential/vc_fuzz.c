#include "credential/vc.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	static struct jsonld_contexts *contexts; /* kept: parsing them anew would be all the work */
	if (!contexts)
		contexts = jsonld_contexts_new(NULL);
	struct str text = {(const char *)data, size};
	struct echo echo = {{get}, text};
	struct vc_env env = {.proof = {contexts, {&echo.fetcher, NULL, 20000 * USEC_DAY}}};
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
