/*
 * The desk where other programs have credentials issued and verified: what a request of the VC-API
 * (W3C Credentials Community Group) says, and the answer to it. It keeps nothing of either, and
 * needs no database. What is wrong with a document is told as problem details (RFC 9457), of types
 * of the data model (VC 2.0, 7.3) where it has one; "code" is credential/finding.h's.
 */
#pragma once

#include "credential/vc.h"
#include "crypto/token.h"

struct vc_desk_key {
	struct str name; /* in the path */
	struct key *key;
};

/* Everything lives as long as the desk. */
struct vc_desk_plan {
	const struct vc_desk_key *keys;
	size_t key_count;
	const struct digest *tokens; /* of the bearer tokens */
	size_t token_count;
	const struct jsonld_loader *loader; /* contexts besides those built in */
	const struct did_fetcher *fetcher;  /* did:web documents and status lists */
	const struct vc_library *library;   /* related resources */
	const struct clock *clock;
};

struct vc_desk;
/* For slots threads at a time; a ends it. */
struct vc_desk *vc_desk_new(struct arena *a, const struct vc_desk_plan *plan, unsigned slots);

/* Is that the text of a token? */
bool vc_desk_knows(const struct vc_desk *d, struct str token);

struct vc_request {
	const struct vc_desk *desk;
	unsigned slot; /* of no other thread meanwhile */
	struct arena *arena;
	struct str body;
};

struct vc_answer {
	bool good; /* issued, or verified */
	struct json body;
};

/*
 * "credential", to be signed in the key's own name: the credential with its proof. ERR_NOT_FOUND:
 * no such suite or key, or the suite does not take that key. ERR_INVALID, ERR_TOO_LARGE: the
 * request itself is malformed.
 */
err_t vc_desk_issue(
	const struct vc_request *r, struct str suite, struct str key, struct vc_answer *ret_answer);
/* "verifiableCredential": whether it is verified, and all that was found. */
err_t vc_desk_verify(const struct vc_request *r, struct vc_answer *ret_answer);
/* "verifiablePresentation", with the challenge and domain of "options" when there are such. */
err_t vc_desk_verify_presentation(const struct vc_request *r, struct vc_answer *ret_answer);
