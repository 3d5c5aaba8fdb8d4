/*
 * Verifiable credentials and presentations with Data Integrity proofs, from bytes to findings:
 * the data model, every proof, the issuer's or holder's key, dates, and the status list.
 */
#pragma once

#include "credential/proof.h"
#include "credential/vc_model.h"

struct vc_env {
	struct proof_env proof;
	const struct vc_library *library; /* may be NULL */
};

#define VC_PRESENTED_MOST 64 /* credentials in a presentation */

/*
 * Adds a proof to a credential that is sound: its form, and its linked data under any suite.
 * What is wrong with it goes to the findings; then false. Errors: those of proof_add's options
 * and key.
 */
err_t vc_issue(const struct vc_env *env, struct arena *a, struct json *credential,
	const struct proof_options *o, const struct key *k, struct findings *f, bool *ret_issued);

/* Whether the key of that address is the issuer's own; else a finding, for nobody could verify what
 * it signs. An issuer of no form is the model's business. */
bool vc_names_signer(const struct json *credential, struct str method, struct findings *f);

/* Checks a credential. All that is wrong, errors included, goes to the findings. */
void vc_verify(const struct vc_env *env, struct arena *a, struct str text, struct findings *f);
void vc_verify_json(const struct vc_env *env, struct arena *a, const struct json *credential,
	struct findings *f);
/*
 * A presentation with all that is in it; domain and challenge STR_NONE: none was asked for. A
 * credential of the holder's own that has no proof is secured by the presentation's (VC 2.0,
 * 4.13.4).
 */
void vc_verify_presentation(const struct vc_env *env, struct arena *a, struct str text,
	struct str domain, struct str challenge, struct findings *f);
void vc_verify_presentation_json(const struct vc_env *env, struct arena *a,
	const struct json *presentation, struct str domain, struct str challenge,
	struct findings *f);

/* Between vc.c and vc_status.c: looks up the credential's status entries in their lists. */
void vc_check_status(const struct vc_env *env, struct arena *a, const struct json *credential,
	struct findings *f);
/* Whether they name a position in a list at all. */
void vc_check_status_form(struct arena *a, const struct json *credential, struct findings *f);
/* All but the status: a status list has none. */
void vc_verify_without_status(const struct vc_env *env, struct arena *a,
	const struct json *credential, struct findings *f);
