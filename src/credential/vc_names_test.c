#include "credential/vc_names.h"

#include "credential/rdfc.h"
#include "credential/vc.h"
#include "crypto/multikey.h"
#include "unit/unit.h"

#define SECRET_TEXT "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
#define KEY "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define ISSUER "did:key:" KEY
#define V2 "https://www.w3.org/ns/credentials/v2"
#define VC "https://www.w3.org/2018/credentials#"
#define STATUS_IRI "https://www.w3.org/ns/credentials/status#"
#define DATE_TIME "http://www.w3.org/2001/XMLSchema#dateTime"

/* Contexts after the first, the subject, and the other members. */
#define DOCUMENT(contexts, subject, more)                                                    \
	"{\"@context\":[\"" V2 "\"" contexts "],\"type\":[\"VerifiableCredential\"],"        \
	"\"id\":\"urn:example:c\",\"issuer\":\"" ISSUER "\",\"credentialSubject\":{" subject \
	"}" more "}"
#define SUBJECT "\"id\":\"did:example:p\",\"name\":\"x\""
#define ENTRY(type, purpose, index, url) \
	"{\"id\":\"urn:example:s\"," type "," purpose ":\"revocation\"," index ":\"7\"," url "}"
#define ENTRY_TYPE "\"type\":\"BitstringStatusListEntry\""
#define ENTRY_URL "\"statusListCredential\":\"https://school.example/status/1\""
#define PLAIN_ENTRY ENTRY(ENTRY_TYPE, "\"statusPurpose\"", "\"statusListIndex\"", ENTRY_URL)

static const char until[] = DOCUMENT("", SUBJECT, ",\"validUntil\":\"1999-01-01T00:00:00Z\"");
static const char status[] = DOCUMENT("", SUBJECT, ",\"credentialStatus\":" PLAIN_ENTRY);
static const char subject[] = DOCUMENT("", SUBJECT, "");
static const char related[] = DOCUMENT("", SUBJECT,
	",\"relatedResource\":{\"id\":\"https://school.example/r\",\"digestSRI\":\"sha256-x\"}");
#define OWNS ",{\"owns\":{\"@id\":\"urn:example:owns\",\"@type\":\"@id\"}}"
static const char owns[] =
	DOCUMENT(OWNS, "\"owns\":\"urn:example:c\"", ",\"validUntil\":\"1999-01-01T00:00:00Z\"");

/* Says the same as a signed document, in other names. */
static const struct {
	const char *was, *now;
} disguises[] = {
	{until, DOCUMENT("", SUBJECT,
			",\"" VC "validUntil\":{\"@value\":\"1999-01-01T00:00:00Z\","
			"\"@type\":\"" DATE_TIME "\"}")},
	{until, DOCUMENT("", SUBJECT, ",\"@nest\":{\"validUntil\":\"1999-01-01T00:00:00Z\"}")},
	{until, DOCUMENT(",{\"more\":\"@nest\"}", SUBJECT,
			",\"more\":{\"validUntil\":\"1999-01-01T00:00:00Z\"}")},
	{until, DOCUMENT(",{\"vu\":{\"@id\":\"" VC "validUntil\",\"@type\":\"" DATE_TIME "\"}}",
			SUBJECT, ",\"vu\":\"1999-01-01T00:00:00Z\"")},
	{until, DOCUMENT(",{\"cred\":\"" VC "\"}", SUBJECT,
			",\"cred:validUntil\":{\"@value\":\"1999-01-01T00:00:00Z\","
			"\"@type\":\"" DATE_TIME "\"}")},
	{until, DOCUMENT(",{\"@vocab\":\"" VC "valid\"}", SUBJECT,
			",\"Until\":{\"@value\":\"1999-01-01T00:00:00Z\","
			"\"@type\":\"" DATE_TIME "\"}")},
	{until, DOCUMENT("", SUBJECT,
			",\"@included\":[{\"id\":\"urn:example:c\",\"type\":"
			"\"VerifiableCredential\",\"validUntil\":\"1999-01-01T00:00:00Z\"}]")},
	{status, DOCUMENT("", SUBJECT, ",\"" VC "credentialStatus\":" PLAIN_ENTRY)},
	{status, DOCUMENT("", SUBJECT, ",\"credentialStatus\":{\"@set\":[" PLAIN_ENTRY "]}")},
	{status, DOCUMENT("", SUBJECT,
			 ",\"credentialStatus\":" ENTRY("\"type\":\"" STATUS_IRI
							"BitstringStatusListEntry\"",
				 "\"" STATUS_IRI "statusPurpose\"",
				 "\"" STATUS_IRI "statusListIndex\"",
				 "\"" STATUS_IRI "statusListCredential\":"
				 "{\"id\":\"https://school.example/status/1\"}"))},
	{status, DOCUMENT(",{\"Other\":\"" STATUS_IRI "BitstringStatusListEntry\"}", SUBJECT,
			 ",\"credentialStatus\":" ENTRY("\"type\":[\"BitstringStatusListEntry\","
							"\"Other\"]",
				 "\"statusPurpose\"", "\"statusListIndex\"", ENTRY_URL))},
	{status, DOCUMENT(",{\"list\":{\"@id\":\"https://school.example/\",\"@prefix\":true}}",
			 SUBJECT,
			 ",\"credentialStatus\":" ENTRY(ENTRY_TYPE, "\"statusPurpose\"",
				 "\"statusListIndex\"",
				 "\"statusListCredential\":\"list:status/1\""))},
	{subject, DOCUMENT("", "\"@id\":\"did:example:p\",\"name\":\"x\"", "")},
	{subject, DOCUMENT(",{\"who\":\"@id\"}", "\"who\":\"did:example:p\",\"name\":\"x\"", "")},
	{subject, DOCUMENT(",{\"ex\":{\"@id\":\"did:example:\",\"@prefix\":true}}",
			  "\"id\":\"ex:p\",\"name\":\"x\"", "")},
	{subject, DOCUMENT("", "\"id\":\"did:example:p\",\"https://schema.org/name\":\"x\"", "")},
	{subject, DOCUMENT(",{\"title\":\"https://schema.org/name\"}",
			  "\"id\":\"did:example:p\",\"title\":\"x\"", "")},
	{related, DOCUMENT("", SUBJECT,
			  ",\"" VC "relatedResource\":{\"id\":\"https://school.example/r\","
			  "\"" VC "digestSRI\":{\"@value\":\"sha256-x\",\"@type\":"
			  "\"https://www.w3.org/2018/credentials#sriString\"}}")},
	{owns, DOCUMENT(OWNS,
		       "\"owns\":{\"id\":\"urn:example:c\",\"type\":"
		       "\"VerifiableCredential\",\"validUntil\":\"1999-01-01T00:00:00Z\"}",
		       "")},
};

struct place {
	struct arena *arena;
	struct vc_env env;
};

static struct place begin(void)
{
	struct place p = {arena_new(), {.proof = {.did = {.now = 20000 * USEC_DAY}}}};
	p.env.proof.contexts = jsonld_contexts_new(NULL);
	return p;
}

static void end(struct place *p)
{
	arena_free(p->arena);
	jsonld_contexts_free(p->env.proof.contexts);
}

static struct json *parsed(struct place *p, const char *text)
{
	struct json *value = NULL;
	CHECK_OK(json_parse(p->arena, str_of(text), &json_limits_default, &value));
	return value;
}

static struct str statements(struct place *p, const char *text)
{
	struct jsonld_options o = proof_jsonld(&p->env.proof);
	struct rdf_dataset *dataset;
	struct rdfc r = {0};
	o.reading = NULL;
	if (CHECK_OK(jsonld_to_rdf(p->arena, parsed(p, text), &o, &dataset)))
		CHECK_OK(rdfc(p->arena, dataset, sha2_new(p->arena, SHA2_256), &r));
	return r.nquads;
}

static struct json signed_proofs(struct place *p, const char *text)
{
	struct proof_options o = {.suite = PROOF_EDDSA_RDFC_2022, .method = STR(ISSUER "#" KEY)};
	struct json *document = parsed(p, text);
	struct key *k = NULL;
	CHECK_OK(multikey_parse_secret(p->arena, STR(SECRET_TEXT), &k));
	CHECK_OK(proof_add(&p->env.proof, p->arena, document, &o, k));
	return proof_list(p->arena, document);
}

static struct findings found(struct place *p, const struct json *document)
{
	struct findings f;
	findings_init(&f, p->arena);
	vc_verify_json(&p->env, p->arena, document, &f);
	return f;
}

TEST(vc_names_may_not_be_others_than_those_that_the_checks_read)
{
	struct place p = begin();
	for (size_t i = 0; i < sizeof(disguises) / sizeof(*disguises); i++) {
		struct json *document = parsed(&p, disguises[i].now);
		struct json proofs = signed_proofs(&p, disguises[i].was);
		CHECK_STR(statements(&p, disguises[i].now),
			str_z(p.arena, statements(&p, disguises[i].was)));
		json_set(p.arena, document, STR("proof"), proofs);
		struct findings f = found(&p, document);
		if (!CHECK(findings_has(&f, FINDING_TERM_NAME)))
			CHECK_STR(str_of(disguises[i].now), "refused");
	}
	end(&p);
}

TEST(vc_names_of_the_proof_count_too)
{
	struct place p = begin();
	struct proof_options o = {.suite = PROOF_EDDSA_RDFC_2022,
		.method = STR(ISSUER "#" KEY),
		.expires = STR("1999-01-01T00:00:00Z")};
	struct json *document = parsed(&p, subject);
	struct key *k;
	REQUIRE_OK(multikey_parse_secret(p.arena, STR(SECRET_TEXT), &k));
	REQUIRE_OK(proof_add(&p.env.proof, p.arena, document, &o, k));
	struct findings f = found(&p, document);
	CHECK(findings_has(&f, FINDING_PROOF_EXPIRED) && f.list.len == 1);
	struct json_member *expires = NULL, *all;
	struct json *proof = &json_get(document, STR("proof"))->items[0];
	all = proof->members;
	for (uint32_t i = 0; i < proof->len; i++)
		if (str_is(all[i].name, "expires"))
			expires = &all[i];
	REQUIRE(expires);
	expires->name = STR("https://w3id.org/security#expiration");
	expires->value =
		*parsed(&p, "{\"@value\":\"1999-01-01T00:00:00Z\",\"@type\":\"" DATE_TIME "\"}");
	f = found(&p, document);
	CHECK(findings_has(&f, FINDING_TERM_NAME));
	end(&p);
}

TEST(vc_names_of_its_own_are_a_note)
{
	struct place p = begin();
	const char *text = DOCUMENT(",{\"level\":\"urn:example:level\"}",
		"\"id\":\"did:example:p\",\"level\":\"4\"", "");
	struct json *document = parsed(&p, text);
	json_set(p.arena, document, STR("proof"), signed_proofs(&p, text));
	struct findings f = found(&p, document);
	CHECK(findings_ok(&f) && f.list.len == 1 && findings_has(&f, FINDING_CONTEXT_OWN));
	end(&p);
}

TEST(vc_names_fit_their_iri)
{
	static const struct {
		const char *name, *iri;
		bool fits;
	} cases[] = {
		{"id", "@id", true},
		{"@id", "@id", false},
		{"type", "@type", true},
		{"@nest", "@nest", false},
		{"validUntil", VC "validUntil", true},
		{"until", VC "validUntil", false},
		{VC "validUntil", VC "validUntil", false},
		{"expires", "https://w3id.org/security#expiration", true},
		{"expiration", "https://w3id.org/security#expiration", false},
		{"statusListIndex", STATUS_IRI "statusListIndex", true},
		{"index", STATUS_IRI "statusListIndex", false},
		{"AchievementCredential",
			"https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
			true},
		{"narrative", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative", true},
		{"name", "https://schema.org/name", true},
		{"title", "https://schema.org/name", false},
		{"title", "https://schema.org/jobTitle", true},
		{"ECTS", "https://edubadges.nl/static/obv3-glossary.html#ects", true},
		{"SBU", "https://edubadges.nl/static/obv3-glossary.html#ects", false},
		{"credentialStatus", "urn:example:status", false},
		{"urn:example:x", "urn:example:x", true},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (!CHECK(vc_reading.is_name(str_of(cases[i].name), str_of(cases[i].iri)) ==
			    cases[i].fits))
			CHECK_STR(str_of(cases[i].name), cases[i].iri);
}

TEST(vc_names_proof_context_is_the_documents_under_rdfc)
{
	struct place p = begin();
	struct json *document = parsed(&p, subject);
	json_set(p.arena, document, STR("proof"), signed_proofs(&p, subject));
	struct json *proof = &json_get(document, STR("proof"))->items[0];
	json_set(p.arena, proof, STR("@context"), *parsed(&p, "{\"expires\":\"urn:example:x\"}"));
	struct findings f = found(&p, document);
	CHECK_INT((int64_t)f.list.len, 0);
	json_set(p.arena, proof, STR("expires"), json_of_str(STR("2099-01-01T00:00:00Z")));
	f = found(&p, document);
	CHECK(findings_has(&f, FINDING_PROOF_WRONG));
	end(&p);
}

#define NUMBER(n) DOCUMENT(",{\"n\":\"urn:example:n\"}", "\"n\":" n, "")
#define LITERAL(n) \
	DOCUMENT(",{\"n\":{\"@id\":\"urn:example:n\",\"@type\":\"@json\"}}", "\"n\":[" n "]", "")

TEST(vc_numbers_that_RDF_confuses_are_refused)
{
	static const struct {
		const char *text;
		bool fine;
	} cases[] = {
		{NUMBER("9007199254740991"), true},
		{NUMBER("-9007199254740991"), true},
		{NUMBER("2.5"), true},
		{NUMBER("9007199254740992"), false},
		{NUMBER("9007199254740993"), false},
		{NUMBER("-9007199254740993"), false},
		{NUMBER("1e300"), false},
		{LITERAL("9007199254740992"), true},
		{LITERAL("9007199254740993"), false},
	};
	struct place p = begin();
	struct key *k;
	REQUIRE_OK(multikey_parse_secret(p.arena, STR(SECRET_TEXT), &k));
	struct proof_options o = {.suite = PROOF_EDDSA_RDFC_2022, .method = STR(ISSUER "#" KEY)};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct findings f;
		bool issued = false;
		struct json *document = parsed(&p, cases[i].text);
		findings_init(&f, p.arena);
		CHECK_OK(vc_issue(&p.env, p.arena, document, &o, k, &f, &issued));
		CHECK(issued == cases[i].fine && findings_has(&f, FINDING_NUMBER_LARGE) != issued);
		document = parsed(&p, cases[i].text);
		json_set(p.arena, document, STR("proof"), signed_proofs(&p, NUMBER("1")));
		f = found(&p, document);
		CHECK(findings_has(&f, FINDING_NUMBER_LARGE) != cases[i].fine);
	}
	end(&p);
}

#define PRESENTATION(member)                                                                      \
	"{\"@context\":[\"" V2 "\"],\"type\":\"VerifiablePresentation\",\"holder\":\"" ISSUER     \
	"\",\"" member "\":{\"@context\":[\"" V2 "\"],\"type\":\"VerifiableCredential\",\"issuer" \
	"\":\"" ISSUER "\",\"credentialSubject\":{\"id\":\"" ISSUER "\"}}}"

TEST(vc_names_of_a_presentation_count_too)
{
	static const char *const texts[] = {
		PRESENTATION("verifiableCredential"), PRESENTATION(VC "verifiableCredential")};
	struct place p = begin();
	struct key *k;
	REQUIRE_OK(multikey_parse_secret(p.arena, STR(SECRET_TEXT), &k));
	struct proof_options o = {.suite = PROOF_EDDSA_RDFC_2022,
		.method = STR(ISSUER "#" KEY),
		.purpose = STR("authentication")};
	struct json *good = parsed(&p, texts[0]);
	REQUIRE_OK(proof_add(&p.env.proof, p.arena, good, &o, k));
	for (size_t i = 0; i < 2; i++) {
		struct findings f;
		struct json *document = parsed(&p, texts[i]);
		json_set(p.arena, document, STR("proof"), *json_get(good, STR("proof")));
		findings_init(&f, p.arena);
		vc_verify_presentation_json(&p.env, p.arena, document, STR_NONE, STR_NONE, &f);
		CHECK_INT((int64_t)f.list.len, (int64_t)i);
		CHECK(findings_has(&f, FINDING_TERM_NAME) == (i == 1));
	}
	end(&p);
}
