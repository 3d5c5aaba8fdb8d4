#include "crypto/token.h"

#include "base/arena.h"
#include "crypto/sodium.h"

#include <string.h>

#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

static struct str print_bytes(struct arena *a, const uint8_t *bytes, size_t n, size_t text)
{
	char *p = arena_bytes(a, text + 1);
	sodium_bin2base64(p, text + 1, bytes, n, BASE64);
	return (struct str){p, text};
}

/* True when s is exactly the text of n bytes: no other spelling of the last symbol passes. */
static bool parse_bytes(struct str s, size_t text, size_t n, uint8_t *ret_bytes)
{
	size_t got;
	return s.len == text &&
	       sodium_base642bin(ret_bytes, n, s.p, s.len, NULL, &got, NULL, BASE64) == 0 &&
	       got == n;
}

struct token token_new(const struct random *r)
{
	struct token t;
	random_fill(r, t.bytes, sizeof(t.bytes));
	return t;
}

struct str token_print(struct arena *a, const struct token *t)
{
	return print_bytes(a, t->bytes, sizeof(t->bytes), TOKEN_TEXT);
}

bool token_parse(struct str s, struct token *ret_token)
{
	struct token t;
	if (!parse_bytes(s, TOKEN_TEXT, sizeof(t.bytes), t.bytes))
		return false;
	*ret_token = t;
	return true;
}

struct digest token_digest(const struct token *t)
{
	return hash_sha256((struct str){(const char *)t->bytes, sizeof(t->bytes)});
}

void token_key(const struct token *t, const char *purpose, struct secret *ret_key)
{
	SECRET key = {.len = sizeof(t->bytes)};
	memcpy(key.bytes, t->bytes, sizeof(t->bytes));
	hash_derive(&key, purpose, ret_key);
}

#define FORM_HALF 32

/* ret_other = half XOR the value bound to the session: a keyed BLAKE2b, for each page has one. */
static void form_mask(const struct token *session, const uint8_t *half, uint8_t *ret_other)
{
	static const uint8_t purpose[] = "form";
	SECRET bound;
	crypto_generichash(bound.bytes, FORM_HALF, purpose, sizeof(purpose) - 1, session->bytes,
		sizeof(session->bytes));
	for (size_t i = 0; i < FORM_HALF; i++)
		ret_other[i] = half[i] ^ bound.bytes[i];
}

struct str form_token(struct arena *a, const struct random *r, const struct token *session)
{
	uint8_t both[2 * FORM_HALF];
	random_fill(r, both, FORM_HALF);
	form_mask(session, both, both + FORM_HALF);
	return print_bytes(a, both, sizeof(both), FORM_TOKEN_TEXT);
}

bool form_token_ok(struct str sent, const struct token *session)
{
	uint8_t both[2 * FORM_HALF], want[FORM_HALF];
	if (!parse_bytes(sent, FORM_TOKEN_TEXT, sizeof(both), both))
		return false;
	form_mask(session, both, want);
	return secret_bytes_eq(both + FORM_HALF, want, FORM_HALF);
}
