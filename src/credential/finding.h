/*
 * What looking at a credential brings to light: a list of findings. Each kind has a stable code
 * for programs, a sentence for the person, a severity, and the question it bears on; the one
 * table is in finding.c. A detail names a place in the document (a member, a proof's number),
 * never what somebody typed, save identifiers that the document publishes.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

/* The questions that a person is answered, one line each. */
enum finding_about {
	ABOUT_FORM,     /* is it a credential at all? */
	ABOUT_PROOF,    /* has it been changed? */
	ABOUT_ISSUER,   /* who issued it, and how do we know? */
	ABOUT_VALIDITY, /* is it still valid? */
	ABOUT_HOLDER,   /* does it belong to the person who shows it? */
};
#define ABOUTS (ABOUT_HOLDER + 1)

enum finding_level { LEVEL_NOTE, LEVEL_PROBLEM };

enum finding_kind {
	/* the document */
	FINDING_NOT_JSON,
	FINDING_NOT_OBJECT,
	FINDING_TOO_LARGE,
	FINDING_CONTEXT_MISSING,
	FINDING_CONTEXT_FIRST,
	FINDING_CONTEXT_FORM,
	FINDING_CONTEXT_UNKNOWN,
	FINDING_CONTEXT_OWN,
	FINDING_TERM_UNKNOWN,
	FINDING_TERM_NAME,
	FINDING_NUMBER_LARGE,
	FINDING_JSONLD,
	FINDING_TYPE_MISSING,
	FINDING_TYPE_FORM,
	FINDING_ID_FORM,
	FINDING_NAME_FORM,
	FINDING_ISSUER_MISSING,
	FINDING_ISSUER_FORM,
	FINDING_SUBJECT_MISSING,
	FINDING_SUBJECT_EMPTY,
	FINDING_SUBJECT_FORM,
	FINDING_DATE_FORM,
	FINDING_DATE_ZONE,
	FINDING_DATE_ORDER,
	FINDING_DATE_MISSING,
	FINDING_STATUS_FORM,
	FINDING_SCHEMA_FORM,
	FINDING_REFRESH_FORM,
	FINDING_TERMS_FORM,
	FINDING_EVIDENCE_FORM,
	FINDING_RELATED_FORM,
	FINDING_RELATED_DIGEST_MISSING,
	FINDING_RELATED_DIGEST_FORM,
	FINDING_RELATED_DIGEST_UNREAD,
	FINDING_RELATED_DIGEST_WRONG,
	FINDING_RELATED_TWICE,
	FINDING_PRESENTATION_CREDENTIAL,
	FINDING_HOLDER_FORM,
	/* the proof */
	FINDING_PROOF_MISSING,
	FINDING_PROOF_TOO_MANY,
	FINDING_PROOF_FORM,
	FINDING_PROOF_SUITE,
	FINDING_PROOF_PURPOSE,
	FINDING_PROOF_DATE,
	FINDING_PROOF_EXPIRED,
	FINDING_PROOF_DOMAIN,
	FINDING_PROOF_CHALLENGE,
	FINDING_PROOF_CONTEXT,
	FINDING_PROOF_CHAIN,
	FINDING_PROOF_WRONG,
	FINDING_PROOF_UNCHECKED,
	/* the key */
	FINDING_METHOD_FORM,
	FINDING_METHOD_UNREACHABLE,
	FINDING_METHOD_UNKNOWN,
	FINDING_METHOD_KEY,
	FINDING_METHOD_PURPOSE,
	/* the issuer */
	FINDING_ISSUER_KEY,
	FINDING_HOLDER_KEY,
	/* time and status */
	FINDING_NOT_YET_VALID,
	FINDING_EXPIRED,
	FINDING_REVOKED,
	FINDING_SUSPENDED,
	FINDING_STATUS_UNKNOWN,
	FINDING_STATUS_LIST,
	/* whom it is about */
	FINDING_HOLDER_OTHER,
	FINDING_HOLDER_UNNAMED,
	FINDING_KINDS
};

struct finding_face {
	const char *code; /* "proof.wrong" */
	const char *text; /* message id */
	enum finding_about about;
	enum finding_level level;
};

struct finding {
	enum finding_kind kind;
	struct str detail; /* or STR_NONE */
};

struct findings {
	struct arena *arena;
	VEC(struct finding) list;
	bool seen[FINDING_KINDS]; /* also of what found no place in the list */
	bool problem[ABOUTS];
};

#define FINDINGS_MOST 100 /* in the list, its last place kept for the latest problem */

const struct finding_face *finding_face(enum finding_kind kind);
/* "form", "proof": as programs read it. */
struct str finding_about_name(enum finding_about about);

void findings_init(struct findings *f, struct arena *a);
void findings_add(struct findings *f, enum finding_kind kind, struct str detail);
/* No problem among them. */
bool findings_ok(const struct findings *f);
/* No problem that bears on this question. */
bool findings_ok_about(const struct findings *f, enum finding_about about);
bool findings_has(const struct findings *f, enum finding_kind kind);
