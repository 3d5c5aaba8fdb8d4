#include "credential/proof.h"

#include "codec/base58.h"
#include "codec/hex.h"
#include "crypto/multikey.h"
#include "unit/unit.h"

#include <string.h>

#define ROOT "vectors/data-integrity/"

/* The terms of the citizenship vocabulary that the vectors use. */
#define DATE "\"@type\":\"http://www.w3.org/2001/XMLSchema#dateTime\""
static const char citizenship[] =
	"{\"@context\":{\"c\":\"https://w3id.org/citizenship#\",\"s\":\"https://schema.org/\","
	"\"EmploymentAuthorizationDocumentCredential\":"
	"\"c:EmploymentAuthorizationDocumentCredential\","
	"\"EmploymentAuthorizationDocument\":\"c:EmploymentAuthorizationDocument\","
	"\"EmployablePerson\":\"c:EmployablePerson\",\"Person\":\"s:Person\","
	"\"birthCountry\":\"c:birthCountry\",\"lprCategory\":\"c:lprCategory\","
	"\"lprNumber\":\"c:lprNumber\",\"residentSince\":{\"@id\":\"c:residentSince\"," DATE "},"
	"\"employmentAuthorizationDocument\":\"c:employmentAuthorizationDocument\","
	"\"additionalName\":\"s:additionalName\",\"familyName\":\"s:familyName\","
	"\"givenName\":\"s:givenName\",\"gender\":\"s:gender\",\"identifier\":\"s:identifier\","
	"\"birthDate\":{\"@id\":\"s:birthDate\"," DATE "},"
	"\"image\":{\"@id\":\"s:image\",\"@type\":\"@id\"}}}";

/* The contexts of the vectors that are not compiled in; the examples' takes any term. */
static err_t load_examples(
	const struct jsonld_loader *l, struct arena *a, struct str url, struct str *ret_bytes)
{
	(void)l;
	(void)a;
	if (str_is(url, "https://w3id.org/citizenship/v4rc1"))
		*ret_bytes = str_of(citizenship);
	else if (str_is(url, "https://www.w3.org/ns/credentials/examples/v2"))
		*ret_bytes = STR("{\"@context\":"
				 "{\"@vocab\":\"https://www.w3.org/ns/credentials/examples#\"}}");
	else
		return err_log(ERR_NOT_FOUND, "not on the list");
	return NULL;
}

static const struct jsonld_loader examples = {load_examples};

static struct json *parsed(struct arena *a, const char *text)
{
	struct json *value = NULL;
	CHECK_OK(json_parse(a, str_of(text), &json_limits_default, &value));
	return value;
}

static struct str vector(
	struct arena *a, const char *folder, const char *name, const char *suffix, const char *ext)
{
	return unit_file(a, str_z(a, str_fmt(a, ROOT "%s/%s%s.%s", folder, name, suffix, ext)));
}

static struct str hex_of(struct arena *a, const uint8_t *bytes, size_t n)
{
	return hex_print(a, (struct str){(const char *)bytes, n});
}

struct group {
	const char *folder, *suffix;
	enum proof_suite suite;
	enum key_type key;
	const char *secret;
};

#define ED_SECRET "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
#define ED "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"

static const struct group groups[] = {
	{"eddsa/eddsa-rdfc-2022", "DataInt", PROOF_EDDSA_RDFC_2022, KEY_ED25519, ED_SECRET},
	{"eddsa/eddsa-rdfc-2022/employ", "DataInt", PROOF_EDDSA_RDFC_2022, KEY_ED25519, ED_SECRET},
	{"eddsa/eddsa-jcs-2022", "JCS", PROOF_EDDSA_JCS_2022, KEY_ED25519, ED_SECRET},
	{"eddsa/Ed25519Signature2020", "EdSig", PROOF_ED25519_SIGNATURE_2020, KEY_ED25519,
		ED_SECRET},
	{"ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256", PROOF_ECDSA_RDFC_2019, KEY_P256, NULL},
	{"ecdsa/ecdsa-rdfc-2019-p256/employ", "ECDSAP256", PROOF_ECDSA_RDFC_2019, KEY_P256, NULL},
	{"ecdsa/ecdsa-rdfc-2019-p384", "ECDSAP384", PROOF_ECDSA_RDFC_2019, KEY_P384, NULL},
	{"ecdsa/ecdsa-rdfc-2019-p384/employ", "ECDSAP384", PROOF_ECDSA_RDFC_2019, KEY_P384, NULL},
	{"ecdsa/ecdsa-jcs-2019-p256", "JCSECDSAP256", PROOF_ECDSA_JCS_2019, KEY_P256, NULL},
	{"ecdsa/ecdsa-jcs-2019-p384", "JCSECDSAP384", PROOF_ECDSA_JCS_2019, KEY_P384, NULL},
};

/* Every step from the document to what is signed, and the signature when it can be made again. */
static void check_steps(struct arena *a, const struct group *g, const struct proof_env *env,
	const struct json *signed_document)
{
	struct json proofs = proof_list(a, signed_document), document;
	const struct json *proof = &proofs.items[0];
	struct json config = proof_config(a, g->suite, signed_document, proof);
	struct sha2 *sha = sha2_new(a, proof_hash(g->key));
	size_t len = sha2_len(sha);
	uint8_t data[3 * SHA2_MOST];
	struct str text, value;
	REQUIRE_OK(proof_digest(env, a, g->suite, sha, &config, &text, data));
	CHECK(str_eq(text, vector(a, g->folder, "proofCanon", g->suffix, "txt")));
	CHECK(str_eq(hex_of(a, data, len), vector(a, g->folder, "proofHash", g->suffix, "txt")));
	REQUIRE_OK(proof_document(a, signed_document, proof, &document));
	REQUIRE_OK(proof_digest(env, a, g->suite, sha, &document, &text, data + len));
	CHECK(str_eq(text, vector(a, g->folder, "canonDoc", g->suffix, "txt")));
	CHECK(str_eq(
		hex_of(a, data + len, len), vector(a, g->folder, "docHash", g->suffix, "txt")));
	CHECK(str_eq(
		hex_of(a, data, 2 * len), vector(a, g->folder, "combinedHash", g->suffix, "txt")));
	struct str printed = json_str(json_get(proof, STR("proofValue")));
	CHECK(str_eq(printed, vector(a, g->folder, "sigBTC58", g->suffix, "txt")));
	REQUIRE_OK(base58_decode(a, str_from(printed, 1), &value));
	CHECK(str_eq(hex_print(a, value), vector(a, g->folder, "sigHex", g->suffix, "txt")));
	if (!g->secret)
		return;
	struct key *k;
	uint8_t signature[KEY_SIGNATURE_MOST];
	REQUIRE_OK(multikey_parse_secret(a, str_of(g->secret), &k));
	REQUIRE_OK(key_sign(k, (struct str){(char *)data, 2 * len}, signature));
	CHECK(str_eq(value, (struct str){(char *)signature, key_signature_len(k)}));
}

static const struct proof_expected assertion = {
	.purpose = {"assertionMethod", 15}, .signer_finding = FINDING_ISSUER_KEY};

static void check_verdict(struct arena *a, const struct proof_env *env, const struct json *document)
{
	struct findings f;
	struct proof_expected expected = assertion;
	findings_init(&f, a);
	proof_check(env, a, document, &expected, &f);
	CHECK_INT((int64_t)f.list.len, 0);
	expected.signer = STR("did:example:somebody");
	proof_check(env, a, document, &expected, &f);
	CHECK(findings_ok_about(&f, ABOUT_PROOF));
	CHECK_INT((int64_t)f.list.len, 1);
	CHECK(findings_has(&f, FINDING_ISSUER_KEY));
}

TEST(proof_vectors_of_the_standards_step_by_step)
{
	if (!unit_data())
		SKIP("no data-integrity vectors");
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		const struct group *g = &groups[i];
		struct arena *a = arena_new();
		struct proof_env env = {.contexts = jsonld_contexts_new(&examples)};
		struct json *document;
		REQUIRE_OK(json_parse(a, vector(a, g->folder, "signed", g->suffix, "json"),
			&json_limits_default, &document));
		check_steps(a, g, &env, document);
		check_verdict(a, &env, document);
		arena_free(a);
		jsonld_contexts_free(env.contexts);
	}
}

TEST(proof_vectors_of_sets_and_chains)
{
	static const char *const names[] = {"Set1", "Set2", "Chain1", "Chain2"};
	if (!unit_data())
		SKIP("no data-integrity vectors");
	struct proof_env env = {.contexts = jsonld_contexts_new(&examples)};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct arena *a = arena_new();
		struct json *d;
		REQUIRE_OK(json_parse(a,
			vector(a, "eddsa/proof-set-chain", "signedProof", names[i], "json"),
			&json_limits_default, &d));
		check_verdict(a, &env, d);
		arena_free(a);
	}
	jsonld_contexts_free(env.contexts);
}

static struct json *chain_vector(struct arena *a, const char *name)
{
	struct json *value = NULL;
	struct str text = vector(a, "eddsa/proof-set-chain", name, "", "json");
	CHECK_OK(json_parse(a, text, &json_limits_default, &value));
	return value;
}

static const struct link {
	const char *config, *with_value, *document, *whole, *key;
} links[] = {
	{"proofSetConfig1", "proofSetConfigSigned1", "unsigned", "signedProofSet1", "keyPair1"},
	{"proofSetConfig1", "proofSetConfigSigned1", "unsigned", "signedProofSet2", "keyPair1"},
	{"proofSetConfig2", "proofSetConfigSigned2", "unsigned", "signedProofSet2", "keyPair2"},
	{"proofChainConfig1", "proofChainConfigSigned1", "proofChainTempDoc1", "signedProofChain1",
		"keyPair3"},
	{"proofChainConfig1", "proofChainConfigSigned1", "proofChainTempDoc1", "signedProofChain2",
		"keyPair3"},
	{"proofChainConfig2", "proofChainConfigSigned2", "proofChainTempDoc2", "signedProofChain2",
		"keyPair4"},
};

static const struct json *same_proof(
	struct arena *a, const struct json *whole, const struct json *wanted)
{
	struct json *proofs = arena_make(a, struct json);
	*proofs = proof_list(a, whole);
	json_each_item (it, proofs)
		if (json_eq(it, wanted))
			return it;
	return NULL;
}

/* From the whole: the proof, its configuration, what it builds on, and its signature again. */
static void check_link(struct arena *a, const struct proof_env *env, const struct link *l)
{
	const struct json *whole = chain_vector(a, l->whole);
	const struct json *proof = same_proof(a, whole, chain_vector(a, l->with_value));
	const struct json *pair = json_get(chain_vector(a, "multiKeyPairs"), str_of(l->key));
	struct json *wanted = chain_vector(a, l->config), document;
	struct sha2 *sha = sha2_new(a, SHA2_256);
	uint8_t data[2 * SHA2_MOST], signature[KEY_SIGNATURE_MOST];
	struct str text, value;
	struct key *k;
	REQUIRE(proof);
	struct json config = proof_config(a, PROOF_EDDSA_RDFC_2022, whole, proof);
	json_set(a, wanted, STR("@context"), *json_get(whole, STR("@context")));
	CHECK(json_eq(&config, wanted));
	REQUIRE_OK(proof_document(a, whole, proof, &document));
	CHECK(json_eq(&document, chain_vector(a, l->document)));
	REQUIRE_OK(proof_digest(env, a, PROOF_EDDSA_RDFC_2022, sha, &config, &text, data));
	REQUIRE_OK(proof_digest(env, a, PROOF_EDDSA_RDFC_2022, sha, &document, &text, data + 32));
	REQUIRE_OK(
		multikey_parse_secret(a, json_str(json_get(pair, STR("privateKeyMultibase"))), &k));
	REQUIRE_OK(key_sign(k, (struct str){(char *)data, 64}, signature));
	struct str printed = json_str(json_get(proof, STR("proofValue")));
	REQUIRE_OK(base58_decode(a, str_from(printed, 1), &value));
	CHECK(str_eq(value, (struct str){(char *)signature, key_signature_len(k)}));
}

TEST(proof_vectors_of_sets_and_chains_step_by_step)
{
	if (!unit_data())
		SKIP("no data-integrity vectors");
	struct proof_env env = {.contexts = jsonld_contexts_new(&examples)};
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		struct arena *a = arena_new();
		check_link(a, &env, &links[i]);
		arena_free(a);
	}
	jsonld_contexts_free(env.contexts);
}

TEST(proof_vector_of_a_chain_breaks_without_its_beginning)
{
	struct arena *a = arena_new();
	struct str text = vector(a, "eddsa/proof-set-chain", "signedProof", "Chain2", "json");
	struct json *d;
	struct findings f;
	if (!text.p) {
		arena_free(a);
		SKIP("no data-integrity vectors");
	}
	struct proof_env env = {.contexts = jsonld_contexts_new(&examples)};
	REQUIRE_OK(json_parse(a, text, &json_limits_default, &d));
	struct json *proofs = json_get(d, STR("proof"));
	proofs->items++;
	proofs->len--;
	findings_init(&f, a);
	proof_check(&env, a, d, &assertion, &f);
	CHECK_INT((int64_t)f.list.len, 1);
	CHECK(findings_has(&f, FINDING_PROOF_CHAIN));
	arena_free(a);
	jsonld_contexts_free(env.contexts);
}

TEST(proof_rdfc_refuses_what_no_context_explains)
{
	static const struct {
		const char *text;
		enum finding_kind kind;
	} cases[] = {
		{"{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"stray\":1",
			FINDING_TERM_UNKNOWN},
		{"{\"@context\":\"https://nowhere.example/c\",\"id\":\"urn:a:1\"",
			FINDING_CONTEXT_UNKNOWN},
		{"{\"@context\":5,\"id\":\"urn:a:1\"", FINDING_JSONLD},
	};
	struct arena *a = arena_new();
	struct proof_env env = {.contexts = jsonld_contexts_new(NULL)};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct findings f;
		struct json *d = parsed(
			a, str_z(a, str_fmt(a, "%s,\"proof\":{\"type\":\"DataIntegrityProof\",%s}}",
					    cases[i].text,
					    "\"cryptosuite\":\"eddsa-rdfc-2022\",\"proofPurpose\":"
					    "\"assertionMethod\","
					    "\"verificationMethod\":\"did:key:" ED "#" ED
					    "\",\"proofValue\":"
					    "\"z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561"
					    "B52hYnQF9iseabecm3ijx4K"
					    "1FBTQsCZahKZme\"")));
		findings_init(&f, a);
		proof_check(&env, a, d, &assertion, &f);
		CHECK_INT((int64_t)f.list.len, 1);
		CHECK_STR(str_of(finding_face(f.list.at[0].kind)->code),
			finding_face(cases[i].kind)->code);
	}
	arena_free(a);
	jsonld_contexts_free(env.contexts);
}

static struct key *ed_key(struct arena *a)
{
	struct key *k = NULL;
	CHECK_OK(multikey_parse_secret(a, STR(ED_SECRET), &k));
	return k;
}

static const struct proof_env plain_env = {.did = {.now = 100 * USEC_DAY}};
static const struct proof_options jcs_options = {
	.suite = PROOF_EDDSA_JCS_2022,
	.method = {"did:key:" ED "#" ED, 2 * sizeof(ED) + 7},
	.created = {"1970-01-02T00:00:00Z", 20},
};

#define DOCUMENT "{\"@context\":[\"urn:c\",\"urn:d\"],\"issuer\":\"did:key:" ED "\",\"name\":\"x\"}"

static struct json *signed_document(struct arena *a, const struct proof_options *o)
{
	struct json *document = parsed(a, DOCUMENT);
	CHECK_OK(proof_add(&plain_env, a, document, o, ed_key(a)));
	return document;
}

static struct json *first_proof(struct json *document)
{
	return &json_get(document, STR("proof"))->items[0];
}

/* Checks, and expects just this finding; -1 expects none. */
static void expect(struct arena *a, const struct json *document, int kind)
{
	struct findings f;
	findings_init(&f, a);
	proof_check(&plain_env, a, document, &assertion, &f);
	bool unchecked = kind == FINDING_METHOD_KEY;
	CHECK_INT((int64_t)f.list.len, (kind >= 0) + unchecked);
	CHECK(findings_has(&f, FINDING_PROOF_UNCHECKED) == unchecked);
	if (f.list.len)
		CHECK_STR(str_of(finding_face(f.list.at[0].kind)->code),
			kind < 0 ? "" : finding_face((enum finding_kind)kind)->code);
}

TEST(proof_made_here_holds_until_anything_changes)
{
	static const struct {
		const char *member, *value;
		int kind;
	} changes[] = {
		{"created", "\"1970-01-03T00:00:00Z\"", FINDING_PROOF_WRONG},
		{"created", "\"yesterday\"", FINDING_PROOF_DATE},
		{"created", "\"2026-01-01T00:00:00+14:01\"", FINDING_PROOF_DATE},
		{"expires", "1", FINDING_PROOF_DATE},
		{"proofPurpose", "\"authentication\"", FINDING_PROOF_PURPOSE},
		{"proofPurpose", "[]", FINDING_PROOF_FORM},
		{"verificationMethod", "null", FINDING_PROOF_FORM},
		{"verificationMethod", "\"did:key:x#x\"", FINDING_METHOD_KEY},
		{"cryptosuite", "\"eddsa-2099\"", FINDING_PROOF_SUITE},
		{"cryptosuite", "\"ecdsa-jcs-2019\"", FINDING_METHOD_KEY},
		{"cryptosuite", "\"Ed25519Signature2020\"", FINDING_PROOF_SUITE},
		{"type", "\"eddsa-jcs-2022\"", FINDING_PROOF_SUITE},
		{"type", "3", FINDING_PROOF_FORM},
		{"proofValue", "\"z2\"", FINDING_PROOF_FORM},
		{"proofValue", "\"z0\"", FINDING_PROOF_FORM},
		{"proofValue", "\"uAAAA\"", FINDING_PROOF_FORM},
		{"@context", "[\"urn:d\"]", FINDING_PROOF_CONTEXT},
		{"@context", "[\"urn:c\"]", FINDING_PROOF_WRONG},
		{"note", "\"added\"", FINDING_PROOF_WRONG},
		{"previousProof", "\"urn:none\"", FINDING_PROOF_CHAIN},
	};
	struct arena *a = arena_new();
	expect(a, signed_document(a, &jcs_options), -1);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct json *d = signed_document(a, &jcs_options);
		json_set(
			a, first_proof(d), str_of(changes[i].member), *parsed(a, changes[i].value));
		expect(a, d, changes[i].kind);
	}
	struct json *d = signed_document(a, &jcs_options);
	json_set(a, d, STR("name"), json_of_str(STR("y")));
	expect(a, d, FINDING_PROOF_WRONG);
	json_set(a, d, STR("proof"), json_array());
	expect(a, d, FINDING_PROOF_MISSING);
	json_set(a, d, STR("proof"), json_of_str(STR("z")));
	expect(a, d, FINDING_PROOF_FORM);
	arena_free(a);
}

TEST(proof_of_jcs_covers_large_numbers_too)
{
	struct arena *a = arena_new();
	struct json *d = signed_document(a, &jcs_options);
	json_set(a, d, STR("proof"), json_array());
	json_set(a, d, STR("n"), *parsed(a, "9007199254740992"));
	CHECK_OK(proof_add(&plain_env, a, d, &jcs_options, ed_key(a)));
	expect(a, d, -1);
	json_set(a, d, STR("n"), *parsed(a, "9007199254740993"));
	expect(a, d, FINDING_NUMBER_LARGE);
	CHECK_ERR(proof_add(&plain_env, a, d, &jcs_options, ed_key(a)), ERR_INVALID);
	arena_free(a);
}

TEST(proof_context_may_be_the_beginning_of_the_documents)
{
	struct arena *a = arena_new();
	struct json *d = signed_document(a, &jcs_options);
	json_push(a, json_get(d, STR("@context")), json_of_str(STR("urn:e")));
	expect(a, d, -1);
	arena_free(a);
}

TEST(proof_expires_and_answers_a_challenge)
{
	struct arena *a = arena_new();
	struct proof_options o = jcs_options;
	struct proof_expected x = assertion;
	struct findings f;
	o.expires = STR("1970-02-01T00:00:00Z");
	expect(a, signed_document(a, &o), FINDING_PROOF_EXPIRED);
	o.expires = STR("1999-01-01T00:00:00Z");
	o.domain = STR("school.example");
	o.challenge = STR("1234");
	x.domain = o.domain;
	x.challenge = o.challenge;
	findings_init(&f, a);
	proof_check(&plain_env, a, signed_document(a, &o), &x, &f);
	CHECK_INT((int64_t)f.list.len, 0);
	x.domain = STR("other.example");
	x.challenge = STR("4321");
	proof_check(&plain_env, a, signed_document(a, &o), &x, &f);
	CHECK(findings_has(&f, FINDING_PROOF_DOMAIN) && findings_has(&f, FINDING_PROOF_CHALLENGE));
	CHECK(findings_ok_about(&f, ABOUT_PROOF));
	arena_free(a);
}

/* Two proofs, the second building on the first. */
static struct json *chain(struct arena *a)
{
	struct proof_options o = jcs_options;
	struct json *d = parsed(a, DOCUMENT);
	o.id = STR("urn:proof:1");
	CHECK_OK(proof_add(&plain_env, a, d, &o, ed_key(a)));
	o.id = STR("urn:proof:2");
	o.previous = STR("urn:proof:1");
	CHECK_OK(proof_add(&plain_env, a, d, &o, ed_key(a)));
	return d;
}

TEST(proof_chain_holds_and_breaks)
{
	struct arena *a = arena_new();
	struct json *d = chain(a);
	expect(a, d, -1);
	struct json *proofs = json_get(d, STR("proof"));
	CHECK_INT(proofs->len, 2);
	/* The first is taken away. */
	struct json second = json_array();
	json_push(a, &second, proofs->items[1]);
	*proofs = second;
	expect(a, d, FINDING_PROOF_CHAIN);
	/* Two proofs of one name. */
	d = chain(a);
	proofs = json_get(d, STR("proof"));
	json_push(a, proofs, proofs->items[0]);
	expect(a, d, FINDING_PROOF_CHAIN);
	/* A proof that builds on itself, or on nothing. */
	d = chain(a);
	json_set(a, &json_get(d, STR("proof"))->items[1], STR("previousProof"),
		json_of_str(STR("urn:proof:2")));
	expect(a, d, FINDING_PROOF_CHAIN);
	json_set(a, &json_get(d, STR("proof"))->items[1], STR("previousProof"), json_array());
	expect(a, d, FINDING_PROOF_CHAIN);
	arena_free(a);
}

TEST(proof_chain_notices_that_the_first_was_replaced)
{
	struct arena *a = arena_new();
	struct proof_options o = jcs_options;
	struct json *d = chain(a);
	o.id = STR("urn:proof:1");
	o.created = STR("1970-01-05T00:00:00Z");
	*first_proof(d) = *first_proof(signed_document(a, &o));
	expect(a, d, FINDING_PROOF_WRONG);
	arena_free(a);
}

TEST(proof_set_counts_every_proof_and_bounds_them)
{
	struct arena *a = arena_new();
	struct json *d = parsed(a, DOCUMENT);
	for (int i = 0; i < PROOFS_MOST; i++)
		REQUIRE_OK(proof_add(&plain_env, a, d, &jcs_options, ed_key(a)));
	expect(a, d, -1);
	CHECK_ERR(proof_add(&plain_env, a, d, &jcs_options, ed_key(a)), ERR_TOO_LARGE);
	struct json *proofs = json_get(d, STR("proof"));
	json_set(a, &proofs->items[7], STR("created"), json_of_str(STR("1970-01-09T00:00:00Z")));
	expect(a, d, FINDING_PROOF_WRONG);
	json_push(a, proofs, proofs->items[0]);
	expect(a, d, FINDING_PROOF_TOO_MANY);
	arena_free(a);
}

TEST(proof_is_not_made_of_what_does_not_fit)
{
	struct arena *a = arena_new();
	struct proof_options o = jcs_options;
	struct json *d = parsed(a, DOCUMENT), *list = parsed(a, "[]");
	struct key *k = ed_key(a);
	CHECK_ERR(proof_add(&plain_env, a, list, &o, k), ERR_INVALID);
	o.created = STR("now");
	CHECK_ERR(proof_add(&plain_env, a, d, &o, k), ERR_INVALID);
	o = jcs_options;
	o.suite = PROOF_ECDSA_JCS_2019;
	CHECK_ERR(proof_add(&plain_env, a, d, &o, k), ERR_INVALID);
	o.suite = PROOF_ED25519_SIGNATURE_2020;
	CHECK_ERR(proof_add(&plain_env, a, d, &o, k), ERR_INVALID);
	o = jcs_options;
	o.previous = STR("urn:proof:1");
	CHECK_ERR(proof_add(&plain_env, a, d, &o, k), ERR_INVALID);
	CHECK(!json_get(d, STR("proof")));
	arena_free(a);
}
