/*
 * JSON-LD 1.1 (W3C Recommendation, JSON-LD 1.1 Processing Algorithms and API): expansion, and
 * deserialization to RDF. A context comes from the table compiled into the program, or from the
 * loader; nothing is ever fetched.
 *
 * Errors: ERR_INVALID, whose detail is "CODE: TERM", with the specification's error code
 * ("protected term redefinition") or, in strict mode, one of those below, and the term or keyword
 * where there is one; ERR_TOO_LARGE past the limits.
 */
#pragma once

#include "codec/json.h"
#include "credential/rdf.h"

/* What strict mode refuses, and the specification drops. */
#define JSONLD_UNKNOWN_TERM "unknown term"
#define JSONLD_RELATIVE_IRI "relative IRI"
#define JSONLD_FREE_VALUE "free-floating value"
#define JSONLD_NO_RDF "not expressible in RDF"
/* What a document that is read by its names may not do. */
#define JSONLD_OTHER_NAME "another name"
#define JSONLD_SPLIT_NODE "node in pieces"
#define JSONLD_LARGE_NUMBER "large number"

/* Contexts outside the built-in table: an allow list. */
struct jsonld_loader {
	/* The document at url, on a; ERR_NOT_FOUND when it is not allowed. Called by one at a time.
	 */
	err_t (*load)(const struct jsonld_loader *l, struct arena *a, struct str url,
		struct str *ret_bytes);
};

/*
 * Contexts once parsed, for all threads and documents: make one for the process. Its memory is
 * bounded; what is used no longer than others gives way.
 */
struct jsonld_contexts;
/* loader (which outlives it) may be NULL: the built-in contexts only. */
struct jsonld_contexts *jsonld_contexts_new(const struct jsonld_loader *loader);
/* Once all arenas with results made through it are reset. */
void jsonld_contexts_free(struct jsonld_contexts *c);
/* The bytes of a built-in context; false when there is none of that URL. */
bool jsonld_builtin_find(struct str url, struct str *ret_bytes);

struct jsonld_limits {
	unsigned depth;    /* of nesting, in documents and contexts */
	unsigned contexts; /* context documents and scoped contexts inside one another */
	size_t work;       /* terms defined and copied, members looked at */
};
/* 64 deep, 16 contexts, 1 million steps: some tens of milliseconds. */
extern const struct jsonld_limits jsonld_limits_default;

/* What becomes of @direction in RDF. */
enum jsonld_direction { JSONLD_NO_DIRECTION, JSONLD_I18N_DATATYPE, JSONLD_COMPOUND_LITERAL };

/*
 * How a document must be written whose members are read by their names, while only its statements
 * are signed. No IRI in it may be written shorter than it is, and no number be of 2^53 or more (in
 * a JSON literal: only as jcs_write takes it).
 */
struct jsonld_reading {
	/* Whether that name may stand for the IRI, or the keyword ("@id"). */
	bool (*is_name)(struct str name, struct str iri);
	/* Whether it is looked for in the document's own map, and no other of the same @id. */
	bool (*is_own)(struct str iri);
};

struct jsonld_options {
	struct jsonld_contexts *contexts;
	struct str base;                    /* IRI of the document, or STR_NONE */
	const struct json *expand_context;  /* comes before the document's own; NULL for none */
	const struct jsonld_limits *limits; /* NULL: the default ones */
	enum jsonld_direction rdf_direction;
	bool strict;                          /* refuse what would be dropped */
	const struct jsonld_reading *reading; /* NULL: any name will do */
};

/*
 * The expanded document: an array. It points into document, and into the parsed contexts, which
 * stay until the arena is reset.
 */
err_t jsonld_expand(struct arena *a, const struct json *document, const struct jsonld_options *o,
	struct json *ret_expanded);
/* The document's statements. Blank node labels are made anew. */
err_t jsonld_to_rdf(struct arena *a, const struct json *document, const struct jsonld_options *o,
	struct rdf_dataset **ret_dataset);
