#include "base/random.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

static void system_fill(const struct random *r, void *ret_bytes, size_t n)
{
	(void)r;
	char *p = ret_bytes;
	while (n) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			abort();
		p += got;
		n -= (size_t)got;
	}
}

const struct random random_system = {system_fill};

void random_fill(const struct random *r, void *ret_bytes, size_t n)
{
	r->fill(r, ret_bytes, n);
}

uint64_t random_below(const struct random *r, uint64_t below)
{
	uint64_t value, reject = -below % below;
	do
		random_fill(r, &value, sizeof(value));
	while (value < reject);
	return value % below;
}
