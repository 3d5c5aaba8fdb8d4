/* The vault's key store on a database of its own (keys.db): see crypto/vault.h for the contract. */
#pragma once

#include "base/time.h"
#include "crypto/vault.h"

struct db;

struct keystore_db {
	struct db *keys;
	const struct clock *clock;
};

/* The keystore points at k, which outlives it. */
struct keystore keystore_on(struct keystore_db *k);
