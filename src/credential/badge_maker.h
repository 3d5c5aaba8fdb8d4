/*
 * Many badges of one achievement: the first of each kind is issued the long way and compiled
 * (credential/shape.h), the rest are filled in. The bytes are the same either way. Learners with
 * further identifiers, and records with evidence, always go the long way.
 *
 * A maker is used by one thread at a time.
 */
#pragma once

#include "credential/open_badge.h"
#include "credential/vc.h"

#define BADGE_MAKER_SHAPES_MOST 16 /* kinds: which texts are there, and their schemes */

struct badge_maker;

/* All that it points at outlives the maker and stays as it is. */
struct badge_maker_plan {
	const struct vc_env *env;
	const struct record_achievement *achievement;
	const struct record_organisation *issuer;
	struct open_badge_options format;
	struct proof_options proof; /* created is set with each badge */
	const struct key *key;
};

struct badge_maker *badge_maker_new(struct arena *a, const struct badge_maker_plan *plan);

/*
 * Issues a badge as JSON, on a; of another achievement or issuer too, but the long way. When
 * ret_issued is false the findings say why. Errors: those of open_badge_write and vc_issue.
 */
err_t badge_maker_issue(struct badge_maker *m, struct arena *a, const struct record *r,
	struct str created, struct findings *f, struct str *ret_text, bool *ret_issued);
/* The long way, always. */
err_t badge_issue(const struct badge_maker_plan *plan, struct arena *a, const struct record *r,
	struct str created, struct findings *f, struct str *ret_text, bool *ret_issued);
/* How many of its badges were filled in. */
size_t badge_maker_filled(const struct badge_maker *m);
