/* Elements are balanced and text is UTF-8, whatever comes in. */
#include "codec/xml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static err_t begin(void *ctx, const char *name, xml_attributes attributes)
{
	unsigned *depth = ctx;
	if (++*depth > XML_DEPTH_MOST || !utf8_valid(str_of(name)))
		abort();
	for (; *attributes; attributes += 2)
		if (!utf8_valid(str_of(attributes[1])))
			abort();
	return NULL;
}

static err_t end(void *ctx, const char *name)
{
	unsigned *depth = ctx;
	if (!(*depth)-- || !name)
		abort();
	return NULL;
}

static err_t text(void *ctx, struct str piece)
{
	if (!*(unsigned *)ctx || !utf8_valid(piece))
		abort();
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct xml_reader reader = {begin, end, text};
	unsigned depth = 0;
	err_t e = xml_read((struct str){(const char *)data, size}, &reader, &depth);
	if (!e && depth)
		abort();
	err_free(e);
	return 0;
}
