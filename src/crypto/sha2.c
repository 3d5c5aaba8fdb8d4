#include "crypto/sha2.h"

#include "base/arena.h"
#include "crypto/openssl.h"

#include <stdlib.h>

struct sha2 {
	enum sha2_kind kind;
	union {
		SHA256_CTX small;
		SHA512_CTX large; /* of SHA-384 too */
	};
};

/* These fail only when they are called wrongly. */
static void must(int ok)
{
	if (ok != 1)
		abort();
}

struct sha2 *sha2_new(struct arena *a, enum sha2_kind kind)
{
	struct sha2 *h = arena_make(a, struct sha2);
	h->kind = kind;
	sha2_begin(h);
	return h;
}

size_t sha2_len(const struct sha2 *h)
{
	static const size_t lens[] = {[SHA2_256] = 32, [SHA2_384] = 48, [SHA2_512] = 64};
	return lens[h->kind];
}

void sha2_begin(struct sha2 *h)
{
	if (h->kind == SHA2_256)
		must(SHA256_Init(&h->small));
	else
		must(h->kind == SHA2_384 ? SHA384_Init(&h->large) : SHA512_Init(&h->large));
}

void sha2_add(struct sha2 *h, struct str data)
{
	if (h->kind == SHA2_256)
		must(SHA256_Update(&h->small, data.p, data.len));
	else
		must(SHA512_Update(&h->large, data.p, data.len));
}

void sha2_end(struct sha2 *h, uint8_t *ret_digest)
{
	if (h->kind == SHA2_256)
		must(SHA256_Final(ret_digest, &h->small));
	else
		must(h->kind == SHA2_384 ? SHA384_Final(ret_digest, &h->large)
					 : SHA512_Final(ret_digest, &h->large));
}

void sha2_of(struct sha2 *h, struct str data, uint8_t *ret_digest)
{
	sha2_begin(h);
	sha2_add(h, data);
	sha2_end(h, ret_digest);
}
