/* Inside shapes: a dataset whose terms have gaps, and its canonical N-Quads (RDFC-1.0). */
#pragma once

#include "credential/rdf.h"
#include "credential/shape.h"
#include "crypto/sha2.h"

struct shape_graph;

/*
 * Of a dataset made with marks; NULL when a mark is no term's whole text, or there are more
 * blank nodes or statements than is worth it. Both stay in use.
 */
struct shape_graph *shape_graph_new(struct arena *a, const struct rdf_dataset *d,
	const struct shape_gap *gaps, size_t gaps_len, struct sha2 *sha);
/*
 * The canonical form with these texts, on scratch; false when the shape is not known to hold:
 * blank nodes are alike by their first degree, or two statements are the same.
 */
bool shape_graph_write(struct shape_graph *g, struct arena *scratch, const struct str *texts,
	struct str *ret_nquads);
