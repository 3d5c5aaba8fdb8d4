/*
 * The form of the chain, for who writes it and who checks it; docs/audit.md describes it for
 * checkers of other make.
 */
#pragma once

#include "crypto/hash.h"
#include "crypto/key.h"
#include "db/content.h"

struct vault;

#define AUDIT_BATCH 500 /* places that one point signs for, at most */

/* The hash at the place of that row; before: at the place before it, zeroes before the first. */
struct digest audit_chain_hash(
	struct arena *a, const struct digest *before, const struct audit_row *row);

/* A point says that the installation saw the chain end like this. */
struct audit_point {
	int64_t first, last; /* places since the point before it */
	usec at;
	struct digest hash; /* at last */
};
err_t audit_point_sign(struct arena *a, const struct key *key, const struct audit_point *point,
	struct str *ret_signature);
bool audit_point_verify(struct arena *a, const struct key *key, const struct audit_point *point,
	struct str signature);

/* The key of the installation's points: Ed25519, as long as the vault's key of VAULT_HOUSE. */
err_t audit_key(struct vault *vault, struct arena *a, struct key **ret_key);
