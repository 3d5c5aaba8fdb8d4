/*
 * Signature keys: Ed25519 (RFC 8032), and ECDSA (FIPS 186-5) over P-256 with SHA-256 and over
 * P-384 with SHA-384. A key is parsed once, with all that signing and checking need; it does not
 * change and threads may share it. Signatures are the bare 64 or 96 bytes that JOSE and Data
 * Integrity use: R and S of RFC 8032, or r and s (IEEE P1363).
 */
#pragma once

#include "base/err.h"
#include "crypto/secret.h"

enum key_type { KEY_ED25519, KEY_P256, KEY_P384 };

#define KEY_PUBLIC_MOST 49
#define KEY_SIGNATURE_MOST 96

struct key;

/*
 * A public key: 32 bytes of Ed25519, or a point of SEC 1, compressed or not. ERR_INVALID when it
 * is none or off the curve; 32 bytes that are no point of Ed25519, or one of small order, verify
 * nothing.
 */
err_t key_public(struct arena *a, enum key_type type, struct str bytes, struct key **ret_key);
/* A private key: the 32-byte seed of Ed25519, or the curve's scalar. Wiped when the arena ends. */
err_t key_private(
	struct arena *a, enum key_type type, const struct secret *bytes, struct key **ret_key);
err_t key_generate(
	struct arena *a, enum key_type type, const struct random *r, struct key **ret_key);

enum key_type key_type(const struct key *k);
/* The public part: 32 bytes, or the compressed point (33 or 49). As long as the key. */
struct str key_bytes(const struct key *k);
/* The coordinates of an ECDSA key's point; STR_NONE for y of Ed25519. */
void key_point(const struct key *k, struct str *ret_x, struct str *ret_y);
bool key_can_sign(const struct key *k);
/* The private part, as key_private takes it; of a key that can sign. */
void key_secret(const struct key *k, struct secret *ret_secret);
/* The same public key. */
bool key_eq(const struct key *a, const struct key *b);

/* Bytes of a signature. */
size_t key_signature_len(const struct key *k);
/* Signs the whole message. ERR_FORBIDDEN when the key is public only. */
err_t key_sign(const struct key *k, struct str message, uint8_t ret_signature[KEY_SIGNATURE_MOST]);
bool key_verify(const struct key *k, struct str message, struct str signature);
