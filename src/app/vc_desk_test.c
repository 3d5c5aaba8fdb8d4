#include "app/vc_desk.h"

#include "unit/unit.h"

struct hall {
	struct arena *arena;
	struct vc_desk_key keys[2];
	struct token token;
	struct digest digest;
	struct vc_desk *desk;
	struct str issuer;
};

static void hall_open(struct hall *h)
{
	*h = (struct hall){.arena = arena_new(), .token = token_new(&random_system)};
	h->digest = token_digest(&h->token);
	h->keys[0].name = STR("one");
	h->keys[1].name = STR("two");
	CHECK_OK(key_generate(h->arena, KEY_ED25519, &random_system, &h->keys[0].key));
	CHECK_OK(key_generate(h->arena, KEY_P256, &random_system, &h->keys[1].key));
	h->issuer = did_key(h->arena, h->keys[0].key);
	struct vc_desk_plan plan = {
		.keys = h->keys,
		.key_count = 2,
		.tokens = &h->digest,
		.token_count = 1,
		.clock = &clock_system,
	};
	h->desk = vc_desk_new(h->arena, &plan, 2);
}

static struct vc_request asking(struct hall *h, struct str body)
{
	return (struct vc_request){h->desk, 1, h->arena, body};
}

static struct str credential(struct hall *h, const char *more)
{
	return str_fmt(h->arena,
		"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
		"\"type\":[\"VerifiableCredential\"],\"issuer\":\"%.*s\","
		"\"credentialSubject\":{\"id\":\"urn:a:1\"}%s}",
		STR_ARG(h->issuer), more);
}

static struct str body_of(struct hall *h, const char *member, struct str document)
{
	return str_fmt(h->arena, "{\"%s\":%.*s}", member, STR_ARG(document));
}

static err_t issue(struct hall *h, const char *suite, const char *key, struct str body,
	struct vc_answer *ret_answer)
{
	struct vc_request r = asking(h, body);
	return vc_desk_issue(&r, str_of(suite), str_of(key), ret_answer);
}

static struct str printed(struct hall *h, const struct json *value)
{
	struct buf out;
	buf_init(&out, h->arena, 4096, 1 << 20);
	json_write(&out, value);
	return buf_str(&out);
}

TEST(vc_desk_knows_its_tokens)
{
	struct hall h;
	hall_open(&h);
	struct token other = token_new(&random_system);
	CHECK(vc_desk_knows(h.desk, token_print(h.arena, &h.token)));
	CHECK(!vc_desk_knows(h.desk, token_print(h.arena, &other)));
	CHECK(!vc_desk_knows(h.desk, STR("")));
	arena_free(h.arena);
}

TEST(vc_desk_issues_what_it_verifies)
{
	struct hall h;
	struct vc_answer answer;
	hall_open(&h);
	struct str body = body_of(&h, "credential", credential(&h, ""));
	REQUIRE_OK(issue(&h, "eddsa-rdfc-2022", "one", body, &answer));
	CHECK(answer.good);
	CHECK(json_get(&answer.body, STR("proof")));
	struct vc_request r =
		asking(&h, body_of(&h, "verifiableCredential", printed(&h, &answer.body)));
	REQUIRE_OK(vc_desk_verify(&r, &answer));
	CHECK(answer.good);
	CHECK_STR(printed(&h, &answer.body), "{\"verified\":true,\"problemDetails\":[]}");
	arena_free(h.arena);
}

TEST(vc_desk_tells_what_is_wrong)
{
	struct hall h;
	struct vc_answer answer;
	hall_open(&h);
	struct str body = body_of(&h, "credential", credential(&h, ",\"evidence\":{}"));
	REQUIRE_OK(issue(&h, "eddsa-jcs-2022", "one", body, &answer));
	CHECK(!answer.good);
	CHECK(str_search(printed(&h, &answer.body), STR("\"evidence.form\"")) <
		printed(&h, &answer.body).len);
	struct vc_request r = asking(&h, STR("{\"verifiablePresentation\":{}}"));
	REQUIRE_OK(vc_desk_verify_presentation(&r, &answer));
	CHECK(!answer.good);
	struct str type = json_str(json_get(&answer.body, STR("type")));
	CHECK_STR(type, "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR");
	arena_free(h.arena);
}

TEST(vc_desk_offers_no_other_keys_and_suites)
{
	static const struct {
		const char *suite, *key;
	} absent[] = {{"eddsa-rdfc-2022", "two"}, {"ecdsa-rdfc-2019", "one"},
		{"eddsa-rdfc-2022", "three"}, {"eddsa-rdfc-2022", ""}, {"rsa", "one"},
		{"Ed25519Signature2020", "one"}};
	struct hall h;
	struct vc_answer answer;
	hall_open(&h);
	struct str body = body_of(&h, "credential", credential(&h, ""));
	for (size_t i = 0; i < sizeof(absent) / sizeof(*absent); i++)
		CHECK_ERR(issue(&h, absent[i].suite, absent[i].key, body, &answer), ERR_NOT_FOUND);
	arena_free(h.arena);
}

TEST(vc_desk_refuses_requests_that_are_none)
{
	static const char *const bodies[] = {"", "[]", "{}", "{\"credential\":{}}",
		"{\"verifiableCredential\":{},\"options\":5}",
		"{\"verifiableCredential\":{},\"options\":{\"challenge\":5}}",
		"{\"verifiableCredential\":{},\"options\":{\"domain\":null}}"};
	struct hall h;
	struct vc_answer answer;
	hall_open(&h);
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct vc_request r = asking(&h, str_of(bodies[i]));
		CHECK_ERR(vc_desk_verify(&r, &answer), ERR_INVALID);
	}
	arena_free(h.arena);
}
