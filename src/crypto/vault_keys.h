/* The data keys of the vault: made, wrapped, cached, destroyed. Part of crypto/vault.c. */
#pragma once

#include "crypto/aead.h"
#include "crypto/vault.h"

struct vault_keys;

err_t vault_keys_new(const struct vault_settings *settings, struct vault_keys **ret_keys);
void vault_keys_free(struct vault_keys *k);
bool vault_keys_locked(const struct vault_keys *k);

err_t vault_keys_add(
	struct vault_keys *k, struct arena *a, const struct public_id *owners, size_t len);
err_t vault_keys_destroy(struct vault_keys *k, const struct public_id *owners, size_t len);
/* ERR_EXPIRED when the owner has none (any more). */
err_t vault_keys_get(struct vault_keys *k, struct public_id owner, struct aead_key *ret_key);
