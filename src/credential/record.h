/*
 * One microcredential, apart from any format: the elements of Annex I of the Council
 * Recommendation of 16 June 2022 on a European approach to micro-credentials (2022/C 243/02),
 * eleven that every one has and five that are optional, numbered below. Each format is a view of
 * it. Plain data: all of it is on the arena of whoever made it; text is UTF-8; what is not there
 * is STR_NONE, 0 or an empty list.
 */
#pragma once

#include "base/str.h"

#define RECORD_LIST_MOST 64 /* items of any list */

/* A text in one language (BCP 47). */
struct record_text {
	struct str language, text;
};
/* The same text in several languages; the first one stands in where there is room for one. */
struct record_texts {
	const struct record_text *at;
	size_t len;
};

/* A term of a vocabulary: "http://data.europa.eu/snb/learning-assessment/920fbb3cbe". */
struct record_concept {
	struct str uri;
	struct record_texts name;
};
struct record_concepts {
	const struct record_concept *at;
	size_t len;
};

/* type: as Open Badges 3.0 names kinds of identifiers: "emailAddress", "ext:BRIN". */
struct record_identifier {
	struct str type, value;
};
struct record_identifiers {
	const struct record_identifier *at;
	size_t len;
};

struct record_address {
	struct str street, postal_code, locality, region;
	struct str country; /* element 3: ISO 3166-1 alpha-2 */
};

struct record_organisation {
	struct str id; /* URL or DID */
	struct record_texts name;
	struct str email, url;
	struct record_address address;
	struct record_identifiers identifiers;
};
struct record_organisations {
	const struct record_organisation *at;
	size_t len;
};

/* Element 13, in the Recommendation's four kinds. */
enum record_supervision {
	SUPERVISION_UNSTATED,
	SUPERVISION_NONE,            /* unsupervised with no identity verification */
	SUPERVISION_ONLY,            /* supervised with no identity verification */
	SUPERVISION_ONLINE,          /* supervised online */
	SUPERVISION_ONSITE_VERIFIED, /* onsite with identity verification */
	SUPERVISION_KINDS
};

/* Element 8. */
struct record_level {
	unsigned eqf;                    /* 1 to 8, or 0 */
	struct record_concept framework; /* the national level it rests on; without: self-stated */
	unsigned cycle;                  /* QF-EHEA: 1 to 3 */
};

/* Element 11: a decision, register or review. */
struct record_quality {
	struct record_concept decision; /* its address and name */
	struct str code;
	struct record_texts description;
};
struct record_qualities {
	const struct record_quality *at;
	size_t len;
};

/* The scale of element 14. */
struct record_scale {
	struct str id; /* URL; STR_NONE: there is no scale */
	struct record_texts name;
	struct str type; /* resultType of Open Badges: "RawScore", "ext:ECTSGradeScore" */
	struct str least, most, required;
};

/* The same achievement as it is told in another language, under an address of its own. */
struct record_translation {
	struct str id, language;
};
struct record_translations {
	const struct record_translation *at;
	size_t len;
};

/* What is the same for all learners. */
struct record_achievement {
	struct str id;             /* URL */
	struct str kind;           /* of Open Badges: "Certificate"; none: "MicroCredential" */
	struct record_texts title; /* element 2 */
	struct record_texts description; /* what it is about */
	struct record_texts criteria;    /* what it takes */
	struct str image;                /* URL, or data: of PNG or SVG */
	struct str language;             /* of teaching, or of what is told */
	struct record_translations translations;
	struct str program; /* the programme's number in a national register, digits, or none */
	struct record_organisations awarding_bodies; /* element 4; none: the issuer */
	struct record_concepts outcomes;             /* element 6; with ESCO's address, or none */
	struct str ects;                             /* element 7: "2.5" */
	unsigned hours;                              /* element 7 */
	struct record_level level;                   /* element 8 */
	struct record_concept assessment;            /* element 9 */
	struct record_concept participation;         /* element 10 */
	struct record_qualities quality;             /* element 11 */
	struct record_texts prerequisites;           /* element 12 */
	enum record_supervision supervision;         /* element 13 */
	struct record_scale scale;                   /* element 14 */
	struct record_texts stacking;                /* element 15 */
	struct record_concepts more;                 /* element 16; addresses may be missing */
};

/* Element 1. */
struct record_learner {
	struct str id; /* DID or URL */
	struct str full_name, given_name, family_name;
	struct str birth_date; /* "2008-02-29" */
	struct record_identifiers identifiers;
};

struct record_evidence {
	struct str id; /* URL, or none */
	struct record_texts name, description;
	struct str genre;
};

/* A place in a Bitstring Status List. */
struct record_status {
	struct str list;    /* URL; STR_NONE: no status */
	struct str purpose; /* "revocation", "suspension" */
	uint32_t index;
};

struct record {
	struct str id; /* URL of the credential */
	const struct record_achievement *achievement;
	const struct record_organisation *issuer; /* with element 3 */
	struct record_learner learner;
	struct str issued;      /* element 5, RFC 3339 */
	struct str valid_until; /* RFC 3339 */
	struct str grade;       /* element 14, on the achievement's scale */
	const struct record_evidence *evidence;
	size_t evidence_len;
	struct record_status status;
};

/* The text in that language, or in one of the same first part, or the first. */
struct str record_text_in(const struct record_texts *texts, struct str language);
/* One text in one language; none when it is empty. */
struct record_texts record_texts_of(struct arena *a, struct str language, struct str text);
