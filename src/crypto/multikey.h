/*
 * Keys as Multikey text (W3C Controlled Identifiers 1.0, section 2.2.2): multibase "z"
 * (base58btc) of a multicodec prefix and the key: "z6Mk..." Ed25519, "zDna..." P-256, "z82L..."
 * P-384; did:key puts "did:key:" before it.
 */
#pragma once

#include "crypto/key.h"

err_t multikey_parse(struct arena *a, struct str text, struct key **ret_key);
struct str multikey_print(struct arena *a, const struct key *k);

/* The private half: "z3u2...", "z42t...", "z2fa...". Printed text is wiped when the arena ends. */
err_t multikey_parse_secret(struct arena *a, struct str text, struct key **ret_key);
struct str multikey_print_secret(struct arena *a, const struct key *k);
