#include "codec/base58.h"
#include "credential/proof.h"

#include <string.h>

static void set(struct arena *a, struct json *proof, struct str name, struct str value)
{
	if (value.len)
		json_set(a, proof, name, json_of_str(value));
}

static bool is_time(struct str text)
{
	usec t;
	return !text.len || usec_parse(text, &t);
}

static err_t check_options(const struct proof_options *o, const struct key *k)
{
	if (o->suite == PROOF_ED25519_SIGNATURE_2020)
		return err_log(ERR_INVALID, "Ed25519Signature2020 is not made any more");
	if (!proof_suite_takes(o->suite, key_type(k)))
		return err_log(ERR_INVALID, "a key of another kind than the suite's");
	if (!is_time(o->created) || !is_time(o->expires))
		return err_log(ERR_INVALID, "created or expires is no time");
	return NULL;
}

static bool is_jcs(enum proof_suite s)
{
	return s == PROOF_EDDSA_JCS_2022 || s == PROOF_ECDSA_JCS_2019;
}

static struct json make_proof(
	struct arena *a, const struct json *document, const struct proof_options *o)
{
	struct json proof = json_object();
	const struct json *context = json_get(document, STR("@context"));
	set(a, &proof, STR("id"), o->id);
	set(a, &proof, STR("type"), STR("DataIntegrityProof"));
	set(a, &proof, STR("created"), o->created);
	set(a, &proof, STR("expires"), o->expires);
	set(a, &proof, STR("verificationMethod"), o->method);
	set(a, &proof, STR("cryptosuite"), proof_suite_name(o->suite));
	set(a, &proof, STR("proofPurpose"), o->purpose.len ? o->purpose : STR("assertionMethod"));
	set(a, &proof, STR("domain"), o->domain);
	set(a, &proof, STR("challenge"), o->challenge);
	set(a, &proof, STR("previousProof"), o->previous);
	if (is_jcs(o->suite) && context)
		json_set(a, &proof, STR("@context"), *context);
	return proof;
}

static err_t sign(const struct proof_env *env, struct arena *a, const struct json *document,
	const struct proof_options *o, const struct key *k, struct json *proof)
{
	struct sha2 *sha = sha2_new(a, proof_hash(key_type(k)));
	uint8_t data[2 * SHA2_MOST], signature[KEY_SIGNATURE_MOST];
	struct json unsecured, config = proof_config(a, o->suite, document, proof);
	struct str text;
	TRY(proof_document(a, document, proof, &unsecured));
	TRY(proof_digest(env, a, o->suite, sha, &config, &text, data));
	TRY(proof_digest(env, a, o->suite, sha, &unsecured, &text, data + sha2_len(sha)));
	TRY(key_sign(k, (struct str){(char *)data, 2 * sha2_len(sha)}, signature));
	struct str digits = base58_encode(a, (struct str){(char *)signature, key_signature_len(k)});
	char *value = arena_bytes(a, 1 + digits.len);
	value[0] = 'z';
	memcpy(value + 1, digits.p, digits.len);
	set(a, proof, STR("proofValue"), (struct str){value, 1 + digits.len});
	return NULL;
}

err_t proof_add(const struct proof_env *env, struct arena *a, struct json *document,
	const struct proof_options *o, const struct key *k)
{
	if (document->type != JSON_OBJECT)
		return err_log(ERR_INVALID, "the document is no object");
	TRY(check_options(o, k));
	struct json proofs = proof_list(a, document);
	if (proofs.len >= PROOFS_MOST)
		return err_log(ERR_TOO_LARGE, "the document has %d proofs", PROOFS_MOST);
	struct json proof = make_proof(a, document, o);
	TRY(sign(env, a, document, o, k, &proof));
	json_push(a, &proofs, proof);
	json_set(a, document, STR("proof"), proofs);
	return NULL;
}
