/*
 * RDF datasets (RDF 1.1 Concepts) on an arena: a set of quads over interned terms. A term is a
 * number that holds good in its own dataset; equal terms have equal numbers. Its text is the term
 * as canonical N-Quads writes it (RDFC-1.0, section 5), escaped once when it is made.
 *
 * A maker returns RDF_NONE for what N-Quads cannot hold (an IRI with a space, a malformed
 * language tag) and past the limits below; the latter is remembered: ask rdf_err once at the end.
 * Adding a quad with RDF_NONE as subject, predicate or object adds nothing.
 */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#define RDF_TERMS_MAX (1u << 18)
#define RDF_QUADS_MAX (1u << 18)
#define RDF_TEXT_MAX (16u << 20) /* bytes of all terms */

typedef uint32_t rdf_term;
#define RDF_NONE ((rdf_term)0) /* as a graph: the default graph */

enum rdf_kind { RDF_IRI, RDF_BLANK, RDF_LITERAL };

struct rdf_quad {
	rdf_term subject, predicate, object, graph;
};

struct rdf_dataset;

struct rdf_dataset *rdf_new(struct arena *a);

/* An IRI, absolute by the caller's word; refused are the characters that IRIREF forbids. */
rdf_term rdf_iri(struct rdf_dataset *d, struct str iri);
/* No character in it that IRIREF forbids (N-Quads grammar, production 8). */
bool rdf_iri_fits(struct str iri);
/* The blank node of that label, without "_:". */
rdf_term rdf_blank(struct rdf_dataset *d, struct str label);
/* A blank node that no label has named so far. */
rdf_term rdf_blank_new(struct rdf_dataset *d);
/* A literal of that datatype; STR_NONE is xsd:string. value is valid UTF-8. */
rdf_term rdf_literal(struct rdf_dataset *d, struct str value, struct str datatype);
/* A language-tagged string; the tag keeps its case. */
rdf_term rdf_literal_lang(struct rdf_dataset *d, struct str value, struct str lang);

/* A literal's value as its text begins: in quotes, escaped. */
void rdf_write_value(struct buf *out, struct str value);

/* Adds a quad; a second time it adds nothing. The caller keeps literals out of other places. */
void rdf_add(struct rdf_dataset *d, rdf_term subject, rdf_term predicate, rdf_term object,
	rdf_term graph);
/* ERR_TOO_LARGE when a term or quad did not fit, else NULL. */
err_t rdf_err(const struct rdf_dataset *d);

/* In the order they were added; valid until the next addition. */
const struct rdf_quad *rdf_quads(const struct rdf_dataset *d, size_t *ret_len);
/* Terms are 1 to rdf_terms(d). */
size_t rdf_terms(const struct rdf_dataset *d);
enum rdf_kind rdf_kind(const struct rdf_dataset *d, rdf_term t);
/* "<iri>", "_:label", "\"value\"@en"; as long as the arena. */
struct str rdf_text(const struct rdf_dataset *d, rdf_term t);
