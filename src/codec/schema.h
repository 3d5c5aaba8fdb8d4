/*
 * JSON Schema (2020-12), the part that our own schemas use: $ref, $defs, type, enum, required,
 * properties, patternProperties, additionalProperties (false), minProperties, items, minItems,
 * maxItems, uniqueItems, pattern (a POSIX extended expression), minLength, maxLength, minimum,
 * maximum. A schema with any other keyword is refused. The value may be anybody's, the schema is
 * ours.
 */
#pragma once

#include "base/embed.h"
#include "codec/json.h"

struct schemas;

#define SCHEMA_FILES_MOST 16
#define SCHEMA_UNIQUE_MOST 1000 /* items that are compared with one another */

/* The way down to a value, from itself to the document. */
struct schema_place {
	const struct schema_place *up; /* NULL: the document */
	struct str name;               /* as a member; STR_NONE: as an item */
	size_t index;
	const struct json *value;
};

/* Called for each fault; text lives as long as the arena. */
typedef void schema_report(void *ctx, const struct schema_place *at, struct str text);

/* The files, by name. ERR_INVALID when one is no JSON; what they say is tried as it is used. */
err_t schemas_new(struct arena *a, const struct embed *files, struct schemas **ret_schemas);
/* ERR_INVALID for a schema that is not understood; a value that does not fit is reported. */
err_t schema_check(struct arena *a, const struct schemas *schemas, const char *name,
	const struct json *value, schema_report *report, void *ctx);
