/*
 * RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation): names the blank nodes of a dataset
 * by its shape alone, so that isomorphic datasets get the same text.
 *
 * A dataset can be built whose blank nodes look so alike that naming them takes exponential
 * time. The work of telling alike nodes apart (Hash N-Degree Quads, section 4.8) is therefore
 * counted: one for each related node hashed or placed on a path, and more for long predicates
 * and for many names carried along. Past RDFC_WORK_MAX, some 20 ms, and past RDFC_DEPTH_MAX
 * nested calls, the dataset is refused with ERR_TOO_LARGE.
 */
#pragma once

#include "base/err.h"
#include "credential/rdf.h"
#include "crypto/sha2.h"

#define RDFC_WORK_MAX 50000
#define RDFC_DEPTH_MAX 512
#define RDFC_TEXT_MAX (16u << 20) /* bytes of canonical N-Quads */

/* A blank node of the dataset and its canonical name, "_:c14n0". */
struct rdfc_name {
	rdf_term node;
	struct str name;
};

struct rdfc {
	struct str nquads;       /* sorted canonical N-Quads */
	struct rdfc_name *names; /* the issued identifiers map, in no particular order */
	size_t names_len;
	size_t work;
};

/* sha is SHA-256 by default, SHA-384 where a cryptosuite says so. */
err_t rdfc(struct arena *a, const struct rdf_dataset *d, struct sha2 *sha, struct rdfc *ret_result);
