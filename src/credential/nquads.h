/*
 * N-Quads (W3C, RDF 1.1 N-Quads) to datasets and back. Written in the canonical form of RDFC-1.0,
 * section 5, in the order the quads were added.
 */
#pragma once

#include "base/buf.h"
#include "credential/rdf.h"

/* Reads a whole document. Errors: ERR_INVALID (detail names the line), ERR_TOO_LARGE. */
err_t nquads_read(struct arena *a, struct str text, struct rdf_dataset **ret_dataset);

void nquads_write(struct buf *out, const struct rdf_dataset *d);
