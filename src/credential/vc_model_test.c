#include "credential/vc_model.h"

#include "unit/unit.h"

static struct json *parsed(struct arena *a, struct str text)
{
	struct json *value = NULL;
	CHECK_OK(json_parse(a, text, &json_limits_default, &value));
	return value;
}

#define CREDENTIAL                                                                             \
	"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",\"https://x.example/"         \
	"c\"],"                                                                                \
	"\"id\":\"urn:uuid:1\",\"type\":[\"VerifiableCredential\",\"Other\"],"                 \
	"\"issuer\":{\"id\":\"did:web:school.example\",\"name\":\"School\"},"                  \
	"\"validFrom\":\"2026-01-01T00:00:00Z\",\"validUntil\":\"2027-01-01T00:00:00+01:00\"," \
	"\"credentialSubject\":{\"id\":\"did:example:1\",\"a\":1}}"

#define PRESENTATION                                                        \
	"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"         \
	"\"type\":\"VerifiablePresentation\",\"holder\":\"did:example:1\"," \
	"\"verifiableCredential\":[" CREDENTIAL "]}"

struct change {
	const char *member, *value; /* value NULL: the member is taken away */
	int kind;                   /* of the one finding, or -1 */
};

static const struct change credential_changes[] = {
	{"@context", NULL, FINDING_CONTEXT_MISSING},
	{"@context", "null", FINDING_CONTEXT_MISSING},
	{"@context", "[]", FINDING_CONTEXT_MISSING},
	{"@context", "\"https://www.w3.org/ns/credentials/v2\"", -1},
	{"@context", "[\"https://x.example/c\",\"https://www.w3.org/ns/credentials/v2\"]",
		FINDING_CONTEXT_FIRST},
	{"@context", "[{\"a\":1},\"https://www.w3.org/ns/credentials/v2\"]", FINDING_CONTEXT_FIRST},
	{"@context", "[\"https://www.w3.org/ns/credentials/v2\",\"no url\"]", FINDING_CONTEXT_FORM},
	{"@context", "[\"https://www.w3.org/ns/credentials/v2\",5]", FINDING_CONTEXT_FORM},
	{"@context", "[\"https://www.w3.org/ns/credentials/v2\",{\"a\":\"urn:a\"}]",
		FINDING_CONTEXT_OWN},
	{"type", NULL, FINDING_TYPE_MISSING},
	{"type", "\"VerifiableCredential\"", -1},
	{"type", "[\"Other\"]", FINDING_TYPE_MISSING},
	{"type", "[]", FINDING_TYPE_FORM},
	{"type", "5", FINDING_TYPE_FORM},
	{"type", "[\"VerifiableCredential\",null]", FINDING_TYPE_FORM},
	{"id", NULL, -1},
	{"id", "\"no url\"", FINDING_ID_FORM},
	{"id", "null", FINDING_ID_FORM},
	{"id", "[\"urn:a:1\",\"urn:a:2\"]", FINDING_ID_FORM},
	{"name", "\"x\"", -1},
	{"name", "{\"@value\":\"x\",\"@language\":\"en\",\"@direction\":\"ltr\"}", -1},
	{"name", "[{\"@value\":\"x\",\"@language\":\"en\"},{\"@value\":\"y\"}]", -1},
	{"name", "5", FINDING_NAME_FORM},
	{"name", "[]", FINDING_NAME_FORM},
	{"name", "[\"x\"]", FINDING_NAME_FORM},
	{"name", "{\"@language\":\"en\"}", FINDING_NAME_FORM},
	{"description", "{\"@value\":\"x\",\"url\":\"y\"}", FINDING_NAME_FORM},
	{"description", "{\"@value\":5}", FINDING_NAME_FORM},
	{"issuer", NULL, FINDING_ISSUER_MISSING},
	{"issuer", "\"urn:a:1\"", -1},
	{"issuer", "null", FINDING_ISSUER_FORM},
	{"issuer", "\"school\"", FINDING_ISSUER_FORM},
	{"issuer", "{}", FINDING_ISSUER_FORM},
	{"issuer", "{\"id\":\"school\"}", FINDING_ISSUER_FORM},
	{"issuer", "[\"urn:a:1\",\"urn:a:2\"]", FINDING_ISSUER_FORM},
	{"issuer", "{\"id\":\"urn:a:1\",\"name\":{\"@value\":\"x\",\"more\":\"y\"}}",
		FINDING_NAME_FORM},
	{"credentialSubject", NULL, FINDING_SUBJECT_MISSING},
	{"credentialSubject", "{}", FINDING_SUBJECT_EMPTY},
	{"credentialSubject", "[]", FINDING_SUBJECT_EMPTY},
	{"credentialSubject", "[{\"a\":1},{}]", FINDING_SUBJECT_EMPTY},
	{"credentialSubject", "[{\"a\":1},{\"id\":\"urn:a:1\"}]", -1},
	{"credentialSubject", "\"did:example:1\"", FINDING_SUBJECT_FORM},
	{"credentialSubject", "null", FINDING_SUBJECT_FORM},
	{"credentialSubject", "{\"id\":\"me\"}", FINDING_ID_FORM},
	{"credentialSubject", "{\"id\":[\"urn:a:1\",\"urn:a:2\"]}", FINDING_ID_FORM},
	{"validFrom", NULL, -1},
	{"validFrom", "\"2026-01-01T00:00:00.123+01:00\"", -1},
	{"validFrom", "\"2026-01-01T00:00:00+14:00\"", -1},
	{"validFrom", "\"2026-01-01T00:00:00-14:00\"", -1},
	{"validFrom", "\"2026-01-01T00:00:00+14:01\"", FINDING_DATE_FORM},
	{"validFrom", "\"2026-01-01T00:00:00-15:00\"", FINDING_DATE_FORM},
	{"validFrom", "\"2026-01-01\"", FINDING_DATE_FORM},
	{"validFrom", "\"2026-01-01T00:00:00\"", FINDING_DATE_ZONE},
	{"validFrom", "\"2026-02-30T00:00:00Z\"", FINDING_DATE_FORM},
	{"validFrom", "\"2026-01-01t00:00:00Z\"", FINDING_DATE_FORM},
	{"validFrom", "\"2026-01-01T00:00:00z\"", FINDING_DATE_FORM},
	{"validFrom", "\"2026-01-01T00:00:60Z\"", FINDING_DATE_FORM},
	{"validFrom", "5", FINDING_DATE_FORM},
	{"validFrom", "\"2026-09-01T00:00:00Z\"", FINDING_NOT_YET_VALID},
	{"validUntil", "\"2026-03-01T00:00:00Z\"", FINDING_EXPIRED},
	{"validUntil", "\"soon\"", FINDING_DATE_FORM},
	{"credentialStatus", "{\"id\":\"urn:a:1\",\"type\":\"X\"}", -1},
	{"credentialStatus", "{\"type\":\"X\"}", -1},
	{"credentialStatus", "{\"id\":\"urn:a:1\"}", FINDING_STATUS_FORM},
	{"credentialStatus", "{\"id\":\"no url\",\"type\":\"X\"}", FINDING_STATUS_FORM},
	{"credentialStatus", "\"urn:a:1\"", FINDING_STATUS_FORM},
	{"credentialStatus", "[{\"type\":\"X\"},{\"type\":5}]", FINDING_STATUS_FORM},
	{"credentialSchema", "[{\"id\":\"urn:a:1\",\"type\":\"X\"}]", -1},
	{"credentialSchema", "{\"type\":\"X\"}", FINDING_SCHEMA_FORM},
	{"credentialSchema", "{\"id\":\"urn:a:1\"}", FINDING_SCHEMA_FORM},
	{"credentialSchema", "{\"id\":\"no url\",\"type\":\"X\"}", FINDING_SCHEMA_FORM},
	{"refreshService", "{\"type\":\"X\"}", -1},
	{"refreshService", "{\"id\":\"urn:a:1\"}", FINDING_REFRESH_FORM},
	{"termsOfUse", "{\"type\":\"X\"}", -1},
	{"termsOfUse", "[{\"type\":\"X\"},{}]", FINDING_TERMS_FORM},
	{"evidence", "[{\"type\":[\"X\"]}]", -1},
	{"evidence", "{\"id\":\"urn:a:1\"}", FINDING_EVIDENCE_FORM},
	{"evidence", "{\"type\":[]}", FINDING_EVIDENCE_FORM},
};

/* sha256 of "document", at urn:a:1. */
#define SRI "sha256-Q8wj+lK4e0zB0CtbEUFUFR1q3dsXyf3cBrAn+pniQAg="

/* The same as some write it, in hexadecimal; and another. */
#define HEX "sha256-43cc23fa52b87b4cc1d02b5b114154151d6adddb17c9fddc06b027fa99e24008"
#define HEX_OTHER "sha256-ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"

static const struct change presentation_changes[] = {
	{"@context", NULL, FINDING_CONTEXT_MISSING},
	{"type", NULL, FINDING_TYPE_MISSING},
	{"type", "[\"VerifiableCredential\"]", FINDING_TYPE_MISSING},
	{"id", "5", FINDING_ID_FORM},
	{"holder", NULL, -1},
	{"holder", "{\"id\":\"did:example:1\"}", -1},
	{"holder", "{}", FINDING_HOLDER_FORM},
	{"holder", "5", FINDING_HOLDER_FORM},
	{"verifiableCredential", NULL, -1},
	{"verifiableCredential", "[]", -1},
	{"verifiableCredential", "\"eyJ\"", FINDING_PRESENTATION_CREDENTIAL},
	{"verifiableCredential", "[{\"type\":\"Other\"}]", FINDING_PRESENTATION_CREDENTIAL},
	{"verifiableCredential",
		"{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"id\":\"data:application/"
		"vc+jwt,eyJ\","
		"\"type\":\"EnvelopedVerifiableCredential\"}",
		-1},
	{"verifiableCredential",
		"{\"id\":\"data:application/"
		"vc+jwt,eyJ\",\"type\":\"EnvelopedVerifiableCredential\"}",
		FINDING_PRESENTATION_CREDENTIAL},
	{"verifiableCredential",
		"{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"id\":\"urn:a:1\","
		"\"type\":\"EnvelopedVerifiableCredential\"}",
		FINDING_PRESENTATION_CREDENTIAL},
};

static void expect(const struct findings *f, const struct change *c)
{
	const char *want = c->kind < 0 ? "" : finding_face((enum finding_kind)c->kind)->code;
	const char *got = f->list.len ? finding_face(f->list.at[0].kind)->code : "";
	if (!CHECK_STR(str_of(got), want) || !CHECK_INT((int64_t)f->list.len, c->kind >= 0))
		CHECK_STR(str_of(c->member), c->value);
}

/* A copy of the object with the change. */
static struct json *changed(struct arena *a, const char *text, const struct change *c)
{
	struct json *object = parsed(a, str_of(text));
	if (c->value) {
		json_set(a, object, str_of(c->member), *parsed(a, str_of(c->value)));
		return object;
	}
	struct json *fewer = arena_make(a, struct json);
	*fewer = json_object();
	json_each_member (m, object)
		if (!str_is(m->name, c->member))
			json_set(a, fewer, m->name, m->value);
	return fewer;
}

static usec summer(void)
{
	usec t = 0;
	CHECK(usec_parse(STR("2026-06-01T00:00:00Z"), &t));
	return t;
}

TEST(vc_model_each_demand_on_a_credential_has_its_finding)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(credential_changes) / sizeof(credential_changes[0]); i++) {
		const struct change *c = &credential_changes[i];
		struct findings f;
		findings_init(&f, a);
		vc_check_credential(a, changed(a, CREDENTIAL, c), NULL, summer(), &f);
		expect(&f, c);
	}
	arena_free(a);
}

TEST(vc_model_each_demand_on_a_presentation_has_its_finding)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(presentation_changes) / sizeof(presentation_changes[0]);
		i++) {
		const struct change *c = &presentation_changes[i];
		struct findings f;
		findings_init(&f, a);
		vc_check_presentation(a, changed(a, PRESENTATION, c), &f);
		expect(&f, c);
	}
	arena_free(a);
}

TEST(vc_model_end_before_beginning)
{
	struct arena *a = arena_new();
	struct findings f;
	struct json *d = parsed(a, STR(CREDENTIAL));
	findings_init(&f, a);
	json_set(a, d, STR("validUntil"), json_of_str(STR("2025-12-31T23:59:59Z")));
	vc_check_credential(a, d, NULL, summer(), &f);
	CHECK(findings_has(&f, FINDING_DATE_ORDER) && findings_has(&f, FINDING_EXPIRED));
	arena_free(a);
}

TEST(vc_model_first_version_has_other_dates)
{
	static const struct change changes[] = {
		{"issuanceDate", "\"2026-01-01T00:00:00Z\"", -1},
		{"issuanceDate", NULL, FINDING_DATE_MISSING},
		{"issuanceDate", "\"2026-09-01T00:00:00Z\"", FINDING_NOT_YET_VALID},
		{"expirationDate", "\"2026-03-01T00:00:00Z\"", FINDING_EXPIRED},
		{"validFrom", "\"2026-09-01T00:00:00Z\"", FINDING_NOT_YET_VALID},
		{"validUntil", "\"2026-03-01T00:00:00Z\"", FINDING_EXPIRED},
		{"validUntil", "\"soon\"", FINDING_DATE_FORM},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct findings f;
		findings_init(&f, a);
		struct json *d = changed(a,
			"{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"],"
			"\"type\":[\"VerifiableCredential\"],\"issuer\":\"urn:a:1\","
			"\"issuanceDate\":\"2026-01-01T00:00:00Z\",\"credentialSubject\":{\"a\":1}"
			"}",
			&changes[i]);
		vc_check_credential(a, d, NULL, summer(), &f);
		expect(&f, &changes[i]);
	}
	arena_free(a);
}

TEST(vc_model_other_values_are_no_documents)
{
	static const char *const values[] = {"[]", "5", "\"x\"", "null"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct findings f;
		findings_init(&f, a);
		vc_check_credential(a, parsed(a, str_of(values[i])), NULL, 0, &f);
		vc_check_presentation(a, parsed(a, str_of(values[i])), &f);
		CHECK_INT((int64_t)f.list.len, 2);
		CHECK(findings_has(&f, FINDING_NOT_OBJECT));
	}
	arena_free(a);
}

TEST(vc_model_knows_issuer_and_holder)
{
	struct arena *a = arena_new();
	CHECK_STR(vc_issuer(parsed(a, STR(CREDENTIAL))), "did:web:school.example");
	CHECK_STR(vc_issuer(parsed(a, STR("{\"issuer\":\"urn:a:1\"}"))), "urn:a:1");
	CHECK_STR(vc_issuer(parsed(a, STR("{\"issuer\":[]}"))), NULL);
	CHECK_STR(vc_issuer(parsed(a, STR("{}"))), NULL);
	CHECK_STR(vc_holder(parsed(a, STR(PRESENTATION))), "did:example:1");
	arena_free(a);
}

static bool find(const struct vc_library *l, struct arena *a, struct str url, struct str *ret_bytes)
{
	(void)l;
	(void)a;
	if (!str_is(url, "urn:a:1"))
		return false;
	*ret_bytes = STR("document");
	return true;
}

TEST(vc_related_documents_have_a_digest_that_fits)
{
	static const struct vc_library library = {find};
	static const struct change changes[] = {
		{"", "{\"id\":\"urn:a:1\",\"digestSRI\":\"" SRI "\"}", -1},
		{"", "[{\"id\":\"urn:a:2\",\"digestSRI\":\"" SRI "\"}]", -1},
		{"", "[]", -1},
		{"", "[{\"id\":\"urn:a:1\"}]", FINDING_RELATED_DIGEST_MISSING},
		{"", "[{\"digestSRI\":\"" SRI "\"}]", FINDING_RELATED_FORM},
		{"", "[{\"id\":5,\"digestSRI\":\"" SRI "\"}]", FINDING_RELATED_FORM},
		{"", "[\"urn:a:1\"]", FINDING_RELATED_FORM},
		{"", "[{\"id\":\"urn:a:1\",\"digestSRI\":\"sha256-AAAA\"}]",
			FINDING_RELATED_DIGEST_UNREAD},
		{"", "[{\"id\":\"urn:a:1\",\"digestSRI\":\"md5-AAAA\"}]",
			FINDING_RELATED_DIGEST_UNREAD},
		{"", "[{\"id\":\"urn:a:1\",\"digestSRI\":\"" HEX "\"}]", -1},
		{"", "[{\"id\":\"urn:a:1\",\"digestSRI\":\"" HEX_OTHER "\"}]",
			FINDING_RELATED_DIGEST_WRONG},
		{"", "[{\"id\":\"urn:a:1\",\"digestSRI\":5}]", FINDING_RELATED_DIGEST_FORM},
		{"", "[{\"id\":\"urn:a:1\",\"digestMultibase\":\"x\"}]",
			FINDING_RELATED_DIGEST_FORM},
		{"", "[{\"id\":\"urn:a:1\",\"digestMultibase\":\"z0\"}]",
			FINDING_RELATED_DIGEST_FORM},
		{"", "[{\"id\":\"urn:a:1\",\"digestMultibase\":\"u!\"}]",
			FINDING_RELATED_DIGEST_FORM},
		{"",
			"[{\"id\":\"urn:a:1\",\"digestMultibase\":"
			"\"uEiDPWZP_-MhVYxXAhSZbWMjxEQwWJzh3xvyfzdFAl-HSjg\"}]",
			FINDING_RELATED_DIGEST_WRONG},
		{"",
			"[{\"id\":\"urn:a:1\",\"digestSRI\":"
			"\"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]",
			FINDING_RELATED_DIGEST_WRONG},
		{"",
			"[{\"id\":\"urn:a:2\",\"digestSRI\":\"" SRI "\"},"
			"{\"id\":\"urn:a:2\",\"digestSRI\":\"" SRI "\"}]",
			FINDING_RELATED_TWICE},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct findings f;
		struct json *d = parsed(a, STR(CREDENTIAL));
		findings_init(&f, a);
		json_set(a, d, STR("relatedResource"), *parsed(a, str_of(changes[i].value)));
		vc_check_credential(a, d, &library, summer(), &f);
		expect(&f, &changes[i]);
	}
	arena_free(a);
}

TEST(vc_urls)
{
	static const char *const good[] = {
		"https://a.example/b?c=d#e", "urn:uuid:1", "did:web:a", "a:b"};
	static const char *const bad[] = {
		"", "a", ":", "a:", ":b", "1a:b", "a b:c", "a:b c", "a:<b>", "/a:b"};
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		CHECK(vc_is_url(str_of(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!vc_is_url(str_of(bad[i])));
}
