/*
 * XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a random nonce in front: what the vault
 * seals with. The nonce has 192 bits, so a key may seal any number of values.
 */
#pragma once

#include "base/random.h"
#include "base/str.h"

#define AEAD_KEY 32
#define AEAD_OVERHEAD 40 /* nonce (24) and tag (16) */

struct aead_key {
	uint8_t bytes[AEAD_KEY];
};

/* A local variable that wipes itself. */
#define AEAD_KEY_AUTO __attribute__((cleanup(aead_key_wipe))) struct aead_key

void aead_key_wipe(struct aead_key *key);
/* Writes nonce, ciphertext and tag: text.len + AEAD_OVERHEAD bytes. bound is sealed in unseen. */
void aead_seal(const struct aead_key *key, const struct random *r, struct str text,
	struct str bound, void *ret_sealed);
/* Writes sealed.len - AEAD_OVERHEAD bytes; false when key, bound or any bit differs. */
bool aead_open(const struct aead_key *key, struct str sealed, struct str bound, void *ret_text);
