#include "credential/badge_maker.h"

#include "base/vec.h"
#include "unit/record.h"
#include "unit/unit.h"

#include <stdio.h>

#define NOW (USEC_DAY * 20600)

struct maker_test {
	struct arena *arena;
	struct jsonld_contexts *contexts;
	struct vc_env env;
	struct badge_maker_plan plan;
	struct record_achievement achievement;
	uint64_t state; /* of the pseudo-random numbers */
};

static uint32_t pick(struct maker_test *t, uint32_t below)
{
	t->state = t->state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((t->state >> 33) % below);
}

static void set_up(struct maker_test *t, enum proof_suite suite, enum key_type type)
{
	struct key *k;
	struct arena *a = arena_new();
	*t = (struct maker_test){.arena = a, .state = 20261122};
	t->contexts = jsonld_contexts_new(NULL);
	t->env.proof = (struct proof_env){t->contexts, {.now = NOW}};
	CHECK_OK(key_generate(a, type, &random_system, &k));
	t->achievement = *record_full.achievement;
	t->plan = (struct badge_maker_plan){
		.env = &t->env,
		.achievement = &t->achievement,
		.issuer = record_full.issuer,
		.format = {OPEN_BADGE_GENERIC, STR("nl")},
		.proof = {.suite = suite, .method = did_key_method(a, k)},
		.key = k,
	};
}

static void tear_down(struct maker_test *t)
{
	arena_free(t->arena);
	jsonld_contexts_free(t->contexts);
}

/* Texts that have gone wrong somewhere before. */
static const char *const odd[] = {"Anna", "Zo\u00eb \"Z\" O'Neil", "\\", "a\nb\tc\r", "\x01\x7f",
	"\u65e5\u672c\u8a9e", "\U0001f393 cafe\u0301", "gap-1.invalid", "8.5", "revocation",
	"_:c14n0", "<https://x.example/>", "\"@en", "{\"a\":1}", "nl",
	"https://hogeschool.example.org/status/3", "1990-05-17", "\ufeff", "\u2028\u2029", "-"};

static struct str odd_text(struct maker_test *t)
{
	return str_of(odd[pick(t, sizeof(odd) / sizeof(odd[0]))]);
}

static struct str name(struct maker_test *t, struct arena *a)
{
	if (pick(t, 3) == 0)
		return odd_text(t);
	return str_fmt(a, "Learner %u %s", pick(t, 1000), odd[pick(t, 5)]);
}

/* Most often one that begins so. */
static struct str iri(struct maker_test *t, struct arena *a, const char *beginning)
{
	static const char *const odd_iris[] = {"https://hogeschool.example.org/issuers/17",
		"https://hogeschool.example.org/achievements/42", "https://a.example/../b/./c?d#e",
		"https://a.example/a b", "urn://x", "https:x", "nonsense", "_:b0", "@type",
		"https://a.example/\u00fc", "https://a.example/a#b#c", "https://a.example/%zz",
		"did:key:a", "urn:uuid:b"};
	if (pick(t, 20) == 0)
		return str_of(odd_iris[pick(t, sizeof(odd_iris) / sizeof(odd_iris[0]))]);
	return str_fmt(a, "%s%u", beginning, pick(t, 100000));
}

static struct str time_text(struct maker_test *t, struct arena *a)
{
	if (pick(t, 40) == 0)
		return pick(t, 2) ? STR("2026-03-01T09:00:00") : STR("yesterday");
	return str_fmt(a, "20%02u-%02u-%02uT09:%02u:00%s", 20 + pick(t, 6), 1 + pick(t, 12),
		1 + pick(t, 28), pick(t, 60), pick(t, 4) ? "Z" : "+02:00");
}

static struct record random_record(struct maker_test *t, struct arena *a)
{
	struct record r = {.achievement = &t->achievement, .issuer = record_full.issuer};
	r.id = iri(t, a, "https://hogeschool.example.org/credentials/");
	r.issued = time_text(t, a);
	if (pick(t, 4))
		r.learner.id = iri(t, a, pick(t, 2) ? "did:key:z6Mk" : "urn:uuid:");
	if (pick(t, 4) || !r.learner.id.len)
		r.learner.full_name = name(t, a);
	if (pick(t, 40) == 0)
		r.learner.given_name = pick(t, 3) ? name(t, a) : r.learner.full_name;
	if (pick(t, 40) == 0)
		r.learner.birth_date = STR("2001-01-01");
	if (pick(t, 20))
		r.grade = pick(t, 2) ? odd_text(t) : str_fmt(a, "%u", pick(t, 11));
	if (pick(t, 20) == 0)
		r.valid_until = time_text(t, a);
	if (pick(t, 10))
		r.status = (struct record_status){
			iri(t, a, "https://a.example/"), STR("revocation"), pick(t, 100000)};
	if (pick(t, 50) == 0)
		r.evidence = record_full.evidence, r.evidence_len = 1;
	return r;
}

struct outcome {
	struct str text;
	bool issued, failed;
	size_t findings;
};

static struct outcome issued(struct badge_maker *m, const struct badge_maker_plan *plan,
	struct arena *a, const struct record *r, struct str created)
{
	struct findings f;
	struct outcome o = {0};
	findings_init(&f, a);
	err_t e = m ? badge_maker_issue(m, a, r, created, &f, &o.text, &o.issued)
		    : badge_issue(plan, a, r, created, &f, &o.text, &o.issued);
	o.failed = e != NULL;
	o.findings = f.list.len;
	err_free(e);
	return o;
}

static bool same(const struct outcome *a, const struct outcome *b)
{
	return a->issued == b->issued && a->failed == b->failed && a->findings == b->findings &&
	       str_eq(a->text, b->text);
}

/* Learners, each issued both ways; how many were filled in. */
static size_t compare_ways(struct maker_test *t, size_t learners)
{
	struct badge_maker *m = badge_maker_new(t->arena, &t->plan);
	struct arena *a = arena_child(t->arena);
	for (size_t i = 0; i < learners; i++) {
		struct record r = random_record(t, a);
		struct str created = STR("2026-05-06T07:08:09Z");
		if (i % 100 == 7)
			created =
				i % 200 == 7 ? STR("today") : STR("2026-05-06T07:08:09.123+01:00");
		struct outcome fast = issued(m, &t->plan, a, &r, created);
		struct outcome slow = issued(NULL, &t->plan, a, &r, created);
		if (!CHECK(same(&fast, &slow))) {
			printf("# learner %zu\n# %.*s\n# %.*s\n", i, STR_ARG(fast.text),
				STR_ARG(slow.text));
			break;
		}
		arena_reset(a);
	}
	return badge_maker_filled(m);
}

TEST(badge_maker_equals_the_long_way_for_10000_learners)
{
	struct maker_test t;
	set_up(&t, PROOF_EDDSA_RDFC_2022, KEY_ED25519);
	CHECK(compare_ways(&t, 10000) > 3000);
	tear_down(&t);
}

TEST(badge_maker_equals_the_long_way_in_the_dutch_profile)
{
	struct maker_test t;
	set_up(&t, PROOF_EDDSA_RDFC_2022, KEY_ED25519);
	t.plan.format.profile = OPEN_BADGE_DUTCH;
	CHECK(compare_ways(&t, 500) > 50);
	tear_down(&t);
}

TEST(badge_maker_equals_the_long_way_with_jcs)
{
	struct maker_test t;
	set_up(&t, PROOF_EDDSA_JCS_2022, KEY_ED25519);
	CHECK(compare_ways(&t, 2000) > 600);
	tear_down(&t);
}

TEST(badge_maker_signs_with_ecdsa)
{
	static const enum proof_suite suites[] = {PROOF_ECDSA_RDFC_2019, PROOF_ECDSA_JCS_2019};
	for (size_t i = 0; i < 4; i++) {
		struct maker_test t;
		struct outcome o = {0};
		struct findings f;
		set_up(&t, suites[i % 2], i < 2 ? KEY_P256 : KEY_P384);
		struct record_organisation self = *record_full.issuer;
		struct record r = record_full;
		self.id = str_sub(t.plan.proof.method, 0, str_find(t.plan.proof.method, '#'));
		t.plan.issuer = r.issuer = &self;
		r.achievement = &t.achievement;
		r.evidence_len = 0;
		r.learner.identifiers.len = 0;
		r.status = (struct record_status){0};
		struct badge_maker *m = badge_maker_new(t.arena, &t.plan);
		for (int n = 0; n < 3; n++)
			o = issued(m, &t.plan, t.arena, &r, STR("2026-05-06T07:08:09Z"));
		CHECK_INT((int64_t)badge_maker_filled(m), 2);
		findings_init(&f, t.arena);
		vc_verify(&t.env, t.arena, o.text, &f);
		CHECK(findings_ok(&f));
		tear_down(&t);
	}
}

/* A text of the achievement that looks like a mark must not become a learner's. */
TEST(badge_maker_minds_marks_in_the_achievement)
{
	static const struct record_text title[] = {{{"en", 2}, {"gap-2.invalid", 13}}};
	struct maker_test t;
	set_up(&t, PROOF_EDDSA_RDFC_2022, KEY_ED25519);
	t.achievement.title = (struct record_texts){title, 1};
	compare_ways(&t, 200);
	tear_down(&t);
}

/* Blank nodes that only their neighbours tell apart. */
TEST(badge_maker_goes_the_long_way_for_alike_nodes)
{
	struct maker_test t;
	set_up(&t, PROOF_EDDSA_RDFC_2022, KEY_ED25519);
	static const struct record_quality twice[] = {
		{{{"urn:x", 5}, {0}}, {"1", 1}, {0}}, {{{"urn:x", 5}, {0}}, {"1", 1}, {0}}};
	t.achievement.quality = (struct record_qualities){twice, 2};
	CHECK_INT((int64_t)compare_ways(&t, 50), 0);
	tear_down(&t);
}

TEST(badge_maker_takes_other_achievements)
{
	struct maker_test t;
	set_up(&t, PROOF_EDDSA_RDFC_2022, KEY_ED25519);
	struct badge_maker *m = badge_maker_new(t.arena, &t.plan);
	struct outcome o = issued(m, &t.plan, t.arena, &record_bare, STR("2026-05-06T07:08:09Z"));
	CHECK(o.issued && str_has(o.text, "did:web:jeugd.example.org"));
	tear_down(&t);
}
