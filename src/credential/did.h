/*
 * Verification methods: from the address of a key to the key, and to whom it belongs. Known are
 * did:key, did:jwk (nothing is fetched for these), did:web, and https addresses of controlled
 * identifier documents (W3C Controlled Identifiers 1.0).
 */
#pragma once

#include "base/time.h"
#include "codec/json.h"
#include "credential/finding.h"
#include "crypto/key_cache.h"

/* Fetches documents of controllers. The caller's get decides on hosts, pins, sizes and time. */
struct did_fetcher {
	err_t (*get)(
		const struct did_fetcher *f, struct arena *a, struct str url, struct str *ret_body);
};

struct did_method {
	struct str controller; /* the DID or address whose key it is, or STR_NONE */
	struct key *key;
};

/* Where keys and documents come from. */
struct did_env {
	const struct did_fetcher *fetcher; /* NULL: nothing is fetched */
	struct key_cache *keys; /* NULL: each key is parsed again; of this thread alone */
	usec now;
};

/*
 * Finds the key of a method ("did:key:z6Mk...#z6Mk...") and that its owner lists it for purpose
 * ("assertionMethod"). What is wrong goes to the findings, with detail; then false. Yet when the
 * owner cannot be reached and the fragment spells out the key, that key is given, without a
 * controller: it tells whether a document was changed, not whose key it is.
 */
bool did_find(const struct did_env *env, struct arena *a, struct str method, struct str purpose,
	struct findings *f, struct did_method *ret_method);

/* Where did:web keeps its document: "https://example.org/.well-known/did.json"; false for none. */
bool did_web_url(struct arena *a, struct str did, struct str *ret_url);

struct str did_key(struct arena *a, const struct key *k);        /* "did:key:z6Mk..." */
struct str did_key_method(struct arena *a, const struct key *k); /* "did:key:z6Mk...#z6Mk..." */
/* The document that did:web serves for its keys: each as Multikey, for assertions. The fragment
 * spells out the key: a place once named never becomes another's, and out of reach it still tells
 * whether a document was changed. */
struct str did_document_method(struct arena *a, struct str did, const struct key *k);
struct json did_document(struct arena *a, struct str did, const struct key *const *keys, size_t n);
