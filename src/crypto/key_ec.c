#include "crypto/key_ec.h"

#include "base/arena.h"
#include "crypto/openssl.h"

#include <stdlib.h>
#include <string.h>

#define POINT_MOST 97
/* SEQUENCE of two INTEGERs of 49 bytes at most. */
#define DER_MOST 112

struct curve {
	const char *name, *digest;
	size_t len; /* of a coordinate, a scalar, and the digest */
};

static const struct curve curves[] = {
	[KEY_P256] = {"P-256", "SHA2-256", 32},
	[KEY_P384] = {"P-384", "SHA2-384", 48},
};

/* Contexts are set up once; each call works on a copy, at a twentieth of the cost. */
struct key_ec {
	const struct curve *curve;
	EVP_MD *md;
	EVP_PKEY *pkey;
	EVP_PKEY_CTX *signer, *verifier;
	uint8_t point[POINT_MOST];
};

static err_t failed(const char *what)
{
	return err_log(ERR_INTERNAL, "OpenSSL: %s", what);
}

static err_t no_key(void)
{
	return err_log(ERR_INVALID, "not a key of that curve");
}

static void ec_free(void *arg)
{
	struct key_ec *ec = arg;
	EVP_PKEY_CTX_free(ec->signer);
	EVP_PKEY_CTX_free(ec->verifier);
	EVP_PKEY_free(ec->pkey);
	EVP_MD_free(ec->md);
}

static struct key_ec *ec_new(struct arena *a, enum key_type type)
{
	struct key_ec *ec = arena_make(a, struct key_ec);
	arena_defer(a, ec_free, ec);
	ec->curve = &curves[type];
	return ec;
}

/* Imports point (and scalar, unless NULL) as ec->pkey. */
static bool import(struct key_ec *ec, struct str point, const BIGNUM *scalar)
{
	OSSL_PARAM_BLD *b = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM *params = NULL;
	bool ok =
		b && ctx &&
		OSSL_PARAM_BLD_push_utf8_string(
			b, OSSL_PKEY_PARAM_GROUP_NAME, ec->curve->name, 0) &&
		OSSL_PARAM_BLD_push_octet_string(b, OSSL_PKEY_PARAM_PUB_KEY, point.p, point.len) &&
		(!scalar || OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_PRIV_KEY, scalar)) &&
		(params = OSSL_PARAM_BLD_to_param(b));
	ok = ok && EVP_PKEY_fromdata_init(ctx) == 1 &&
	     EVP_PKEY_fromdata(
		     ctx, &ec->pkey, scalar ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) == 1;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(b);
	EVP_PKEY_CTX_free(ctx);
	return ok;
}

static bool set_up(struct key_ec *ec, bool can_sign)
{
	ec->md = EVP_MD_fetch(NULL, ec->curve->digest, NULL);
	ec->verifier = EVP_PKEY_CTX_new_from_pkey(NULL, ec->pkey, NULL);
	if (!ec->md || !ec->verifier || EVP_PKEY_verify_init(ec->verifier) != 1)
		return false;
	if (!can_sign)
		return true;
	ec->signer = EVP_PKEY_CTX_new_from_pkey(NULL, ec->pkey, NULL);
	return ec->signer && EVP_PKEY_sign_init(ec->signer) == 1;
}

/* Notes the uncompressed point of ec->pkey. */
static bool note_point(struct key_ec *ec)
{
	size_t len = 0;
	return EVP_PKEY_get_octet_string_param(ec->pkey, OSSL_PKEY_PARAM_PUB_KEY, ec->point,
		       sizeof(ec->point), &len) == 1 &&
	       len == 1 + 2 * ec->curve->len;
}

err_t key_ec_public(struct arena *a, enum key_type type, struct str point, struct key_ec **ret_ec)
{
	struct key_ec *ec = ec_new(a, type);
	size_t n = ec->curve->len;
	bool compressed = point.len == 1 + n && (point.p[0] == 2 || point.p[0] == 3);
	bool whole = point.len == 1 + 2 * n && point.p[0] == 4;
	/* The import refuses points off the curve; their cofactor is 1, so the rest are good. */
	if ((!compressed && !whole) || !import(ec, point, NULL))
		return no_key();
	if (!note_point(ec) || !set_up(ec, false))
		return failed("key import");
	*ret_ec = ec;
	return NULL;
}

/* The point of a scalar in [1, n - 1]. */
static bool multiply(struct key_ec *ec, const BIGNUM *scalar)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(EC_curve_nist2nid(ec->curve->name));
	EC_POINT *point = group ? EC_POINT_new(group) : NULL;
	size_t len = 1 + 2 * ec->curve->len;
	bool ok = point && !BN_is_zero(scalar) && BN_cmp(scalar, EC_GROUP_get0_order(group)) < 0 &&
		  EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) == 1 &&
		  EC_POINT_point2oct(
			  group, point, POINT_CONVERSION_UNCOMPRESSED, ec->point, len, NULL) == len;
	EC_POINT_free(point);
	EC_GROUP_free(group);
	return ok;
}

err_t key_ec_private(
	struct arena *a, enum key_type type, const struct secret *scalar, struct key_ec **ret_ec)
{
	struct key_ec *ec = ec_new(a, type);
	if (scalar->len != ec->curve->len)
		return no_key();
	BIGNUM *bn = BN_secure_new();
	if (!bn || !BN_bin2bn(scalar->bytes, (int)scalar->len, bn)) {
		BN_clear_free(bn);
		return failed("out of memory");
	}
	BN_set_flags(bn, BN_FLG_CONSTTIME);
	bool on_curve = multiply(ec, bn);
	bool ok = on_curve && import(ec, key_ec_point(ec), bn) && set_up(ec, true);
	BN_clear_free(bn);
	if (!ok)
		return on_curve ? failed("key import") : no_key();
	*ret_ec = ec;
	return NULL;
}

struct str key_ec_point(const struct key_ec *ec)
{
	return (struct str){(const char *)ec->point, 1 + 2 * ec->curve->len};
}

/* An INTEGER of DER (X.690) from n big-endian bytes; returns its end. */
static uint8_t *put_integer(uint8_t *p, const uint8_t *bytes, size_t n)
{
	while (n > 1 && !*bytes) {
		bytes++;
		n--;
	}
	bool pad = *bytes & 0x80;
	*p++ = 0x02;
	*p++ = (uint8_t)(n + pad);
	if (pad)
		*p++ = 0;
	memcpy(p, bytes, n);
	return p + n;
}

static size_t der_of(const uint8_t *signature, size_t n, uint8_t ret_der[DER_MOST])
{
	uint8_t *p = put_integer(ret_der + 2, signature, n);
	p = put_integer(p, signature + n, n);
	ret_der[0] = 0x30;
	ret_der[1] = (uint8_t)(p - ret_der - 2);
	return (size_t)(p - ret_der);
}

/* The INTEGER at p as n big-endian bytes; returns its end. */
static const uint8_t *take_integer(const uint8_t *p, uint8_t *ret_bytes, size_t n)
{
	size_t len = p[1];
	const uint8_t *end = p + 2 + len;
	p += 2;
	for (; len > n; len--)
		p++;
	memset(ret_bytes, 0, n - len);
	memcpy(ret_bytes + n - len, p, len);
	return end;
}

static bool digest_of(const struct key_ec *ec, struct str message, uint8_t *ret_digest)
{
	return EVP_Digest(message.p, message.len, ret_digest, NULL, ec->md, NULL) == 1;
}

err_t key_ec_sign(const struct key_ec *ec, struct str message, uint8_t *ret_signature)
{
	uint8_t digest[EVP_MAX_MD_SIZE], der[DER_MOST];
	size_t len = sizeof(der), n = ec->curve->len;
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_dup(ec->signer);
	bool ok = ctx && digest_of(ec, message, digest) &&
		  EVP_PKEY_sign(ctx, der, &len, digest, n) == 1;
	EVP_PKEY_CTX_free(ctx);
	if (!ok)
		return failed("signing");
	take_integer(take_integer(der + 2, ret_signature, n), ret_signature + n, n);
	return NULL;
}

bool key_ec_verify(const struct key_ec *ec, struct str message, struct str signature)
{
	uint8_t digest[EVP_MAX_MD_SIZE], der[DER_MOST];
	size_t n = ec->curve->len;
	if (signature.len != 2 * n)
		return false;
	size_t len = der_of((const uint8_t *)signature.p, n, der);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_dup(ec->verifier);
	bool ok = ctx && digest_of(ec, message, digest) &&
		  EVP_PKEY_verify(ctx, der, len, digest, n) == 1;
	EVP_PKEY_CTX_free(ctx);
	return ok;
}
