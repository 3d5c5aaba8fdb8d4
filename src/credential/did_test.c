#include "credential/did.h"

#include "crypto/jwk.h"
#include "crypto/multikey.h"
#include "codec/base64.h"
#include "unit/unit.h"

#define ED "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define P256 "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"

/* Serves one body at one address. */
struct shelf {
	struct did_fetcher fetcher;
	const char *url;
	struct str body;
};

static err_t shelf_get(
	const struct did_fetcher *f, struct arena *a, struct str url, struct str *ret_body)
{
	const struct shelf *shelf = (const struct shelf *)f;
	(void)a;
	if (!str_is(url, shelf->url))
		return err_log(ERR_UNAVAILABLE, "not on the shelf");
	*ret_body = shelf->body;
	return NULL;
}

static void free_cache(void *arg)
{
	key_cache_free(arg);
}

/* The finding's kind when the method is refused, else -1; checks the controller. */
static int look(struct arena *a, const struct shelf *shelf, const char *method, const char *owner)
{
	struct findings f;
	struct did_method m;
	findings_init(&f, a);
	struct did_env env = {.fetcher = shelf ? &shelf->fetcher : NULL, .now = USEC_DAY};
	env.keys = key_cache_new();
	arena_defer(a, free_cache, env.keys);
	bool found = did_find(&env, a, str_of(method), STR("assertionMethod"), &f, &m);
	CHECK(found == (f.list.len == 0));
	if (!found)
		return (int)f.list.at[0].kind;
	CHECK_STR(m.controller, owner);
	CHECK(key_type(m.key) == KEY_ED25519 || key_type(m.key) == KEY_P256);
	return -1;
}

TEST(did_key_is_its_own_document)
{
	struct arena *a = arena_new();
	CHECK_INT(look(a, NULL, "did:key:" ED "#" ED, "did:key:" ED), -1);
	CHECK_INT(look(a, NULL, "did:key:" P256 "#" P256, "did:key:" P256), -1);
	CHECK_INT(look(a, NULL, "did:key:" ED "#" P256, ""), FINDING_METHOD_FORM);
	CHECK_INT(look(a, NULL, "did:key:" ED, ""), FINDING_METHOD_FORM);
	CHECK_INT(look(a, NULL, "did:key:z6Mk#z6Mk", ""), FINDING_METHOD_KEY);
	CHECK_INT(look(a, NULL, "did:key:#", ""), FINDING_METHOD_FORM);
	CHECK_INT(look(a, NULL, "did:other:1#1", ""), FINDING_METHOD_FORM);
	CHECK_INT(look(a, NULL, "", ""), FINDING_METHOD_FORM);
	arena_free(a);
}

TEST(did_key_is_printed)
{
	struct arena *a = arena_new();
	struct key *k;
	REQUIRE_OK(multikey_parse(a, STR(ED), &k));
	CHECK_STR(did_key(a, k), "did:key:" ED);
	CHECK_STR(did_key_method(a, k), "did:key:" ED "#" ED);
	arena_free(a);
}

TEST(did_jwk_is_its_own_document)
{
	struct arena *a = arena_new();
	struct key *k;
	struct buf text;
	REQUIRE_OK(multikey_parse(a, STR(P256), &k));
	struct json jwk = jwk_print(a, k);
	buf_init(&text, a, 256, 1024);
	json_write(&text, &jwk);
	struct str did =
		str_fmt(a, "did:jwk:%.*s", STR_ARG(base64_print(a, BASE64URL, buf_str(&text))));
	CHECK_INT(look(a, NULL, str_z(a, str_fmt(a, "%.*s#0", STR_ARG(did))), str_z(a, did)), -1);
	CHECK_INT(look(a, NULL, str_z(a, str_fmt(a, "%.*s#1", STR_ARG(did))), ""),
		FINDING_METHOD_FORM);
	CHECK_INT(look(a, NULL, "did:jwk:e30#0", ""), FINDING_METHOD_KEY);
	CHECK_INT(look(a, NULL, "did:jwk:!#0", ""), FINDING_METHOD_KEY);
	arena_free(a);
}

TEST(did_web_addresses)
{
	static const char *const cases[][2] = {
		{"did:web:example.org", "https://example.org/.well-known/did.json"},
		{"did:web:example.org:org:1", "https://example.org/org/1/did.json"},
		{"did:web:localhost%3A8443:a_b~c", "https://localhost:8443/a_b~c/did.json"},
		{"did:web:", NULL},
		{"did:web:example.org:", NULL},
		{"did:web:example.org::a", NULL},
		{"did:web:example.org:..:a", NULL},
		{"did:web:.example.org", NULL},
		{"did:web:user@example.org", NULL},
		{"did:web:example.org/a", NULL},
		{"did:web:example.org%2Fa", NULL},
		{"did:web:example.org%3A", NULL},
		{"did:web:example.org%3A99999", NULL},
		{"did:web:example.org:a?b", NULL},
		{"did:key:example.org", NULL},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str url = STR_NONE;
		CHECK(did_web_url(a, str_of(cases[i][0]), &url) == (cases[i][1] != NULL));
		CHECK_STR(url, cases[i][1]);
	}
	arena_free(a);
}

static struct str printed(struct arena *a, const struct json *value)
{
	struct buf text;
	buf_init(&text, a, 1024, 1 << 16);
	json_write(&text, value);
	return buf_str(&text);
}

TEST(did_web_finds_the_keys_of_its_own_document)
{
	struct arena *a = arena_new();
	const struct key *keys[2];
	struct key *k;
	REQUIRE_OK(multikey_parse(a, STR(ED), &k));
	keys[0] = k;
	REQUIRE_OK(multikey_parse(a, STR(P256), &k));
	keys[1] = k;
	struct json document = did_document(a, STR("did:web:school.example:org:1"), keys, 2);
	struct shelf shelf = {
		{shelf_get}, "https://school.example/org/1/did.json", printed(a, &document)};
	const char *owner = "did:web:school.example:org:1";
	for (size_t i = 0; i < 2; i++) {
		struct str method = did_document_method(a, str_of(owner), keys[i]);
		CHECK_INT(look(a, &shelf, method.p, owner), -1);
	}
	CHECK_INT(look(a, &shelf, "did:web:school.example:org:1#key", ""), FINDING_METHOD_UNKNOWN);
	CHECK_INT(look(a, &shelf, "did:web:school.example:org:2#key", ""),
		FINDING_METHOD_UNREACHABLE);
	CHECK_INT(
		look(a, NULL, "did:web:school.example:org:1#key", ""), FINDING_METHOD_UNREACHABLE);
	arena_free(a);
}

#define METHOD(more)                                               \
	"{\"id\":\"https://a.example/i#k\",\"type\":\"Multikey\"," \
	"\"controller\":\"https://a.example/i\",\"publicKeyMultibase\":\"" ED "\"" more "}"
#define DOCUMENT(methods, allowed)                                              \
	"{\"id\":\"https://a.example/i\",\"verificationMethod\":[" methods "]," \
	"\"assertionMethod\":[" allowed "]}"

TEST(did_fragment_may_be_the_key_of_an_owner_out_of_reach)
{
	struct arena *a = arena_new();
	struct did_env env = {.now = USEC_DAY};
	struct did_method m;
	struct findings f;
	findings_init(&f, a);
	REQUIRE(did_find(&env, a, STR("https://a.example/i#" ED), STR("assertionMethod"), &f, &m));
	CHECK(!m.controller.p && key_type(m.key) == KEY_ED25519);
	CHECK(findings_has(&f, FINDING_METHOD_UNREACHABLE));
	CHECK(!did_find(&env, a, STR("https://a.example/i#key"), STR("assertionMethod"), &f, &m));
	arena_free(a);
}

TEST(did_documents_are_read_with_suspicion)
{
	static const struct {
		const char *body;
		int kind;
	} cases[] = {
		{DOCUMENT(METHOD(""), "\"https://a.example/i#k\""), -1},
		{DOCUMENT(METHOD(""), "\"#k\""), -1},
		{DOCUMENT("", METHOD("")), -1},
		{DOCUMENT(METHOD(""), ""), FINDING_METHOD_PURPOSE},
		{DOCUMENT(METHOD(""), "\"#other\",1"), FINDING_METHOD_PURPOSE},
		{DOCUMENT("", "\"#k\""), FINDING_METHOD_UNKNOWN},
		{DOCUMENT(METHOD(",\"revoked\":\"1970-01-01T00:00:00Z\""), "\"#k\""),
			FINDING_METHOD_KEY},
		{DOCUMENT(METHOD(",\"expires\":\"soon\""), "\"#k\""), FINDING_METHOD_KEY},
		{DOCUMENT(METHOD(",\"expires\":\"2070-01-01T00:00:00Z\""), "\"#k\""), -1},
		{DOCUMENT(METHOD(",\"publicKeyJwk\":{}"), "\"#k\""), FINDING_METHOD_KEY},
		{"{\"id\":\"https://b.example/i\"}", FINDING_METHOD_UNKNOWN},
		{"[]", FINDING_METHOD_UNKNOWN},
		{"<html>", FINDING_METHOD_UNKNOWN},
		{"{\"id\":\"https://a.example/i\",\"verificationMethod\":{},\"assertionMethod\":1}",
			FINDING_METHOD_UNKNOWN},
		{DOCUMENT("{\"id\":\"#k\",\"type\":\"Multikey\",\"controller\":\"https://b.example/"
			  "\","
			  "\"publicKeyMultibase\":\"" ED "\"}",
			 "\"#k\""),
			FINDING_METHOD_PURPOSE},
		{DOCUMENT(
			 "{\"id\":\"#k\",\"type\":\"Other\",\"controller\":\"https://a.example/i\","
			 "\"publicKeyMultibase\":\"" ED "\"}",
			 "\"#k\""),
			FINDING_METHOD_KEY},
		{DOCUMENT("{\"id\":\"#k\",\"type\":\"JsonWebKey\",\"controller\":\"https://"
			  "a.example/i\","
			  "\"publicKeyJwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
			  "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}}",
			 "\"#k\""),
			-1},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *a = arena_new();
		struct shelf shelf = {{shelf_get}, "https://a.example/i", str_of(cases[i].body)};
		if (!CHECK_INT(look(a, &shelf, "https://a.example/i#k", "https://a.example/i"),
			    cases[i].kind))
			CHECK_INT((int64_t)i, -1);
		arena_free(a);
	}
}
