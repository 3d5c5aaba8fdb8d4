#include "crypto/jwk.h"

#include "base/arena.h"
#include "codec/base64.h"

#include <string.h>

struct form {
	const char *kty, *crv;
	size_t len; /* of a coordinate */
};

static const struct form forms[] = {
	[KEY_ED25519] = {"OKP", "Ed25519", 32},
	[KEY_P256] = {"EC", "P-256", 32},
	[KEY_P384] = {"EC", "P-384", 48},
};

static err_t bad(const char *what)
{
	return err_log(ERR_INVALID, "JWK: %s", what);
}

static err_t type_of(const struct json *jwk, enum key_type *ret_type)
{
	struct str kty = json_str(json_get(jwk, STR("kty")));
	struct str crv = json_str(json_get(jwk, STR("crv")));
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (str_is(kty, forms[i].kty) && str_is(crv, forms[i].crv)) {
			*ret_type = (enum key_type)i;
			return NULL;
		}
	return bad("no key type that is known here");
}

/* A member of exactly n bytes in base64url. */
static err_t member(
	struct arena *a, const struct json *jwk, struct str name, size_t n, struct str *ret_bytes)
{
	struct str bytes;
	const struct json *text = json_get(jwk, name);
	if (!text || text->type != JSON_STRING ||
		!base64_parse(a, BASE64URL, json_str(text), &bytes) || bytes.len != n)
		return bad("a coordinate of the wrong form");
	*ret_bytes = bytes;
	return NULL;
}

err_t jwk_public(struct arena *a, const struct json *jwk, struct key **ret_key)
{
	enum key_type type;
	struct str x, y;
	char point[1 + 2 * 48] = {4};
	TRY(type_of(jwk, &type));
	size_t n = forms[type].len;
	TRY(member(a, jwk, STR("x"), n, &x));
	if (type == KEY_ED25519)
		return key_public(a, type, x, ret_key);
	TRY(member(a, jwk, STR("y"), n, &y));
	memcpy(point + 1, x.p, n);
	memcpy(point + 1 + n, y.p, n);
	return key_public(a, type, (struct str){point, 1 + 2 * n}, ret_key);
}

static void set(struct arena *a, struct json *jwk, struct str name, struct str bytes)
{
	json_set(a, jwk, name, json_of_str(base64_print(a, BASE64URL, bytes)));
}

struct json jwk_print(struct arena *a, const struct key *k)
{
	const struct form *f = &forms[key_type(k)];
	struct json jwk = json_object();
	struct str x, y;
	key_point(k, &x, &y);
	json_set(a, &jwk, STR("crv"), json_of_str(str_of(f->crv)));
	json_set(a, &jwk, STR("kty"), json_of_str(str_of(f->kty)));
	set(a, &jwk, STR("x"), x);
	if (y.len)
		set(a, &jwk, STR("y"), y);
	return jwk;
}
