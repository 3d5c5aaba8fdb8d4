#include "crypto/totp.h"

#include "codec/url.h"
#include "crypto/openssl.h"

#define DIGITS 1000000
#define BASE32_GROUP 4
#define URI_MOST 2000

/* RFC 4226, section 5.3. */
static uint32_t truncate(const uint8_t hash[EVP_MAX_MD_SIZE])
{
	const uint8_t *p = hash + (hash[19] & 15);
	return ((uint32_t)(p[0] & 0x7f) << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]) %
	       DIGITS;
}

struct code totp_code(const struct secret *key, int64_t step)
{
	uint8_t counter[8], hash[EVP_MAX_MD_SIZE];
	struct code code = {.len = CODE_SHORT};
	for (int i = 0; i < 8; i++)
		counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
	HMAC(EVP_sha1(), key->bytes, (int)key->len, counter, sizeof(counter), hash, NULL);
	uint32_t number = truncate(hash);
	for (size_t i = CODE_SHORT; i > 0; i--, number /= 10)
		code.text[i - 1] = (char)('0' + number % 10);
	return code;
}

/* Every step is compared, whichever was right: the time tells nothing. */
bool totp_match(const struct secret *key, const struct code *typed, usec now, int64_t after,
	int64_t *ret_step)
{
	int64_t present = now / TOTP_STEP;
	bool found = false;
	if (typed->len != CODE_SHORT)
		return false;
	for (int64_t step = present - TOTP_SKEW; step <= present + TOTP_SKEW; step++) {
		struct code right = totp_code(key, step);
		if (!secret_bytes_eq(right.text, typed->text, CODE_SHORT) || step <= after)
			continue;
		*ret_step = step;
		found = true;
	}
	return found;
}

static struct str base32(struct arena *a, const struct secret *key)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	size_t len = key->len * 8 / 5; /* of 20 bytes: 32, without a rest */
	char *text = arena_bytes(a, len);
	for (size_t i = 0; i < len; i++) {
		size_t bit = i * 5;
		unsigned two = (unsigned)key->bytes[bit / 8] << 8;
		if (bit / 8 + 1 < key->len)
			two |= key->bytes[bit / 8 + 1];
		text[i] = alphabet[two >> (11 - bit % 8) & 31];
	}
	return (struct str){text, len};
}

struct str totp_secret_print(struct arena *a, const struct secret *key)
{
	struct str text = base32(a, key);
	struct buf out;
	buf_init(&out, a, 64, 128);
	for (size_t i = 0; i < text.len; i += BASE32_GROUP) {
		if (i)
			buf_putc(&out, ' ');
		buf_put(&out, str_sub(text, i, BASE32_GROUP));
	}
	return buf_str(&out);
}

struct str totp_uri(
	struct arena *a, const struct secret *key, struct str issuer, struct str account)
{
	struct buf out;
	buf_init(&out, a, 256, URI_MOST);
	buf_lit(&out, "otpauth://totp/");
	url_put(&out, issuer);
	buf_putc(&out, ':');
	url_put(&out, account);
	buf_lit(&out, "?secret=");
	buf_put(&out, base32(a, key));
	buf_lit(&out, "&issuer=");
	url_put(&out, issuer);
	return buf_str(&out);
}
