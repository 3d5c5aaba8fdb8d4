/*
 * SHA-256, SHA-384 and SHA-512 (FIPS 180-4) with the processor's own instructions, for
 * documents: several times crypto/hash on anything longer than a key, once the hasher is there.
 * A hasher is used again and again, by one thread at a time.
 */
#pragma once

#include "base/str.h"

#define SHA2_MOST 64 /* bytes of the longest digest */

enum sha2_kind { SHA2_256, SHA2_384, SHA2_512 };

struct sha2;

/* Ends with the arena. */
struct sha2 *sha2_new(struct arena *a, enum sha2_kind kind);
/* Bytes of a digest: 32, 48 or 64. */
size_t sha2_len(const struct sha2 *h);

void sha2_begin(struct sha2 *h);
void sha2_add(struct sha2 *h, struct str data);
/* Writes sha2_len bytes. */
void sha2_end(struct sha2 *h, uint8_t *ret_digest);
/* All three. */
void sha2_of(struct sha2 *h, struct str data, uint8_t *ret_digest);
