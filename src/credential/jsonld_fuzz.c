/* JSON-LD: any document, strict and not, with the built-in contexts. */
#include "credential/jsonld.h"

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void end(err_t e)
{
	err_free(e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct jsonld_contexts *contexts;
	static const struct jsonld_limits limits = {.depth = 32, .contexts = 8, .work = 100000};
	struct arena *a = arena_new();
	struct json *document, expanded;
	struct rdf_dataset *d;
	if (!contexts)
		contexts = jsonld_contexts_new(NULL);
	struct jsonld_options o = {
		.contexts = contexts, .base = STR("https://example.org/a/b"), .limits = &limits};
	err_t e = json_parse(
		a, (struct str){(const char *)data, size}, &json_limits_default, &document);
	if (!e) {
		o.rdf_direction = (enum jsonld_direction)(size % 3);
		end(jsonld_to_rdf(a, document, &o, &d));
		o.strict = true;
		e = jsonld_expand(a, document, &o, &expanded);
	}
	end(e);
	arena_free(a);
	return 0;
}
