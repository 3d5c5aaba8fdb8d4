/*
 * A compiled credential: for many that differ in a few texts only. One of them was issued the
 * long way; this keeps its canonical lines, its JSON and its proof's configuration with gaps, so
 * that the next costs filling, hashing and signing. What comes out is, byte for byte, what
 * vc_issue and json_write would have made.
 *
 * A shape is used by one thread at a time.
 */
#pragma once

#include "credential/vc.h"

#define SHAPE_GAPS_MOST 16
#define SHAPE_TEXT_MOST 1024 /* bytes of a text for a gap */

struct shape;

enum shape_gap_kind {
	SHAPE_IRI,  /* same scheme as the model's */
	SHAPE_TIME, /* RFC 3339 with an offset */
	SHAPE_TEXT, /* any text but an empty one */
};

struct shape_gap {
	enum shape_gap_kind kind;
	struct str mark; /* the text that stands in its place */
};

/* A text for a mark: of the sort that the gap takes, and like model to a JSON-LD processor. */
struct str shape_mark(struct arena *a, enum shape_gap_kind kind, struct str model, size_t gap);

struct shape_plan {
	const struct vc_env *env;      /* outlives the shape, as do key and the rest */
	const struct json *credential; /* unsigned, marks in the gaps; becomes the shape's */
	struct str model;              /* a sound credential as JSON, with texts in the gaps */
	const struct shape_gap *gaps;
	size_t gaps_len;
	const struct proof_options *proof; /* created is replaced with each issue */
	const struct key *key;
};

/*
 * Compiles on a. *ret_shape is NULL when this credential cannot be: a mark also stands
 * elsewhere, blank nodes are alike, or a gap carries no statement. Errors: those of proof_add.
 */
err_t shape_new(struct arena *a, const struct shape_plan *plan, struct shape **ret_shape);

/*
 * Issues with these texts, one a gap, into out. *ret_done is false, and nothing is written, when
 * the texts do not fit the shape (another scheme, statements that fall together, no time): then
 * the long way knows what to do or to say.
 */
err_t shape_issue(struct shape *s, struct buf *out, const struct str *texts, struct str created,
	bool *ret_done);
