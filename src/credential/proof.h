/*
 * Proofs of W3C Verifiable Credential Data Integrity 1.0: making and checking them, alone, as a
 * set, or as a chain (previousProof). Suites: eddsa-rdfc-2022 and eddsa-jcs-2022 (Ed25519),
 * ecdsa-rdfc-2019 and ecdsa-jcs-2019 (P-256 with SHA-256, P-384 with SHA-384); the older
 * Ed25519Signature2020 is checked only.
 */
#pragma once

#include "base/time.h"
#include "codec/json.h"
#include "credential/did.h"
#include "credential/finding.h"
#include "credential/jsonld.h"
#include "credential/rdf.h"
#include "crypto/key.h"
#include "crypto/sha2.h"

#define PROOFS_MOST 16            /* of one document */
#define PROOF_TEXT_MAX (8u << 20) /* bytes of a document's canonical form */

enum proof_suite {
	PROOF_EDDSA_RDFC_2022,
	PROOF_EDDSA_JCS_2022,
	PROOF_ECDSA_RDFC_2019,
	PROOF_ECDSA_JCS_2019,
	PROOF_ED25519_SIGNATURE_2020,
	PROOF_SUITES
};

/* "eddsa-rdfc-2022" */
struct str proof_suite_name(enum proof_suite s);
/* The suite of that name; false when it is not known. */
bool proof_suite_parse(struct str name, enum proof_suite *ret_suite);
/* Whether the suite signs with such a key. */
bool proof_suite_takes(enum proof_suite s, enum key_type type);

/* What both making and checking need. */
struct proof_env {
	struct jsonld_contexts *contexts; /* for the rdfc suites; shared by threads */
	struct did_env did;               /* also has the time */
};

/*
 * How documents become RDF under the rdfc suites: strictly; text with a direction as a literal of
 * the i18n datatype, so that the direction is signed too (the suites leave that open, others do
 * the same).
 */
struct jsonld_options proof_jsonld(const struct proof_env *env);
/*
 * The canonical text of a value under a suite (RDFC-1.0 or RFC 8785) and its digest. The value
 * is a document, or a proof as proof_config makes it.
 */
err_t proof_digest(const struct proof_env *env, struct arena *a, enum proof_suite suite,
	struct sha2 *sha, const struct json *value, struct str *ret_text,
	uint8_t ret_digest[SHA2_MOST]);
/* The hash that goes with a key. */
enum sha2_kind proof_hash(enum key_type type);
/* What is signed of a proof: without proofValue, and for rdfc suites in the document's context. */
struct json proof_config(struct arena *a, enum proof_suite suite, const struct json *document,
	const struct json *proof);
/* What is signed of a document: without proof, or with just those that proof builds on. */
err_t proof_document(struct arena *a, const struct json *document, const struct json *proof,
	struct json *ret_document);

/* The document's proofs as an array; empty when it has none. */
struct json proof_list(struct arena *a, const struct json *document);

struct proof_options {
	enum proof_suite suite;
	struct str method;           /* address of the key: "did:key:z6Mk...#z6Mk..." */
	struct str purpose;          /* STR_NONE: assertionMethod */
	struct str id;               /* the rest may be STR_NONE */
	struct str created, expires; /* RFC 3339 */
	struct str domain, challenge;
	struct str previous; /* id of the proof in the document that this one builds on */
};

/* Adds a proof to the document's array of them. ERR_INVALID: the document does not allow it. */
err_t proof_add(const struct proof_env *env, struct arena *a, struct json *document,
	const struct proof_options *o, const struct key *k);

/* Ends an error of proof_digest or proof_add; what it says of the document becomes a finding. */
void proof_explain(err_t e, struct findings *f);

/* What the one who checks expects; STR_NONE for domain and challenge expects nothing. */
struct proof_expected {
	struct str purpose; /* "assertionMethod", "authentication" */
	struct str domain, challenge;
	struct str signer;                /* whose key it must be: the issuer or holder */
	enum finding_kind signer_finding; /* when none of the proofs is by that signer */
};

/* Checks all proofs of the document. What is wrong with it goes to the findings. */
void proof_check(const struct proof_env *env, struct arena *a, const struct json *document,
	const struct proof_expected *expected, struct findings *f);
