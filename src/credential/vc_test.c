#include "credential/vc.h"

#include "credential/status_list.h"
#include "crypto/multikey.h"
#include "unit/unit.h"

#include <pthread.h>

#define SECRET_TEXT "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
#define ISSUER "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define METHOD ISSUER "#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define HOLDER_SECRET "z3u2W4YnTstS1nSSBAgZcYSJF43JuZ9uLV6bF38B1Bf8NugW"
#define HOLDER "did:key:z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"
#define HOLDER_METHOD HOLDER "#z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"
#define LIST_URL "https://school.example/status/1"

#define CREDENTIAL(more)                                      \
	"{\"@context\":[\"https://www.w3.org/ns/credentials/" \
	"v2\"],\"type\":[\"VerifiableCredential\"],"          \
	"\"issuer\":\"" ISSUER "\",\"credentialSubject\":{\"id\":\"" HOLDER "\"}" more "}"
#define STATUS(purpose, index)                                                                   \
	",\"credentialStatus\":{\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":"        \
	"\"" purpose "\",\"statusListIndex\":\"" index "\",\"statusListCredential\":\"" LIST_URL \
	"\"}"

/* Serves one status list, and nothing else. */
struct shelf {
	struct did_fetcher fetcher;
	struct str list;
};

static err_t shelf_get(
	const struct did_fetcher *f, struct arena *a, struct str url, struct str *ret_body)
{
	(void)a;
	if (!str_is(url, LIST_URL))
		return err_log(ERR_UNAVAILABLE, "not on the shelf");
	*ret_body = ((const struct shelf *)f)->list;
	return NULL;
}

static struct str printed(struct arena *a, const struct json *value)
{
	struct buf text;
	buf_init(&text, a, 4096, 1 << 20);
	json_write(&text, value);
	return buf_str(&text);
}

static const struct vc_env plain = {.proof = {.did = {.now = 20000 * USEC_DAY}}};

static void sign(struct arena *a, struct json *document, const char *secret, const char *method,
	const char *purpose, const char *challenge)
{
	struct key *k;
	struct proof_options o = {.suite = PROOF_EDDSA_JCS_2022,
		.method = str_of(method),
		.purpose = str_of(purpose),
		.challenge = str_of(challenge)};
	CHECK_OK(multikey_parse_secret(a, str_of(secret), &k));
	CHECK_OK(proof_add(&plain.proof, a, document, &o, k));
}

static struct json *issued(struct arena *a, const char *text)
{
	struct json *document = NULL;
	CHECK_OK(json_parse(a, str_of(text), &json_limits_default, &document));
	sign(a, document, SECRET_TEXT, METHOD, "assertionMethod", NULL);
	return document;
}

static void expect(const struct findings *f, int kind)
{
	CHECK_INT((int64_t)f->list.len, kind >= 0);
	if (f->list.len)
		CHECK_STR(str_of(finding_face(f->list.at[0].kind)->code),
			kind < 0 ? "" : finding_face((enum finding_kind)kind)->code);
}

static void verify(struct arena *a, const struct vc_env *env, struct str text, int kind)
{
	struct findings f;
	findings_init(&f, a);
	vc_verify(env, a, text, &f);
	expect(&f, kind);
}

TEST(vc_verifies_from_bytes_to_findings)
{
	struct arena *a = arena_new();
	struct str good = printed(a, issued(a, CREDENTIAL("")));
	verify(a, &plain, good, -1);
	verify(a, &plain, str_sub(good, 0, good.len - 1), FINDING_NOT_JSON);
	verify(a, &plain, STR("[]"), FINDING_NOT_OBJECT);
	verify(a, &plain, STR(CREDENTIAL("")), FINDING_PROOF_MISSING);
	verify(a, &plain, (struct str){arena_alloc(a, 2 << 20), 2 << 20}, FINDING_TOO_LARGE);
	struct json *other = issued(a, CREDENTIAL(""));
	struct json *fake = json_get(other, STR("issuer"));
	*fake = json_of_str(STR("did:web:school.example"));
	verify(a, &plain, printed(a, other), FINDING_PROOF_WRONG);
	arena_free(a);
}

TEST(vc_issuer_binding_is_a_finding_of_its_own)
{
	struct arena *a = arena_new();
	struct json *document = NULL;
	struct findings f;
	REQUIRE_OK(json_parse(a, STR(CREDENTIAL("")), &json_limits_default, &document));
	json_set(a, document, STR("issuer"), json_of_str(STR("did:web:school.example")));
	sign(a, document, SECRET_TEXT, METHOD, "assertionMethod", NULL);
	findings_init(&f, a);
	vc_verify_json(&plain, a, document, &f);
	expect(&f, FINDING_ISSUER_KEY);
	CHECK(findings_ok_about(&f, ABOUT_PROOF) && !findings_ok_about(&f, ABOUT_ISSUER));
	arena_free(a);
}

/* A list with position 7 set, signed by the issuer. */
static struct json list_credential(struct arena *a, const char *purpose)
{
	struct status_list l;
	CHECK_OK(status_list_new(a, 0, &l));
	status_list_set(&l, 7);
	return status_list_credential(a, &l, STR(LIST_URL), STR(ISSUER), str_of(purpose),
		STR("2020-01-01T00:00:00Z"), STR_NONE);
}

static void check_listed(struct arena *a, struct str list, const char *text, int kind)
{
	struct shelf shelf = {{shelf_get}, list};
	struct vc_env env = plain;
	env.proof.did.fetcher = &shelf.fetcher;
	verify(a, &env, printed(a, issued(a, text)), kind);
}

TEST(vc_status_is_looked_up)
{
	static const struct {
		const char *text;
		int kind;
	} cases[] = {
		{CREDENTIAL(STATUS("revocation", "6")), -1},
		{CREDENTIAL(STATUS("revocation", "7")), FINDING_REVOKED},
		{CREDENTIAL(STATUS("revocation", "131072")), FINDING_STATUS_LIST},
		{CREDENTIAL(STATUS("revocation", "-1")), FINDING_STATUS_FORM},
		{CREDENTIAL(STATUS("revocation", "x")), FINDING_STATUS_FORM},
		{CREDENTIAL(STATUS("revocation", "07")), FINDING_STATUS_FORM},
		{CREDENTIAL(STATUS("revocation", "+7")), FINDING_STATUS_FORM},
		{CREDENTIAL(STATUS("revocation", "7 ")), FINDING_STATUS_FORM},
		{CREDENTIAL(STATUS("revocation", "")), FINDING_STATUS_FORM},
		{CREDENTIAL(STATUS("revocation", "18446744073709551623")), FINDING_STATUS_FORM},
		{CREDENTIAL(STATUS("revocation", "0")), -1},
		{CREDENTIAL(STATUS("suspension", "7")), FINDING_STATUS_LIST},
		{CREDENTIAL(STATUS("message", "7")), -1},
		{CREDENTIAL(STATUS("refresh", "7")), -1},
		{CREDENTIAL(STATUS("Revocation", "7")), FINDING_STATUS_UNKNOWN},
		{CREDENTIAL(STATUS("retraction", "7")), FINDING_STATUS_UNKNOWN},
		{CREDENTIAL(",\"credentialStatus\":{\"type\":\"OtherStatus\"}"),
			FINDING_STATUS_UNKNOWN},
		{CREDENTIAL(",\"credentialStatus\":[{\"type\":\"OtherStatus\"}]"),
			FINDING_STATUS_UNKNOWN},
	};
	struct arena *a = arena_new();
	struct json list = list_credential(a, "revocation");
	sign(a, &list, SECRET_TEXT, METHOD, "assertionMethod", NULL);
	struct str text = printed(a, &list);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_listed(a, text, cases[i].text, cases[i].kind);
	struct json suspended = list_credential(a, "suspension");
	sign(a, &suspended, SECRET_TEXT, METHOD, "assertionMethod", NULL);
	check_listed(a, printed(a, &suspended), CREDENTIAL(STATUS("suspension", "7")),
		FINDING_SUSPENDED);
	arena_free(a);
}

TEST(vc_status_list_must_be_genuine)
{
	struct arena *a = arena_new();
	struct json unsigned_list = list_credential(a, "revocation");
	const char *text = CREDENTIAL(STATUS("revocation", "6"));
	check_listed(a, printed(a, &unsigned_list), text, FINDING_STATUS_LIST);
	struct json anybodys = list_credential(a, "revocation");
	json_set(a, &anybodys, STR("issuer"), json_of_str(STR(HOLDER)));
	sign(a, &anybodys, HOLDER_SECRET, HOLDER_METHOD, "assertionMethod", NULL);
	check_listed(a, printed(a, &anybodys), text, FINDING_STATUS_UNKNOWN);
	check_listed(a, STR("{}"), text, FINDING_STATUS_LIST);
	check_listed(a, STR("<html>"), text, FINDING_STATUS_LIST);
	verify(a, &plain, printed(a, issued(a, text)), FINDING_STATUS_UNKNOWN);
	arena_free(a);
}

/* A presentation of one credential, by the holder. */
static struct json *presented(struct arena *a, struct json credential, const char *challenge)
{
	struct json *p = NULL;
	CHECK_OK(json_parse(a,
		STR("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
		    "\"type\":\"VerifiablePresentation\",\"holder\":\"" HOLDER "\"}"),
		&json_limits_default, &p));
	struct json list = json_array();
	json_push(a, &list, credential);
	json_set(a, p, STR("verifiableCredential"), list);
	sign(a, p, HOLDER_SECRET, HOLDER_METHOD, "authentication", challenge);
	return p;
}

static void show(struct arena *a, const struct json *p, const char *challenge, int kind)
{
	struct findings f;
	findings_init(&f, a);
	vc_verify_presentation(&plain, a, printed(a, p), STR_NONE, str_of(challenge), &f);
	expect(&f, kind);
}

TEST(vc_presentation_is_the_holders_and_fresh)
{
	struct arena *a = arena_new();
	struct json *good = issued(a, CREDENTIAL(""));
	show(a, presented(a, *good, "1234"), "1234", -1);
	show(a, presented(a, *good, "1234"), "4321", FINDING_PROOF_CHALLENGE);
	show(a, presented(a, *good, NULL), "4321", FINDING_PROOF_CHALLENGE);
	struct json *p = presented(a, *good, "1234");
	json_set(a, p, STR("id"), json_of_str(STR("urn:added:later")));
	show(a, p, "1234", FINDING_PROOF_WRONG);
	show(a, presented(a, json_of_str(STR("x")), NULL), NULL, FINDING_PRESENTATION_CREDENTIAL);
	arena_free(a);
}

TEST(vc_presentation_checks_each_credential)
{
	struct arena *a = arena_new();
	struct json *bad = issued(a, CREDENTIAL(""));
	json_set(a, bad, STR("id"), json_of_str(STR("urn:added:later")));
	show(a, presented(a, *bad, NULL), NULL, FINDING_PROOF_WRONG);
	struct json *other = NULL;
	REQUIRE_OK(json_parse(a, STR(CREDENTIAL("")), &json_limits_default, &other));
	json_set(a, json_get(other, STR("credentialSubject")), STR("id"),
		json_of_str(STR("did:example:somebody")));
	sign(a, other, SECRET_TEXT, METHOD, "assertionMethod", NULL);
	show(a, presented(a, *other, NULL), NULL, FINDING_HOLDER_OTHER);
	arena_free(a);
}

TEST(vc_presentation_secures_what_its_holder_says)
{
	struct arena *a = arena_new();
	struct json *own = NULL, *other = NULL;
	REQUIRE_OK(json_parse(a, STR(CREDENTIAL("")), &json_limits_default, &other));
	REQUIRE_OK(json_parse(a, STR(CREDENTIAL("")), &json_limits_default, &own));
	json_set(a, own, STR("issuer"), json_of_str(STR(HOLDER)));
	show(a, presented(a, *own, "1234"), "1234", -1);
	show(a, presented(a, *other, "1234"), "1234", FINDING_PROOF_MISSING);
	struct json *p = presented(a, *own, "1234");
	json_set(a, p, STR("proof"), json_array());
	sign(a, p, SECRET_TEXT, METHOD, "authentication", "1234");
	struct findings f;
	findings_init(&f, a);
	vc_verify_presentation_json(&plain, a, p, STR_NONE, STR("1234"), &f);
	CHECK(findings_has(&f, FINDING_HOLDER_KEY) && findings_has(&f, FINDING_ISSUER_KEY));
	p = presented(a, *own, "1234");
	json_set(a, own, STR("name"), json_of_str(STR("later")));
	json_get(p, STR("verifiableCredential"))->items[0] = *own;
	show(a, p, "1234", FINDING_PROOF_WRONG);
	json_set(a, own, STR("evidence"), json_object());
	show(a, presented(a, *own, "1234"), "1234", FINDING_EVIDENCE_FORM);
	json_set(a, own, STR("evidence"), json_array());
	json_set(a, own, STR("proof"), json_array());
	show(a, presented(a, *own, "1234"), "1234", FINDING_PROOF_MISSING);
	arena_free(a);
}

/* Open Badges of other makers: whose key it is cannot be told here, whether it holds can. */
TEST(vc_badges_of_other_makers)
{
	static const struct {
		const char *file;
		bool intact;
		enum finding_kind also;
	} cases[] = {
		{"vectors/ob3/simple.json", true, FINDING_METHOD_UNREACHABLE},
		{"vectors/ob3/simple-err-expired.json", true, FINDING_EXPIRED},
		{"vectors/ob3/simple-err-proof-value.json", false, FINDING_PROOF_WRONG},
		{"vectors/ob3/simple-multiple-proofs.json", false, FINDING_PROOF_SUITE},
		{"vectors/ob3/complete.json", true, FINDING_METHOD_UNREACHABLE},
		{"vectors/ob3/endorsement-valid.json", true, FINDING_METHOD_UNREACHABLE},
	};
	if (!unit_data())
		SKIP("no Open Badges of others");
	struct vc_env env = plain;
	env.proof.contexts = jsonld_contexts_new(NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *a = arena_new();
		struct findings f;
		findings_init(&f, a);
		vc_verify(&env, a, unit_file(a, cases[i].file), &f);
		bool ok = findings_ok_about(&f, ABOUT_PROOF) == cases[i].intact &&
			  findings_has(&f, cases[i].also) && !findings_ok(&f);
		if (!CHECK(ok))
			vec_each (struct finding, it, &f.list)
				CHECK_STR(it->detail, finding_face(it->kind)->code);
		arena_free(a);
	}
	jsonld_contexts_free(env.proof.contexts);
}

struct visit {
	const struct vc_env *env;
	const struct json *document;
	size_t good;
};

static void *verify_again_and_again(void *arg)
{
	struct visit *v = arg;
	for (int i = 0; i < 200; i++) {
		struct arena *a = arena_new();
		struct findings f;
		findings_init(&f, a);
		vc_verify_json(v->env, a, v->document, &f);
		v->good += findings_ok(&f);
		arena_free(a);
	}
	return NULL;
}

TEST(vc_two_threads_verify_the_same_document)
{
	struct vc_env env = plain;
	env.proof.contexts = jsonld_contexts_new(NULL);
	struct arena *a = arena_new();
	pthread_t threads[2];
	struct visit visits[2];
	struct json *document = issued(a, CREDENTIAL(""));
	struct proof_options o = {.suite = PROOF_EDDSA_RDFC_2022, .method = STR(METHOD)};
	struct key *k;
	REQUIRE_OK(multikey_parse_secret(a, STR(SECRET_TEXT), &k));
	REQUIRE_OK(proof_add(&env.proof, a, document, &o, k));
	for (int i = 0; i < 2; i++) {
		visits[i] = (struct visit){.env = &env, .document = document};
		REQUIRE(pthread_create(&threads[i], NULL, verify_again_and_again, &visits[i]) == 0);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(threads[i], NULL);
		CHECK_INT((int64_t)visits[i].good, 200);
	}
	arena_free(a);
	jsonld_contexts_free(env.proof.contexts);
}

static void issue(struct arena *a, const struct vc_env *env, const char *text,
	enum proof_suite suite, int refused, int verified)
{
	struct json *document = NULL;
	struct key *k;
	struct findings f;
	struct proof_options o = {.suite = suite, .method = STR(METHOD)};
	bool ok = false;
	findings_init(&f, a);
	REQUIRE_OK(json_parse(a, str_of(text), &json_limits_default, &document));
	REQUIRE_OK(multikey_parse_secret(a, STR(SECRET_TEXT), &k));
	REQUIRE_OK(vc_issue(env, a, document, &o, k, &f, &ok));
	expect(&f, refused);
	CHECK(ok == (refused < 0));
	if (ok)
		verify(a, env, printed(a, document), verified);
}

TEST(vc_issues_what_is_sound)
{
	static const enum proof_suite suites[] = {PROOF_EDDSA_RDFC_2022, PROOF_EDDSA_JCS_2022};
	struct vc_env env = plain;
	env.proof.contexts = jsonld_contexts_new(NULL);
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
		struct arena *a = arena_new();
		issue(a, &env, CREDENTIAL(""), suites[i], -1, -1);
		issue(a, &env, CREDENTIAL(",\"validUntil\":\"2001-01-01T00:00:00Z\""), suites[i],
			-1, FINDING_EXPIRED);
		issue(a, &env, CREDENTIAL(",\"stray\":\"x\""), suites[i], FINDING_TERM_UNKNOWN, 0);
		issue(a, &env, CREDENTIAL(",\"evidence\":{}"), suites[i], FINDING_EVIDENCE_FORM, 0);
		issue(a, &env, CREDENTIAL(STATUS("revocation", "x")), suites[i],
			FINDING_STATUS_FORM, 0);
		issue(a, &env, "[]", suites[i], FINDING_NOT_OBJECT, 0);
		arena_free(a);
	}
	jsonld_contexts_free(env.proof.contexts);
}
