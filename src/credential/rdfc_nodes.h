/* Between rdfc.c and rdfc_ndegree.c: the state of one canonicalization. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "credential/rdfc.h"

#include <string.h>

struct rdfc_node {
	rdf_term term;
	uint32_t from, to;  /* its quads: mentions[from] to mentions[to - 1] */
	uint32_t canonical; /* number issued by the canonical issuer, + 1 */
	uint32_t temporary; /* number issued by the issuer at work, + 1 */
	struct str name;    /* canonical name, once issued */
	uint8_t hash[SHA2_MOST];
};

struct rdfc_state {
	struct arena *arena;
	const struct rdf_dataset *dataset;
	struct sha2 *sha;
	size_t hash_len;
	const struct rdf_quad *quads;
	size_t quads_len;
	uint32_t *node_of; /* by term: node + 1, or 0 when it is no blank node */
	struct rdfc_node *nodes;
	uint32_t nodes_len, issued;
	uint32_t *mentions; /* quads by node */
	size_t work;
	/* The issuer at work: the nodes it named, in order. */
	uint32_t *order;
	uint32_t order_len;
	struct rdfc_level *
		*levels; /* Hash N-Degree Quads: one for each nested call, kept for the next */
};

/* The node of a term, or NULL. */
static inline struct rdfc_node *rdfc_node_of(const struct rdfc_state *s, rdf_term t)
{
	return t && s->node_of[t] ? &s->nodes[s->node_of[t] - 1] : NULL;
}

void rdfc_issue(struct rdfc_state *s, struct rdfc_node *n);
/* Empties the issuer at work. */
void rdfc_forget_temporary(struct rdfc_state *s, uint32_t keep);
void rdfc_issue_temporary(struct rdfc_state *s, uint32_t node);
/* Hash N-Degree Quads (4.8) of a node that the issuer at work has named; extends s->order. */
err_t rdfc_hash_ndegree(struct rdfc_state *s, uint32_t node, uint8_t *ret_hash);
