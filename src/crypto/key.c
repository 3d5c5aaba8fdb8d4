#include "crypto/key.h"

#include "base/arena.h"
#include "crypto/key_ec.h"
#include "crypto/sodium.h"

#include <string.h>

#define SEED_LEN 32

struct key {
	enum key_type type;
	size_t len;
	uint8_t bytes[KEY_PUBLIC_MOST];
	struct key_ec *ec;    /* NULL for Ed25519 */
	struct secret secret; /* Ed25519: seed and public key; ECDSA: the scalar */
};

static void key_wipe(void *arg)
{
	struct key *k = arg;
	secret_wipe(&k->secret);
}

static struct key *key_new(struct arena *a, enum key_type type)
{
	struct key *k = arena_make(a, struct key);
	k->type = type;
	return k;
}

/* The compressed form of the point. */
static void set_point(struct key *k)
{
	struct str point = key_ec_point(k->ec);
	k->len = 1 + (point.len - 1) / 2;
	k->bytes[0] = 2 + (point.p[point.len - 1] & 1);
	memcpy(k->bytes + 1, point.p + 1, k->len - 1);
}

err_t key_public(struct arena *a, enum key_type type, struct str bytes, struct key **ret_key)
{
	struct key *k = key_new(a, type);
	if (type != KEY_ED25519) {
		TRY(key_ec_public(a, type, bytes, &k->ec));
		set_point(k);
		*ret_key = k;
		return NULL;
	}
	if (bytes.len != crypto_sign_PUBLICKEYBYTES)
		return err_log(ERR_INVALID, "not an Ed25519 key");
	k->len = bytes.len;
	memcpy(k->bytes, bytes.p, bytes.len);
	*ret_key = k;
	return NULL;
}

static err_t ed25519_private(struct key *k, const struct secret *seed)
{
	if (seed->len != SEED_LEN)
		return err_log(ERR_INVALID, "not an Ed25519 seed");
	k->len = crypto_sign_PUBLICKEYBYTES;
	k->secret.len = crypto_sign_SECRETKEYBYTES;
	if (crypto_sign_seed_keypair(k->bytes, k->secret.bytes, seed->bytes) != 0)
		return err_log(ERR_INTERNAL, "libsodium: key pair");
	return NULL;
}

err_t key_private(
	struct arena *a, enum key_type type, const struct secret *bytes, struct key **ret_key)
{
	struct key *k = key_new(a, type);
	arena_defer(a, key_wipe, k);
	if (type == KEY_ED25519) {
		TRY(ed25519_private(k, bytes));
	} else {
		TRY(key_ec_private(a, type, bytes, &k->ec));
		set_point(k);
		k->secret = *bytes;
	}
	*ret_key = k;
	return NULL;
}

err_t key_generate(
	struct arena *a, enum key_type type, const struct random *r, struct key **ret_key)
{
	/* A scalar past the curve's order is as good as impossible, but for a broken source. */
	for (int tries = 0; tries < 8; tries++) {
		SECRET bytes;
		secret_random(r, type == KEY_P384 ? 48 : SEED_LEN, &bytes);
		err_t e = key_private(a, type, &bytes, ret_key);
		if (!e || e->code != ERR_INVALID)
			return e;
		err_free(e);
	}
	return err_log(ERR_INTERNAL, "the random source gives no key");
}

enum key_type key_type(const struct key *k)
{
	return k->type;
}

struct str key_bytes(const struct key *k)
{
	return (struct str){(const char *)k->bytes, k->len};
}

void key_point(const struct key *k, struct str *ret_x, struct str *ret_y)
{
	if (!k->ec) {
		*ret_x = key_bytes(k);
		*ret_y = STR_NONE;
		return;
	}
	struct str point = str_from(key_ec_point(k->ec), 1);
	*ret_x = str_sub(point, 0, point.len / 2);
	*ret_y = str_from(point, point.len / 2);
}

bool key_can_sign(const struct key *k)
{
	return k->secret.len > 0;
}

void key_secret(const struct key *k, struct secret *ret_secret)
{
	*ret_secret = k->secret;
	if (k->type != KEY_ED25519)
		return;
	ret_secret->len = SEED_LEN;
	secret_wipe_bytes(ret_secret->bytes + SEED_LEN, SECRET_MOST - SEED_LEN);
}

bool key_eq(const struct key *a, const struct key *b)
{
	return a->type == b->type && str_eq(key_bytes(a), key_bytes(b));
}

size_t key_signature_len(const struct key *k)
{
	return k->type == KEY_P384 ? 96 : 64;
}

err_t key_sign(const struct key *k, struct str message, uint8_t ret_signature[KEY_SIGNATURE_MOST])
{
	if (!key_can_sign(k))
		return err_log(ERR_FORBIDDEN, "a public key does not sign");
	if (k->ec)
		return key_ec_sign(k->ec, message, ret_signature);
	if (crypto_sign_detached(ret_signature, NULL, (const uint8_t *)message.p, message.len,
		    k->secret.bytes) != 0)
		return err_log(ERR_INTERNAL, "libsodium: signing");
	return NULL;
}

bool key_verify(const struct key *k, struct str message, struct str signature)
{
	if (k->ec)
		return key_ec_verify(k->ec, message, signature);
	return signature.len == crypto_sign_BYTES &&
	       crypto_sign_verify_detached((const uint8_t *)signature.p, (const uint8_t *)message.p,
		       message.len, k->bytes) == 0;
}
