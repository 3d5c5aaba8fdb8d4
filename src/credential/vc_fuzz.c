#include "credential/vc.h"

#include "crypto/multikey.h"

#include <stdlib.h>

#define SECRET_TEXT "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"

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

/* What is issued here, is in order here, but for its dates and status. */
static void issue_and_verify(
	const struct vc_env *env, struct arena *a, struct str text, enum proof_suite suite)
{
	struct json *document;
	struct key *k = NULL;
	struct findings f;
	bool issued = false;
	err_t e = json_parse(a, text, &json_limits_default, &document);
	if (!e)
		e = multikey_parse_secret(a, STR(SECRET_TEXT), &k);
	if (!e && document->type == JSON_OBJECT) {
		struct proof_options o = {.suite = suite, .method = did_key_method(a, k)};
		json_set(a, document, STR("issuer"), json_of_str(did_key(a, k)));
		json_set(a, document, STR("proof"), json_array());
		findings_init(&f, a);
		e = vc_issue(env, a, document, &o, k, &f, &issued);
	}
	err_free(e);
	if (!issued)
		return;
	findings_init(&f, a);
	vc_verify_json(env, a, document, &f);
	if (!findings_ok_about(&f, ABOUT_FORM) || !findings_ok_about(&f, ABOUT_PROOF) ||
		!findings_ok_about(&f, ABOUT_ISSUER))
		abort();
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
	issue_and_verify(&env, a, text, PROOF_EDDSA_RDFC_2022);
	issue_and_verify(&env, a, text, PROOF_EDDSA_JCS_2022);
	arena_free(a);
	return 0;
}
