#include "base/arena.h"
#include "credential/nquads.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str written(struct arena *a, const struct rdf_dataset *d)
{
	struct buf out;
	buf_init(&out, a, 256, 64u << 20);
	nquads_write(&out, d);
	return buf_str(&out);
}

/* What was read, is written so that it reads the same again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct rdf_dataset *d, *again;
	err_t e = nquads_read(a, (struct str){(const char *)data, size}, &d);
	if (!e) {
		struct str text = written(a, d);
		e = nquads_read(a, text, &again);
		if (e || !str_eq(written(a, again), text))
			abort();
	}
	err_free(e);
	arena_free(a);
	return 0;
}
