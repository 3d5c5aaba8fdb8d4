#include "crypto/multikey.h"

#include "base/arena.h"
#include "codec/base58.h"

#include <string.h>

struct form {
	enum key_type type;
	struct str public, secret; /* multicodec prefixes, as unsigned varints */
	size_t public_len, secret_len;
};

static const struct form forms[] = {
	{KEY_ED25519, {"\xed\x01", 2}, {"\x80\x26", 2}, 32, 32},
	{KEY_P256, {"\x80\x24", 2}, {"\x86\x26", 2}, 33, 32},
	{KEY_P384, {"\x81\x24", 2}, {"\x87\x26", 2}, 49, 48},
};

static const struct form *form_of(const struct key *k)
{
	return &forms[key_type(k)];
}

static err_t decode(struct arena *a, struct str text, struct str *ret_bytes)
{
	if (!str_starts(text, STR("z")))
		return err_log(ERR_INVALID, "multikey: not base58btc");
	return base58_decode(a, str_from(text, 1), ret_bytes);
}

err_t multikey_parse(struct arena *a, struct str text, struct key **ret_key)
{
	struct str bytes;
	TRY(decode(a, text, &bytes));
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		const struct form *f = &forms[i];
		if (str_starts(bytes, f->public) && bytes.len == 2 + f->public_len)
			return key_public(a, f->type, str_from(bytes, 2), ret_key);
	}
	return err_log(ERR_INVALID, "multikey: no key type that is known here");
}

static err_t parse_secret(struct arena *a, struct str bytes, struct key **ret_key)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		const struct form *f = &forms[i];
		SECRET secret;
		if (str_starts(bytes, f->secret) && bytes.len == 2 + f->secret_len &&
			secret_copy(str_from(bytes, 2), &secret))
			return key_private(a, f->type, &secret, ret_key);
	}
	return err_log(ERR_INVALID, "multikey: no private key type that is known here");
}

err_t multikey_parse_secret(struct arena *a, struct str text, struct key **ret_key)
{
	struct str bytes;
	TRY(decode(a, text, &bytes));
	err_t e = parse_secret(a, bytes, ret_key);
	secret_wipe_later(a, bytes);
	return e;
}

static struct str print(struct arena *a, struct str prefix, struct str key)
{
	char bytes[2 + KEY_PUBLIC_MOST], *text;
	memcpy(bytes, prefix.p, 2);
	memcpy(bytes + 2, key.p, key.len);
	struct str digits = base58_encode(a, (struct str){bytes, 2 + key.len});
	secret_wipe_bytes(bytes, sizeof(bytes));
	text = arena_bytes(a, 1 + digits.len);
	*text = 'z';
	memcpy(text + 1, digits.p, digits.len);
	return (struct str){text, 1 + digits.len};
}

struct str multikey_print(struct arena *a, const struct key *k)
{
	return print(a, form_of(k)->public, key_bytes(k));
}

struct str multikey_print_secret(struct arena *a, const struct key *k)
{
	SECRET secret;
	key_secret(k, &secret);
	struct str text =
		print(a, form_of(k)->secret, (struct str){(char *)secret.bytes, secret.len});
	secret_wipe_later(a, text);
	return text;
}
