/*
 * The vault: every owner (a person; the installation is VAULT_HOUSE) has a data key that encrypts
 * what belongs to it, with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha). The place of a value
 * (owner, table, row, column) is bound to it: moved elsewhere, it does not open. Data keys are
 * wrapped by the master key and live in a key store; destroying one makes all that it sealed
 * unreadable, in backups too.
 *
 * Sealed value: format byte 1, nonce (24), ciphertext, tag (16). Wrapped key: format byte 1, name
 * of the master key (8), nonce (24), encrypted key (32), tag (16).
 *
 * Safe for use by many threads. Keys in use are cached in locked memory: one destroyed here is gone
 * here at once, one destroyed by another process within VAULT_FRESH.
 */
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "base/err.h"

#define VAULT_FRESH (30 * USEC_SECOND)
#define VAULT_OVERHEAD 41             /* bytes that sealing adds */
#define VAULT_MOST ((size_t)16 << 20) /* bytes in one value */

/* Where wrapped keys live. Calls may come from several threads at once. */
struct keystore {
	/* ERR_NOT_FOUND when there is none (any more). */
	err_t (*load)(void *ctx, struct arena *a, struct public_id owner, struct str *ret_wrapped);
	/* All of them, or none. On disk when it returns. ERR_CONFLICT when an owner has one. */
	err_t (*add)(
		void *ctx, const struct public_id *owners, const struct str *wrapped, size_t len);
	/* Overwritten on disk when it returns; none is fine. */
	err_t (*destroy)(void *ctx, const struct public_id *owners, size_t len);
	void *ctx;
};

struct vault_settings {
	struct keystore store;
	const struct secret *master;
	const struct clock *clock;
	const struct random *random;
};

struct vault;

err_t vault_new(const struct vault_settings *settings, struct vault **ret_vault);
void vault_free(struct vault *v);
/* False when the system refused to lock the key cache, which may then be swapped out. */
bool vault_is_locked(const struct vault *v);

#define VAULT_HOUSE ((struct public_id){{0}})

struct vault_place {
	struct public_id owner;
	const char *table;
	struct str row; /* names the row among this owner's in this table */
	const char *column;
};

/* ERR_CONFLICT when the owner has a key. Before the owner's first row is written. */
err_t vault_add_owner(struct vault *v, struct public_id owner);
/* The same for many at once, all of them or none. */
err_t vault_add_owners(
	struct vault *v, struct arena *a, const struct public_id *owners, size_t len);
/* All that the owner's key has sealed is lost for ever. */
err_t vault_destroy_owner(struct vault *v, struct public_id owner);
err_t vault_destroy_owners(struct vault *v, const struct public_id *owners, size_t len);

/* ERR_EXPIRED when the owner's key was destroyed. */
err_t vault_seal(struct vault *v, struct arena *a, const struct vault_place *place, struct str text,
	struct str *ret_sealed);
/* ERR_EXPIRED when the owner's key was destroyed; ERR_INTERNAL: the value is damaged or moved. */
err_t vault_open(struct vault *v, struct arena *a, const struct vault_place *place,
	struct str sealed, struct str *ret_text);
/* The same for one value among many: of a damaged one *ret_damaged is true, and the text empty. */
err_t vault_open_one(struct vault *v, struct arena *a, const struct vault_place *place,
	struct str sealed, struct str *ret_text, bool *ret_damaged);
/* A key of 32 bytes for one purpose that lives and dies with the owner's. */
err_t vault_derive(
	struct vault *v, struct public_id owner, const char *purpose, struct secret *ret_key);
