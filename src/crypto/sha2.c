#include "crypto/sha2.h"

#include "base/arena.h"
#include "crypto/openssl.h"

#include <stdlib.h>

static const struct {
	const char *name;
	size_t len;
} kinds[] = {
	[SHA2_256] = {"SHA2-256", 32},
	[SHA2_384] = {"SHA2-384", 48},
	[SHA2_512] = {"SHA2-512", 64},
};

struct sha2 {
	EVP_MD *md;
	EVP_MD_CTX *ctx;
	size_t len;
};

/* OpenSSL's digests fail only for want of memory, and allocation does not fail here. */
static void must(int ok)
{
	if (ok != 1)
		abort();
}

static void end(void *arg)
{
	struct sha2 *h = arg;
	EVP_MD_CTX_free(h->ctx);
	EVP_MD_free(h->md);
}

struct sha2 *sha2_new(struct arena *a, enum sha2_kind kind)
{
	struct sha2 *h = arena_make(a, struct sha2);
	h->md = EVP_MD_fetch(NULL, kinds[kind].name, NULL);
	h->ctx = EVP_MD_CTX_new();
	must(h->md && h->ctx);
	h->len = kinds[kind].len;
	arena_defer(a, end, h);
	must(EVP_DigestInit_ex2(h->ctx, h->md, NULL));
	return h;
}

size_t sha2_len(const struct sha2 *h)
{
	return h->len;
}

void sha2_begin(struct sha2 *h)
{
	must(EVP_DigestInit_ex2(h->ctx, NULL, NULL));
}

void sha2_add(struct sha2 *h, struct str data)
{
	must(EVP_DigestUpdate(h->ctx, data.p, data.len));
}

void sha2_end(struct sha2 *h, uint8_t *ret_digest)
{
	must(EVP_DigestFinal_ex(h->ctx, ret_digest, NULL));
}

void sha2_of(struct sha2 *h, struct str data, uint8_t *ret_digest)
{
	sha2_begin(h);
	sha2_add(h, data);
	sha2_end(h, ret_digest);
}
