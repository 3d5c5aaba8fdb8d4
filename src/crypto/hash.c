#include "crypto/hash.h"

#include "crypto/sodium.h"

#include <string.h>

struct digest hash_sha256_parts(const struct str *parts, size_t n)
{
	struct digest d;
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	for (size_t i = 0; i < n; i++)
		crypto_hash_sha256_update(&state, (const uint8_t *)parts[i].p, parts[i].len);
	crypto_hash_sha256_final(&state, d.bytes);
	sodium_memzero(&state, sizeof(state));
	return d;
}

struct digest hash_sha256(struct str data)
{
	return hash_sha256_parts(&data, 1);
}

struct digest hash_hmac(const struct secret *key, struct str data)
{
	struct digest d;
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(&state, key->bytes, key->len);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)data.p, data.len);
	crypto_auth_hmacsha256_final(&state, d.bytes);
	sodium_memzero(&state, sizeof(state));
	return d;
}

void hash_derive(const struct secret *key, const char *purpose, struct secret *ret_key)
{
	struct digest d = hash_hmac(key, str_of(purpose));
	*ret_key = (struct secret){.len = sizeof(d.bytes)};
	memcpy(ret_key->bytes, d.bytes, sizeof(d.bytes));
	sodium_memzero(&d, sizeof(d));
}

bool hash_eq(const struct digest *a, const struct digest *b)
{
	return secret_bytes_eq(a->bytes, b->bytes, sizeof(a->bytes));
}

struct str hash_str(const struct digest *d)
{
	return (struct str){(const char *)d->bytes, sizeof(d->bytes)};
}
