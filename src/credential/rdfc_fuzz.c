#include "base/arena.h"
#include "credential/nquads.h"
#include "credential/rdfc.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The canonical form of a canonical form is itself. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct sha2 *sha = sha2_new(a, SHA2_256);
	struct rdf_dataset *d, *again;
	struct rdfc first, second;
	err_t e = nquads_read(a, (struct str){(const char *)data, size}, &d);
	if (!e)
		e = rdfc(a, d, sha, &first);
	if (!e) {
		e = nquads_read(a, first.nquads, &again);
		if (e)
			abort();
		e = rdfc(a, again, sha, &second);
		if (e ? e->code != ERR_TOO_LARGE : !str_eq(first.nquads, second.nquads))
			abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
