/*
 * Keys as JSON Web Keys (RFC 7517; EC: RFC 7518, section 6.2; Ed25519: RFC 8037, section 2).
 */
#pragma once

#include "codec/json.h"
#include "crypto/key.h"

/* Public, also when the JWK has a private part. */
err_t jwk_public(struct arena *a, const struct json *jwk, struct key **ret_key);
/* With its private part, which must belong to the public one. */
err_t jwk_private(struct arena *a, const struct json *jwk, struct key **ret_key);

struct json jwk_print(struct arena *a, const struct key *k);
/* With "d"; its text is wiped when the arena ends. */
struct json jwk_print_secret(struct arena *a, const struct key *k);
/* RFC 7638: base64url of the SHA-256 of the required members. */
struct str jwk_thumbprint(struct arena *a, const struct key *k);
