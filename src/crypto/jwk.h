/*
 * Keys as JSON Web Keys (RFC 7517; EC: RFC 7518, section 6.2; Ed25519: RFC 8037, section 2).
 */
#pragma once

#include "codec/json.h"
#include "crypto/key.h"

/* The public part, also when the JWK has a private part. */
err_t jwk_public(struct arena *a, const struct json *jwk, struct key **ret_key);
struct json jwk_print(struct arena *a, const struct key *k);
