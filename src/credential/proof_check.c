#include "codec/base58.h"
#include "codec/jcs.h"
#include "credential/proof.h"
#include "credential/vc_model.h"

#include <string.h>

/* The digest of the document without proofs, shared by a set: by canonical form and hash. */
struct digest_cache {
	bool known[2][2];
	uint8_t bytes[2][2][SHA2_MOST];
};

struct check {
	const struct proof_env *env;
	struct arena *arena;
	const struct json *document;
	const struct proof_expected *expected;
	struct findings *findings;
	struct str where; /* "proof 1" */
	struct digest_cache *cache;
	bool holds;     /* a proof that holds was seen */
	bool by_signer; /* one of the expected signer */
};

/* One proof's members, read. */
struct claim {
	const struct json *proof;
	enum proof_suite suite;
	struct str method, value;
};

static bool fail(const struct check *c, enum finding_kind kind)
{
	findings_add(c->findings, kind, c->where);
	return false;
}

static bool read_suite(const struct check *c, struct claim *claim)
{
	struct str type = json_str(json_get(claim->proof, STR("type")));
	struct str name = json_str(json_get(claim->proof, STR("cryptosuite")));
	if (!type.p)
		return fail(c, FINDING_PROOF_FORM);
	bool current = str_is(type, "DataIntegrityProof");
	if (!proof_suite_parse(current ? name : type, &claim->suite) ||
		current == (claim->suite == PROOF_ED25519_SIGNATURE_2020))
		return fail(c, FINDING_PROOF_SUITE);
	return true;
}

/* A time in the proof, 0 when it has none. */
static bool read_time(const struct check *c, const struct claim *claim, struct str name, usec *ret)
{
	const struct json *member = json_get(claim->proof, name);
	usec t = 0;
	if (member && !vc_parse_time(json_str(member), &t))
		return fail(c, FINDING_PROOF_DATE);
	*ret = t;
	return true;
}

static bool read_times(const struct check *c, const struct claim *claim)
{
	usec created, expires;
	if (!read_time(c, claim, STR("created"), &created) ||
		!read_time(c, claim, STR("expires"), &expires))
		return false;
	if (expires && expires <= c->env->did.now)
		findings_add(c->findings, FINDING_PROOF_EXPIRED, c->where);
	return true;
}

/* Whether a string, or one of an array of strings, is what was expected. */
static bool among(const struct json *value, struct str wanted)
{
	if (!value)
		return false;
	if (value->type != JSON_ARRAY)
		return value->type == JSON_STRING && str_eq(json_str(value), wanted);
	json_each_item (it, value)
		if (it->type == JSON_STRING && str_eq(json_str(it), wanted))
			return true;
	return false;
}

static void check_expected(const struct check *c, const struct claim *claim)
{
	const struct proof_expected *x = c->expected;
	if (x->domain.len && !among(json_get(claim->proof, STR("domain")), x->domain))
		findings_add(c->findings, FINDING_PROOF_DOMAIN, c->where);
	const struct json *challenge = json_get(claim->proof, STR("challenge"));
	if (x->challenge.len && !str_eq(json_str(challenge), x->challenge))
		findings_add(c->findings, FINDING_PROOF_CHALLENGE, c->where);
}

static bool read_claim(const struct check *c, struct claim *claim)
{
	if (claim->proof->type != JSON_OBJECT)
		return fail(c, FINDING_PROOF_FORM);
	claim->method = json_str(json_get(claim->proof, STR("verificationMethod")));
	claim->value = json_str(json_get(claim->proof, STR("proofValue")));
	struct str purpose = json_str(json_get(claim->proof, STR("proofPurpose")));
	if (!read_suite(c, claim) || !read_times(c, claim))
		return false;
	if (!claim->method.len || !purpose.len || !str_starts(claim->value, STR("z")))
		return fail(c, FINDING_PROOF_FORM);
	if (!str_eq(purpose, c->expected->purpose))
		return fail(c, FINDING_PROOF_PURPOSE);
	check_expected(c, claim);
	return true;
}

static bool is_jcs(const struct claim *claim)
{
	return claim->suite == PROOF_EDDSA_JCS_2022 || claim->suite == PROOF_ECDSA_JCS_2019;
}

/* Whether the document's contexts begin with the proof's, in the same order. */
static bool begins_with(const struct json *contexts, const struct json *proofs)
{
	const struct json *a = contexts, *b = proofs;
	uint32_t la = a->type == JSON_ARRAY ? a->len : 1, lb = b->type == JSON_ARRAY ? b->len : 1;
	if (lb > la)
		return false;
	for (uint32_t i = 0; i < lb; i++)
		if (!json_eq(a->type == JSON_ARRAY ? &a->items[i] : a,
			    b->type == JSON_ARRAY ? &b->items[i] : b))
			return false;
	return true;
}

/* Whether a jcs suite signed the document in its own context. */
static bool same_context(const struct check *c, const struct claim *claim)
{
	const struct json *context = json_get(claim->proof, STR("@context"));
	const struct json *whole = json_get(c->document, STR("@context"));
	return !context || (whole && json_eq(whole, context));
}

/* The document that a jcs suite signed has the proof's context (eddsa-jcs-2022, 3.3.2). */
static bool use_context(const struct check *c, const struct claim *claim, struct json *document)
{
	const struct json *context = json_get(claim->proof, STR("@context"));
	const struct json *whole = json_get(c->document, STR("@context"));
	if (!context)
		return true;
	if (!whole || !begins_with(whole, context))
		return fail(c, FINDING_PROOF_CONTEXT);
	json_set(c->arena, document, STR("@context"), *context);
	return true;
}

static enum finding_kind kind_of(err_t e)
{
	struct str detail = str_of(e->detail);
	if (e->code == ERR_TOO_LARGE)
		return FINDING_TOO_LARGE;
	if (str_starts(detail, STR(JSONLD_UNKNOWN_TERM)))
		return FINDING_TERM_UNKNOWN;
	if (str_starts(detail, STR(JSONLD_OTHER_NAME)) ||
		str_starts(detail, STR(JSONLD_SPLIT_NODE)))
		return FINDING_TERM_NAME;
	if (str_starts(detail, STR(JCS_NUMBER)) || str_starts(detail, STR(JSONLD_LARGE_NUMBER)))
		return FINDING_NUMBER_LARGE;
	if (str_starts(detail, STR("loading remote context failed")))
		return FINDING_CONTEXT_UNKNOWN;
	return FINDING_JSONLD;
}

void proof_explain(err_t e, struct findings *f)
{
	findings_add(f, kind_of(e), str_dup(f->arena, str_of(e->detail)));
	err_free(e);
}

static bool canonical(const struct check *c, err_t e)
{
	if (e)
		proof_explain(e, c->findings);
	return !e;
}

static bool digest_document(
	const struct check *c, const struct claim *claim, struct sha2 *sha, uint8_t *ret_digest)
{
	struct json document;
	struct str text;
	bool jcs = is_jcs(claim), longer = sha2_len(sha) > 32;
	bool plain =
		!json_get(claim->proof, STR("previousProof")) && (!jcs || same_context(c, claim));
	uint8_t *cached = c->cache->bytes[jcs][longer];
	if (plain && c->cache->known[jcs][longer]) {
		memcpy(ret_digest, cached, sha2_len(sha));
		return true;
	}
	err_t e = proof_document(c->arena, c->document, claim->proof, &document);
	if (e) {
		err_free(e);
		return fail(c, FINDING_PROOF_CHAIN);
	}
	if (jcs && !use_context(c, claim, &document))
		return false;
	if (!canonical(c, proof_digest(c->env, c->arena, claim->suite, sha, &document, &text,
				  ret_digest)))
		return false;
	if (plain) {
		memcpy(cached, ret_digest, sha2_len(sha));
		c->cache->known[jcs][longer] = true;
	}
	return true;
}

static bool decode_value(const struct check *c, const struct claim *claim, struct str *ret_bytes)
{
	err_t e = base58_decode(c->arena, str_from(claim->value, 1), ret_bytes);
	err_free(e);
	return e ? fail(c, FINDING_PROOF_FORM) : true;
}

static bool verify(const struct check *c, const struct claim *claim, const struct key *k)
{
	uint8_t config_digest[SHA2_MOST], document_digest[SHA2_MOST], data[2 * SHA2_MOST];
	struct sha2 *sha = sha2_new(c->arena, proof_hash(key_type(k)));
	struct json config = proof_config(c->arena, claim->suite, c->document, claim->proof);
	struct str text, signature;
	size_t len = sha2_len(sha);
	if (!decode_value(c, claim, &signature))
		return false;
	if (signature.len != key_signature_len(k))
		return fail(c, FINDING_PROOF_FORM);
	if (!digest_document(c, claim, sha, document_digest) ||
		!canonical(c, proof_digest(c->env, c->arena, claim->suite, sha, &config, &text,
				      config_digest)))
		return false;
	memcpy(data, config_digest, len);
	memcpy(data + len, document_digest, len);
	if (!key_verify(k, (struct str){(char *)data, 2 * len}, signature))
		return fail(c, FINDING_PROOF_WRONG);
	return true;
}

/* The key that the proof names, when it is one that the suite takes. */
static bool find_key(
	const struct check *c, const struct claim *claim, struct did_method *ret_method)
{
	if (!did_find(&c->env->did, c->arena, claim->method, c->expected->purpose, c->findings,
		    ret_method))
		return fail(c, FINDING_PROOF_UNCHECKED);
	if (proof_suite_takes(claim->suite, key_type(ret_method->key)))
		return true;
	fail(c, FINDING_METHOD_KEY);
	return fail(c, FINDING_PROOF_UNCHECKED);
}

static void check_proof(struct check *c, const struct json *proof)
{
	struct claim claim = {.proof = proof};
	struct did_method method;
	if (!read_claim(c, &claim) || !find_key(c, &claim, &method) ||
		!verify(c, &claim, method.key))
		return;
	c->holds = true;
	if (method.controller.len && str_eq(method.controller, c->expected->signer))
		c->by_signer = true;
}

static struct str place_of(struct arena *a, uint32_t i)
{
	struct buf name;
	buf_init(&name, a, 16, 16);
	buf_lit(&name, "proof ");
	buf_int(&name, i + 1);
	return buf_str(&name);
}

void proof_check(const struct proof_env *env, struct arena *a, const struct json *document,
	const struct proof_expected *expected, struct findings *f)
{
	struct json proofs = proof_list(a, document);
	struct digest_cache cache = {0};
	struct check c = {env, a, document, expected, f, STR_NONE, &cache, false, false};
	if (!proofs.len || proofs.len > PROOFS_MOST) {
		findings_add(
			f, proofs.len ? FINDING_PROOF_TOO_MANY : FINDING_PROOF_MISSING, STR_NONE);
		return;
	}
	bool fine = findings_ok_about(f, ABOUT_PROOF);
	for (uint32_t i = 0; i < proofs.len; i++) {
		c.where = place_of(a, i);
		check_proof(&c, &proofs.items[i]);
	}
	/* Whose key it is can only be told of a proof that holds. */
	fine = fine && findings_ok_about(f, ABOUT_PROOF) && findings_ok_about(f, ABOUT_ISSUER);
	if (fine && c.holds && expected->signer.len && !c.by_signer)
		findings_add(f, expected->signer_finding, STR_NONE);
}
