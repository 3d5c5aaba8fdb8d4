#include "crypto/aead.h"

#include "crypto/sodium.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES

_Static_assert(AEAD_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "as libsodium has it");
_Static_assert(AEAD_OVERHEAD == NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES, "the same");

void aead_key_wipe(struct aead_key *key)
{
	sodium_memzero(key, sizeof(*key));
}

void aead_seal(const struct aead_key *key, const struct random *r, struct str text,
	struct str bound, void *ret_sealed)
{
	uint8_t *nonce = ret_sealed;
	random_fill(r, nonce, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NONCE, NULL, (const uint8_t *)text.p,
		text.len, (const uint8_t *)bound.p, bound.len, NULL, nonce, key->bytes);
}

bool aead_open(const struct aead_key *key, struct str sealed, struct str bound, void *ret_text)
{
	const uint8_t *nonce = (const uint8_t *)sealed.p;
	return sealed.len >= AEAD_OVERHEAD &&
	       crypto_aead_xchacha20poly1305_ietf_decrypt(ret_text, NULL, NULL, nonce + NONCE,
		       sealed.len - NONCE, (const uint8_t *)bound.p, bound.len, nonce,
		       key->bytes) == 0;
}
