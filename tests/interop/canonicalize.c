/*
 * Canonical N-Quads for other programs to compare: a line of standard input is a JSON-LD document,
 * read strictly, or, for "canonicalize nquads", N-Quads as a JSON string. The answer is a line,
 * {"nquads": TEXT} or {"error": DETAIL}.
 */
#include "base/arena.h"
#include "credential/jsonld.h"
#include "credential/nquads.h"
#include "credential/rdfc.h"

#include <stdio.h>
#include <string.h>

#define LINE_MOST (1 << 20)

typedef err_t read_fn(struct arena *a, struct jsonld_contexts *contexts, const struct json *input,
	struct rdf_dataset **ret_dataset);

static err_t read_document(struct arena *a, struct jsonld_contexts *contexts,
	const struct json *input, struct rdf_dataset **ret_dataset)
{
	struct jsonld_options o = {.contexts = contexts, .strict = true};
	return jsonld_to_rdf(a, input, &o, ret_dataset);
}

static err_t read_quads(struct arena *a, struct jsonld_contexts *contexts, const struct json *input,
	struct rdf_dataset **ret_dataset)
{
	(void)contexts;
	return nquads_read(a, json_str(input), ret_dataset);
}

static err_t canonicalize(struct arena *a, struct jsonld_contexts *contexts, read_fn *read,
	struct str text, struct str *ret_nquads)
{
	struct json *input;
	struct rdf_dataset *d;
	struct rdfc result;
	TRY(json_parse(a, text, &json_limits_default, &input));
	TRY(read(a, contexts, input, &d));
	TRY(rdfc(a, d, sha2_new(a, SHA2_256), &result));
	*ret_nquads = result.nquads;
	return NULL;
}

static void answer(
	struct arena *a, struct jsonld_contexts *contexts, read_fn *read, struct str text)
{
	struct buf out;
	struct json object = json_object();
	struct str nquads;
	err_t e = canonicalize(a, contexts, read, text, &nquads);
	json_set(a, &object, e ? STR("error") : STR("nquads"),
		json_of_str(e ? str_dup(a, str_of(e->detail)) : nquads));
	err_free(e);
	buf_init(&out, a, 4096, 16u << 20);
	json_write(&out, &object);
	printf("%.*s\n", STR_ARG(buf_str(&out)));
}

int main(int argc, char **argv)
{
	read_fn *read = argc > 1 && strcmp(argv[1], "nquads") == 0 ? read_quads : read_document;
	struct arena *a = arena_new();
	struct jsonld_contexts *contexts = jsonld_contexts_new(NULL);
	static char line[LINE_MOST];
	while (fgets(line, sizeof(line), stdin)) {
		answer(a, contexts, read, str_of(line));
		arena_reset(a);
	}
	arena_free(a);
	jsonld_contexts_free(contexts);
}
