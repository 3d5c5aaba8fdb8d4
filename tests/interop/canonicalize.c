/*
 * Canonical N-Quads for other programs to compare: a line of standard input is a JSON-LD document;
 * the answer is a line, {"nquads": TEXT} or {"error": DETAIL}. Strict.
 */
#include "base/arena.h"
#include "credential/jsonld.h"
#include "credential/rdfc.h"

#include <stdio.h>

#define LINE_MOST (1 << 20)

static err_t canonicalize(
	struct arena *a, struct jsonld_contexts *contexts, struct str text, struct str *ret_nquads)
{
	struct jsonld_options o = {.contexts = contexts, .strict = true};
	struct json *document;
	struct rdf_dataset *d;
	struct rdfc result;
	TRY(json_parse(a, text, &json_limits_default, &document));
	TRY(jsonld_to_rdf(a, document, &o, &d));
	TRY(rdfc(a, d, sha2_new(a, SHA2_256), &result));
	*ret_nquads = result.nquads;
	return NULL;
}

static void answer(struct arena *a, struct jsonld_contexts *contexts, struct str text)
{
	struct buf out;
	struct json object = json_object();
	struct str nquads;
	err_t e = canonicalize(a, contexts, text, &nquads);
	json_set(a, &object, e ? STR("error") : STR("nquads"),
		json_of_str(e ? str_dup(a, str_of(e->detail)) : nquads));
	err_free(e);
	buf_init(&out, a, 4096, 16u << 20);
	json_write(&out, &object);
	printf("%.*s\n", STR_ARG(buf_str(&out)));
}

int main(void)
{
	struct arena *a = arena_new();
	struct jsonld_contexts *contexts = jsonld_contexts_new(NULL);
	static char line[LINE_MOST];
	while (fgets(line, sizeof(line), stdin)) {
		answer(a, contexts, str_of(line));
		arena_reset(a);
	}
	arena_free(a);
	jsonld_contexts_free(contexts);
}
