/*
 * SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). For passwords see crypto/password.h.
 */
#pragma once

#include "crypto/secret.h"

struct digest {
	uint8_t bytes[32];
};

struct digest hash_sha256(struct str data);
/* Of the parts one after another. */
struct digest hash_sha256_parts(const struct str *parts, size_t n);
struct digest hash_hmac(const struct secret *key, struct str data);
/* A key of 32 bytes for one purpose ("codes"), from which the other keys cannot be told. */
void hash_derive(const struct secret *key, const char *purpose, struct secret *ret_key);
/* In constant time. */
bool hash_eq(const struct digest *a, const struct digest *b);
struct str hash_str(const struct digest *d); /* points at d */
