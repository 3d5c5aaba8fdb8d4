/* Between key.c and key_ec.c: the ECDSA half, on OpenSSL. */
#pragma once

#include "crypto/key.h"

struct key_ec;

/* From a point or, when scalar is not NULL, from that. Frees itself with the arena. */
err_t key_ec_public(struct arena *a, enum key_type type, struct str point, struct key_ec **ret_ec);
err_t key_ec_private(
	struct arena *a, enum key_type type, const struct secret *scalar, struct key_ec **ret_ec);

/* The uncompressed point: 0x04, x, y. */
struct str key_ec_point(const struct key_ec *ec);
err_t key_ec_sign(const struct key_ec *ec, struct str message, uint8_t *ret_signature);
bool key_ec_verify(const struct key_ec *ec, struct str message, struct str signature);
