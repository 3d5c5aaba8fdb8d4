#include "credential/shape.h"

#include "unit/unit.h"

#define CONTEXT                                                    \
	"\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]," \
	"\"type\":[\"VerifiableCredential\"],\"issuer\":\"did:web:x.example\","

struct shape_test {
	struct arena *arena;
	struct vc_env env;
	struct proof_options proof;
	struct shape *shape;
};

static const struct shape_gap gaps[] = {{SHAPE_IRI, {"https://gap-0.invalid", 21}},
	{SHAPE_TIME, {"1601-01-01T00:00:01.271828Z", 27}}, {SHAPE_TEXT, {"gap-2.invalid", 13}}};

static void set_up(struct shape_test *t, const char *credential, const char *model)
{
	struct arena *a = arena_new();
	struct json *marked;
	struct key *k;
	*t = (struct shape_test){.arena = a};
	t->env.proof.contexts = jsonld_contexts_new(NULL);
	CHECK_OK(key_generate(a, KEY_ED25519, &random_system, &k));
	CHECK_OK(json_parse(a, str_of(credential), &json_limits_default, &marked));
	t->proof = (struct proof_options){
		.suite = PROOF_EDDSA_RDFC_2022, .method = did_key_method(a, k)};
	struct shape_plan plan = {&t->env, marked, str_of(model), gaps, 3, &t->proof, k};
	CHECK_OK(shape_new(a, &plan, &t->shape));
}

static void tear_down(struct shape_test *t)
{
	arena_free(t->arena);
	jsonld_contexts_free(t->env.proof.contexts);
}

static const char marked_credential[] =
	"{" CONTEXT "\"validFrom\":\"1601-01-01T00:00:01.271828Z\",\"credentialSubject\":{\"id\":"
	"\"https://gap-0.invalid\",\"name\":\"gap-2.invalid\"}}";

static bool issues(
	struct shape_test *t, struct str id, struct str from, struct str name, struct str created)
{
	struct str texts[] = {id, from, name};
	struct buf out;
	bool done = false;
	buf_init(&out, t->arena, 512, 8192);
	CHECK_OK(shape_issue(t->shape, &out, texts, created, &done));
	CHECK(done == (out.len > 0));
	return done;
}

TEST(shape_takes_only_what_fits)
{
	struct shape_test t;
	struct str id = STR("https://a.example/1"), from = STR("2026-01-01T00:00:00Z"),
		   name = STR("N"), now = STR("2026-05-06T07:08:09Z");
	set_up(&t, marked_credential, "{}");
	REQUIRE(t.shape);
	CHECK(issues(&t, id, from, name, now));
	CHECK(!issues(&t, STR("http://a.example/1"), from, name, now));
	CHECK(!issues(&t, STR("https:a.example"), from, name, now));
	CHECK(!issues(&t, STR("https://a example"), from, name, now));
	CHECK(!issues(&t, STR("https://a.example/#1#2"), from, name, now));
	CHECK(!issues(&t, id, STR("2026-01-01"), name, now));
	CHECK(!issues(&t, id, STR("2026-01-01T00:00:00"), name, now));
	CHECK(!issues(&t, id, from, STR_NONE, now));
	CHECK(!issues(&t, id, from, name, STR("now")));
	char *lots = arena_bytes(t.arena, SHAPE_TEXT_MOST + 1);
	for (size_t i = 0; i <= SHAPE_TEXT_MOST; i++)
		lots[i] = 'x';
	CHECK(issues(&t, id, from, (struct str){lots, SHAPE_TEXT_MOST}, now));
	CHECK(!issues(&t, id, from, (struct str){lots, SHAPE_TEXT_MOST + 1}, now));
	tear_down(&t);
}

TEST(shape_is_none_when_a_mark_is_in_the_model)
{
	struct shape_test t;
	set_up(&t, marked_credential, "{\"name\":\"of gap-2.invalid\"}");
	CHECK(!t.shape);
	tear_down(&t);
}

TEST(shape_is_none_when_a_gap_says_nothing)
{
	struct shape_test t;
	set_up(&t,
		"{" CONTEXT "\"validFrom\":\"1601-01-01T00:00:01.271828Z\","
		"\"credentialSubject\":{\"id\":\"https://gap-0.invalid\"}}",
		"{}");
	CHECK(!t.shape);
	tear_down(&t);
}

TEST(shape_mark_keeps_the_scheme)
{
	struct arena *a = arena_new();
	CHECK_STR(shape_mark(a, SHAPE_IRI, STR("https://a.example/b"), 3), "https://gap-3.invalid");
	CHECK_STR(shape_mark(a, SHAPE_IRI, STR("did:key:z6Mk"), 0), "did:gap-0.invalid");
	arena_free(a);
}
