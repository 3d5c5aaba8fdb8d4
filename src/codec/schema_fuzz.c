/* Whatever the value: what is reported lies within the document, and nothing is out of bounds. */
#include "codec/schema.h"

#include "base/arena.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct embed files[] = {
	{"x.json",
		STR("{\"$defs\":{\"id\":{\"type\":\"string\",\"pattern\":\"^[a-z]+([.-][a-z0-9]+)*$"
		    "\","
		    "\"maxLength\":40}},\"type\":\"object\",\"required\":[\"id\"],"
		    "\"minProperties\":1,\"properties\":{\"id\":{\"$ref\":\"#/$defs/id\"},"
		    "\"n\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":9},"
		    "\"kind\":{\"enum\":[\"text\",\"list\"]},"
		    "\"all\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":9,\"uniqueItems\":"
		    "true,"
		    "\"items\":{\"$ref\":\"x.json#\"}}},"
		    "\"patternProperties\":{\"^[a-z]{2}$\":{\"type\":\"string\",\"minLength\":1}},"
		    "\"additionalProperties\":false}")},
	{0}};

static void tell(void *ctx, const struct schema_place *at, struct str text)
{
	const struct json *document = ctx;
	const struct schema_place *top = at;
	while (top->up)
		top = top->up;
	if (!text.len || top->value != document)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct schemas *schemas;
	struct json *value;
	err_t e = schemas_new(a, files, &schemas);
	if (e)
		abort();
	e = json_parse(a, (struct str){(const char *)data, size}, &json_limits_default, &value);
	if (!e && schema_check(a, schemas, "x.json", value, tell, value))
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
