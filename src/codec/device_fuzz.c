/* Whatever a browser sends: a known name or none, and the same for the same bytes. */
#include "codec/device.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str header = {(const char *)data, size};
	struct device d = device_of(header), again = device_of(header);
	if (d.browser != again.browser || d.system != again.system)
		abort();
	if ((d.browser && strlen(d.browser) > 20) || (d.system && strlen(d.system) > 20))
		abort();
	return 0;
}
