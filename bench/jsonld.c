/*
 * Figures of JSON-LD on one thread: bench_jsonld FILE prints documents a second, parsing included.
 * Build with -O2 or more.
 */
#include "base/arena.h"
#include "base/time.h"
#include "credential/jsonld.h"
#include "credential/rdfc.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUND (USEC_SECOND / 100)
#define ROUNDS 100

struct bench {
	struct arena *arena;
	struct sha2 *sha;
	struct str text;
	struct jsonld_options options;
	size_t used; /* by one document */
};

static void stop_on(err_t e)
{
	if (!e)
		return;
	fprintf(stderr, "%s\n", e->detail);
	exit(1);
}

static struct json *parse(struct bench *b)
{
	struct json *document;
	stop_on(json_parse(b->arena, b->text, &json_limits_default, &document));
	return document;
}

static void only_parse(struct bench *b)
{
	parse(b);
}

static void expand(struct bench *b)
{
	struct json expanded;
	stop_on(jsonld_expand(b->arena, parse(b), &b->options, &expanded));
}

static void to_rdf(struct bench *b)
{
	struct rdf_dataset *d;
	stop_on(jsonld_to_rdf(b->arena, parse(b), &b->options, &d));
}

static void canonicalize(struct bench *b)
{
	struct rdf_dataset *d;
	struct rdfc result;
	stop_on(jsonld_to_rdf(b->arena, parse(b), &b->options, &d));
	stop_on(rdfc(b->arena, d, b->sha, &result));
}

/* The best of many short rounds: others at work on the machine only take away. */
static void measure(struct bench *b, const char *name, void run(struct bench *b))
{
	double best = 0;
	for (int round = 0; round < ROUNDS; round++) {
		usec start = clock_thread(), took = 0;
		double count = 0;
		for (; took < ROUND; took = clock_thread() - start, count++) {
			run(b);
			b->used = arena_used(b->arena);
			arena_reset(b->arena);
		}
		double rate = count * (double)USEC_SECOND / (double)took;
		best = rate > best ? rate : best;
	}
	printf("figure %s %.0f documents/s\n", name, best);
	printf("figure %s_memory %zu bytes\n", name, b->used);
}

static struct str read_all(struct arena *a, const char *path)
{
	enum { MOST = 1 << 20 };
	char *bytes = arena_bytes(a, MOST);
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(1);
	}
	size_t len = fread(bytes, 1, MOST, f);
	fclose(f);
	return (struct str){bytes, len};
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct bench b = {.arena = arena_new(), .sha = sha2_new(a, SHA2_256)};
	if (argc != 2)
		return 64;
	b.text = read_all(a, argv[1]);
	b.options.contexts = jsonld_contexts_new(NULL);
	b.options.strict = true;
	measure(&b, "parse", only_parse);
	measure(&b, "expand", expand);
	measure(&b, "to_rdf", to_rdf);
	measure(&b, "canonicalize", canonicalize);
	arena_free(b.arena);
	arena_free(a);
	jsonld_contexts_free(b.options.contexts);
}
