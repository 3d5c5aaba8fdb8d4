/*
 * A content store, a key store and a vault for tests: in a folder of their own, or where
 * location.h says.
 */
#pragma once

#include "base/arena.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "db/db.h"
#include "db/keys.h"

struct store {
	char folder[64];
	struct arena *arena;
	const char *content_place, *keys_place;
	struct db *content, *keys;
	struct secret master;
	struct vault *vault; /* VAULT_HOUSE is an owner */
};

/* Makes and migrates them; false, having said why, when it cannot. */
bool store_open(struct store *s);
/* A server's tables are emptied and serve the next test: who changes them puts them back. */
void store_close(struct store *s);
/* Closes and opens again what is in the files: as after the program's end. */
bool store_reopen(struct store *s);
/* Does any file of the stores (or of their server) hold these bytes? */
bool store_holds(const struct store *s, struct str needle);
