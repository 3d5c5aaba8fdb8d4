#include "codec/jcs.h"
#include "credential/proof.h"
#include "credential/rdfc.h"
#include "credential/vc_names.h"

#include <string.h>

struct suite {
	struct str name;
	bool jcs;
	unsigned keys; /* bit set of enum key_type */
};

static const struct suite suites[PROOF_SUITES] = {
	[PROOF_EDDSA_RDFC_2022] = {{"eddsa-rdfc-2022", 15}, false, 1u << KEY_ED25519},
	[PROOF_EDDSA_JCS_2022] = {{"eddsa-jcs-2022", 14}, true, 1u << KEY_ED25519},
	[PROOF_ECDSA_RDFC_2019] = {{"ecdsa-rdfc-2019", 15}, false, 1u << KEY_P256 | 1u << KEY_P384},
	[PROOF_ECDSA_JCS_2019] = {{"ecdsa-jcs-2019", 14}, true, 1u << KEY_P256 | 1u << KEY_P384},
	[PROOF_ED25519_SIGNATURE_2020] = {{"Ed25519Signature2020", 20}, false, 1u << KEY_ED25519},
};

struct str proof_suite_name(enum proof_suite s)
{
	return suites[s].name;
}

bool proof_suite_parse(struct str name, enum proof_suite *ret_suite)
{
	for (int i = 0; i < PROOF_SUITES; i++)
		if (str_eq(name, suites[i].name)) {
			*ret_suite = (enum proof_suite)i;
			return true;
		}
	return false;
}

bool proof_suite_takes(enum proof_suite s, enum key_type type)
{
	return suites[s].keys >> type & 1;
}

static err_t canonical_json(struct arena *a, const struct json *value, struct str *ret_text)
{
	struct buf text;
	buf_init(&text, a, 2048, PROOF_TEXT_MAX);
	TRY(jcs_write(&text, value));
	*ret_text = buf_str(&text);
	return NULL;
}

struct jsonld_options proof_jsonld(const struct proof_env *env)
{
	return (struct jsonld_options){.contexts = env->contexts,
		.rdf_direction = JSONLD_I18N_DATATYPE,
		.strict = true,
		.reading = &vc_reading};
}

static err_t canonical_rdf(const struct proof_env *env, struct arena *a, struct sha2 *sha,
	const struct json *value, struct str *ret_text)
{
	struct rdf_dataset *dataset;
	struct rdfc result;
	struct jsonld_options options = proof_jsonld(env);
	TRY(jsonld_to_rdf(a, value, &options, &dataset));
	TRY(rdfc(a, dataset, sha, &result));
	/* Nothing signed would be a signature under anything. */
	if (!result.nquads.len)
		return err_log(ERR_INVALID, "the document says nothing");
	*ret_text = result.nquads;
	return NULL;
}

enum sha2_kind proof_hash(enum key_type type)
{
	return type == KEY_P384 ? SHA2_384 : SHA2_256;
}

err_t proof_digest(const struct proof_env *env, struct arena *a, enum proof_suite suite,
	struct sha2 *sha, const struct json *value, struct str *ret_text,
	uint8_t ret_digest[SHA2_MOST])
{
	struct str text;
	if (suites[suite].jcs)
		TRY(canonical_json(a, value, &text));
	else
		TRY(canonical_rdf(env, a, sha, value, &text));
	sha2_of(sha, text, ret_digest);
	*ret_text = text;
	return NULL;
}

static struct json without(struct arena *a, const struct json *object, struct str name)
{
	struct json copy = json_object();
	copy.members = arena_array(a, struct json_member, object->len + 1);
	copy.cap = object->len + 1;
	json_each_member (m, object)
		if (!str_eq(m->name, name))
			copy.members[copy.len++] = *m;
	return copy;
}

struct json proof_config(struct arena *a, enum proof_suite suite, const struct json *document,
	const struct json *proof)
{
	struct json config = without(a, proof, STR("proofValue"));
	const struct json *context = json_get(document, STR("@context"));
	if (!suites[suite].jcs && context)
		json_set(a, &config, STR("@context"), *context);
	return config;
}

/* The one proof of that id, or NULL. */
static const struct json *proof_of_id(const struct json *proofs, struct str id)
{
	const struct json *found = NULL;
	json_each_item (it, proofs) {
		if (!str_eq(json_str(json_get(it, STR("id"))), id))
			continue;
		if (found)
			return NULL;
		found = it;
	}
	return found;
}

/* Adds the proof that an item of previousProof names. */
static err_t add_previous(struct arena *a, const struct json *proofs, const struct json *proof,
	const struct json *name, struct json *matching)
{
	const struct json *previous = NULL;
	if (name->type == JSON_STRING && json_str(name).len)
		previous = proof_of_id(proofs, json_str(name));
	if (!previous || json_eq(previous, proof))
		return err_log(ERR_INVALID, "previousProof names no other proof of the document");
	json_push(a, matching, *previous);
	return NULL;
}

err_t proof_document(struct arena *a, const struct json *document, const struct json *proof,
	struct json *ret_document)
{
	struct json d = without(a, document, STR("proof"));
	const struct json *previous = json_get(proof, STR("previousProof"));
	if (previous) {
		struct json proofs = proof_list(a, document), matching = json_array();
		bool many = previous->type == JSON_ARRAY;
		if (many && (!previous->len || previous->len > PROOFS_MOST))
			return err_log(ERR_INVALID, "previousProof names none, or too many");
		for (uint32_t i = 0; i < (many ? previous->len : 1); i++)
			TRY(add_previous(a, &proofs, proof, many ? &previous->items[i] : previous,
				&matching));
		json_set(a, &d, STR("proof"), matching);
	}
	*ret_document = d;
	return NULL;
}

struct json proof_list(struct arena *a, const struct json *document)
{
	const struct json *proof = json_get(document, STR("proof"));
	struct json list = json_array();
	if (proof && proof->type == JSON_ARRAY)
		return *proof;
	if (proof)
		json_push(a, &list, *proof);
	return list;
}
