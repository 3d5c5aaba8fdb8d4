/* Inside JSON-LD: an expanded document's statements (section 8.1, Deserialize JSON-LD to RDF). */
#pragma once

#include "credential/jsonld_inside.h"

err_t rdf_from_expanded(struct call *c, const struct json *expanded,
	enum jsonld_direction direction, struct rdf_dataset *d);

/* The lexical form and, unless it has one, the datatype of a native number (section 8.6). */
err_t rdf_number(struct arena *a, const struct json *number, struct str *io_datatype,
	struct str *ret_lexical);
