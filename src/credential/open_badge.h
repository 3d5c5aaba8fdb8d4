/*
 * Open Badges 3.0 (1EdTech) on Verifiable Credentials 2.0: the unsigned credential of a record,
 * and back. Texts are in one language, for the schema of Open Badges takes strings only: what is
 * told in several is a credential in each, with related achievements. What Open Badges has no
 * member for stands as an alignment of a type of its own ("ext:Prerequisite"), so that nothing of
 * the record is lost but other languages.
 *
 * OPEN_BADGE_DUTCH adds what the Dutch profile (educredentials) asks for: participationType,
 * assessmentType, identityChecked, supervisionType, educationProgramIdentifier, ECTS or SBU,
 * timeInvestment, defined in a context that the credential itself holds.
 */
#pragma once

#include "base/err.h"
#include "codec/json.h"
#include "credential/record.h"

enum open_badge_profile { OPEN_BADGE_GENERIC, OPEN_BADGE_DUTCH };

struct open_badge_options {
	enum open_badge_profile profile;
	struct str language; /* STR_NONE: the achievement's */
};

/*
 * ERR_INVALID names in its detail the member that the format or profile demands and the record
 * has not. The result points into the record.
 */
err_t open_badge_write(struct arena *a, const struct record *r, const struct open_badge_options *o,
	struct json *ret_credential);

/*
 * Reads a badge, of any maker, as far as it goes: only what is no badge at all is an error
 * (ERR_INVALID). The record points into the credential.
 */
err_t open_badge_read(struct arena *a, const struct json *credential, struct record *ret_record);

/* Between writing and reading: alignments by type, and the profile's own words. */
extern const struct open_badge_types {
	struct str eqf, framework, cycle, quality, outcome, hours, assessment, participation;
	struct str supervision, prerequisite, stacking, more, body;
} open_badge_types;

/* The profile's word for a concept, or STR_NONE. */
struct str open_badge_participation(struct str uri);
struct str open_badge_assessment(struct str uri);
struct str open_badge_supervision(enum record_supervision s);
/* And back: the first concept of that word, or STR_NONE. */
struct str open_badge_participation_uri(struct str word);
struct str open_badge_assessment_uri(struct str word);
enum record_supervision open_badge_supervision_of(struct str word);
