/*
 * Figures of credentials on one thread, and their limits: bench_credentials PEER_BADGE prints
 * lines of "figure NAME VALUE UNIT". PEER_BADGE is a badge that another program signed with
 * eddsa-rdfc-2022, to verify. Build with -O2 or more.
 */
#include "base/time.h"
#include "credential/badge_maker.h"
#include "credential/rdfc.h"

#include <math.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUND (USEC_SECOND / 100)
#define ROUNDS 100
#define BATCH 16
#define NOW (USEC_DAY * 20600)

static void must(err_t e)
{
	if (!e)
		return;
	fprintf(stderr, "%s\n", e->detail);
	exit(1);
}

/* --- what is measured: a badge like bench/documents/badge.json --- */

#define LITERAL(s)               \
	{                        \
		s, sizeof(s) - 1 \
	}
static const struct record_text title[] = {{LITERAL("en"), LITERAL("Planning a project")}};
static const struct record_text about[] = {
	{LITERAL("en"), LITERAL("Shows that the holder can plan.")}};
static const struct record_text criteria[] = {{LITERAL("en"),
	LITERAL("Makes a plan for a project of at least six weeks, keeps to it and says "
		"afterwards what went well and what did not.")}};
static const struct record_text school[] = {{LITERAL("en"), LITERAL("Example School")}};
static const struct record_achievement achievement = {
	.id = LITERAL("https://school.example.org/achievements/42"),
	.title = {title, 1},
	.description = {about, 1},
	.criteria = {criteria, 1},
	.ects = LITERAL("1.5"),
};

struct bench {
	struct arena *arena, *work; /* work is reset with each document */
	struct vc_env env;
	struct record_organisation issuer;
	struct badge_maker_plan plan;
	struct badge_maker *maker;
	struct sha2 *sha;
	struct str badge; /* of ours, signed */
	struct str peer;  /* of the other program, signed */
	uint32_t learner;
	size_t used; /* by one document */
	/* of the limits */
	unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
	unsigned char message[64], signature[crypto_sign_BYTES];
};

static struct record next_record(struct bench *b)
{
	uint32_t n = b->learner++;
	return (struct record){
		.id = str_fmt(b->work, "urn:uuid:7f0d6a52-0e41-4d4c-9a0c-3f1f%08x", n),
		.achievement = &achievement,
		.issuer = &b->issuer,
		.learner = {.id = str_fmt(b->work,
				    "did:key:z6MkExampleExampleExampleExampleExample%08x", n)},
		.issued = STR("2026-03-01T09:30:00Z"),
		.status = {STR("https://school.example.org/status/3"), STR("revocation"), n},
	};
}

static void issue(struct bench *b)
{
	struct record r = next_record(b);
	struct findings f;
	bool issued = false;
	findings_init(&f, b->work);
	must(badge_maker_issue(
		b->maker, b->work, &r, STR("2026-03-01T09:30:00Z"), &f, &b->badge, &issued));
	if (!issued)
		exit(2);
}

static void verify_text(struct bench *b, struct str text)
{
	struct findings f;
	findings_init(&f, b->work);
	vc_verify(&b->env, b->work, text, &f);
	if (findings_has(&f, FINDING_PROOF_WRONG) || findings_has(&f, FINDING_JSONLD) ||
		findings_has(&f, FINDING_PROOF_FORM) || findings_has(&f, FINDING_ISSUER_KEY))
		exit(3);
}

static void verify(struct bench *b)
{
	verify_text(b, b->badge);
}

static void verify_peer(struct bench *b)
{
	verify_text(b, b->peer);
}

static void canonize(struct bench *b)
{
	struct json *document;
	struct rdf_dataset *d;
	struct rdfc result;
	struct jsonld_options o = {.contexts = b->env.proof.contexts, .strict = true};
	must(json_parse(b->work, b->peer, &json_limits_default, &document));
	must(jsonld_to_rdf(b->work, document, &o, &d));
	must(rdfc(b->work, d, b->sha, &result));
}

static void raw_sign(struct bench *b)
{
	crypto_sign_detached(b->signature, NULL, b->message, sizeof(b->message), b->secret);
	b->message[0]++;
}

static void raw_verify(struct bench *b)
{
	if (crypto_sign_verify_detached(b->signature, b->message, sizeof(b->message), b->public))
		exit(4);
}

/* --- measuring --- */

/* How often a second of that clock, in a round of that long. */
static double rate(struct bench *b, usec now(void), void run(struct bench *b), usec round)
{
	usec start = now(), took = 0;
	double count = 0;
	for (; took < round; took = now() - start) {
		for (int i = 0; i < BATCH; i++) {
			run(b);
			b->used = arena_used(b->work);
			arena_reset(b->work);
		}
		count += BATCH;
	}
	return count * (double)USEC_SECOND / (double)took;
}

/*
 * Of rounds in turns the best counts: others at work on the machine only take away. What they take
 * of the processor is not counted at all.
 */
static void compare(
	struct bench *b, const char *name, void run(struct bench *b), void limit(struct bench *b))
{
	double best = 0, best_limit = 0;
	for (int i = 0; i < ROUNDS; i++) {
		best = fmax(best, rate(b, clock_thread, run, ROUND));
		best_limit = fmax(best_limit, rate(b, clock_thread, limit, ROUND));
	}
	printf("figure %s %.0f per_s\n", name, best);
	printf("figure %s_limit %.0f per_s\n", name, best_limit);
	printf("figure %s_vs_limit %.3f ratio\n", name, best / best_limit);
}

static void measure(struct bench *b, const char *name, void run(struct bench *b))
{
	double best = 0;
	for (int i = 0; i < ROUNDS; i++)
		best = fmax(best, rate(b, clock_thread, run, ROUND));
	printf("figure %s %.0f per_s\n", name, best);
}

/* --- two threads --- */

struct verifier {
	pthread_t thread;
	struct bench bench;
	usec (*now)(void);
	double rate;
};

static void *verify_all(void *arg)
{
	struct verifier *v = arg;
	v->rate = rate(&v->bench, v->now, verify_peer, 20 * ROUND);
	return NULL;
}

/* What n threads verify a second together, each with what belongs to a thread. */
static double threads_rate(const struct bench *b, usec now(void), int n)
{
	struct verifier v[2];
	double sum = 0;
	for (int i = 0; i < n; i++) {
		v[i] = (struct verifier){.bench = *b, .now = now};
		v[i].bench.work = arena_new();
		v[i].bench.env.proof.did.keys = key_cache_new();
		if (pthread_create(&v[i].thread, NULL, verify_all, &v[i]))
			exit(5);
	}
	for (int i = 0; i < n; i++) {
		pthread_join(v[i].thread, NULL);
		sum += v[i].rate;
		key_cache_free(v[i].bench.env.proof.did.keys);
		arena_free(v[i].bench.work);
	}
	return sum;
}

static void measure_threads(const struct bench *b, const char *name, usec now(void))
{
	double one = 0, two = 0;
	for (int i = 0; i < ROUNDS / 10; i++) {
		one = fmax(one, threads_rate(b, now, 1));
		two = fmax(two, threads_rate(b, now, 2));
	}
	printf("figure %s %.2f ratio\n", name, two / one);
}

/* --- putting it together --- */

static void set_suite(struct bench *b, enum proof_suite suite)
{
	b->plan.proof.suite = suite;
	b->maker = badge_maker_new(b->arena, &b->plan);
	issue(b);
	b->badge = str_dup(b->arena, b->badge);
	arena_reset(b->work);
}

static struct str one_badge(struct bench *b)
{
	struct str text;
	issue(b);
	text = str_dup(b->arena, b->badge);
	arena_reset(b->work);
	return text;
}

static void set_up(struct bench *b)
{
	struct key *k;
	*b = (struct bench){.arena = arena_new(), .work = arena_new()};
	b->sha = sha2_new(b->arena, SHA2_256);
	b->env.proof = (struct proof_env){jsonld_contexts_new(NULL), {NULL, key_cache_new(), NOW}};
	must(key_generate(b->arena, KEY_ED25519, &random_system, &k));
	b->issuer = (struct record_organisation){.id = did_key(b->arena, k),
		.name = {school, 1},
		.email = STR("info@school.example.org")};
	b->plan = (struct badge_maker_plan){&b->env, &achievement, &b->issuer,
		{OPEN_BADGE_GENERIC, STR("en")}, {.method = did_key_method(b->arena, k)}, k};
	crypto_sign_keypair(b->public, b->secret);
	raw_sign(b);
	b->message[0]--;
}

static struct str read_all(struct arena *a, const char *path)
{
	enum { MOST = 1 << 20 };
	char *bytes = arena_bytes(a, MOST);
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(66);
	}
	size_t len = fread(bytes, 1, MOST, f);
	fclose(f);
	return (struct str){bytes, len};
}

static void tear_down(struct bench *b)
{
	jsonld_contexts_free(b->env.proof.contexts);
	key_cache_free(b->env.proof.did.keys);
	arena_free(b->work);
	arena_free(b->arena);
}

int main(int argc, char **argv)
{
	struct bench b;
	if (argc != 2 || sodium_init() < 0)
		return 64;
	set_up(&b);
	b.peer = read_all(b.arena, argv[1]);
	set_suite(&b, PROOF_EDDSA_RDFC_2022);
	compare(&b, "issue_eddsa_rdfc", issue, raw_sign);
	b.badge = one_badge(&b);
	raw_sign(&b);
	b.message[0]--;
	compare(&b, "verify_eddsa_rdfc", verify, raw_verify);
	measure(&b, "verify_eddsa_rdfc_foreign", verify_peer);
	verify_peer(&b);
	printf("figure verify_memory %zu bytes\n", arena_used(b.work));
	arena_reset(b.work);
	measure(&b, "canonize", canonize);
	/* By the clock it needs two processors that nobody else uses; the other way tells what the
	 * threads cost one another. */
	measure_threads(&b, "threads_2_vs_1", clock_monotonic);
	measure_threads(&b, "threads_2_vs_1_of_processor", clock_thread);
	set_suite(&b, PROOF_EDDSA_JCS_2022);
	compare(&b, "issue_eddsa_jcs", issue, raw_sign);
	b.badge = one_badge(&b);
	raw_sign(&b);
	b.message[0]--;
	compare(&b, "verify_eddsa_jcs", verify, raw_verify);
	tear_down(&b);
	return 0;
}
