#include "http/cookie.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The name to look for ends at the first NUL; the rest is the header. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str header = {(const char *)data, size}, value;
	struct str name = str_cut(&header, 0);
	if (!cookie_find(header, name, &value))
		return 0;
	if (!cookie_value_valid(value))
		abort();
	if (value.p < header.p || value.p + value.len > header.p + header.len)
		abort();
	return 0;
}
