/*
 * Tokens: 256 random bits that a machine carries (sessions, links). Only token_digest is stored.
 * The form token is bound to a session and looks different in every response, so that a compressed
 * page does not leak it.
 */
#pragma once

#include "crypto/hash.h"

#define TOKEN_TEXT 43 /* base64url without padding (RFC 4648) */
#define FORM_TOKEN_TEXT 86

struct token {
	uint8_t bytes[32];
};

struct token token_new(const struct random *r);
struct str token_print(struct arena *a, const struct token *t);
/* The whole of s, exactly as printed; false when it is none. */
bool token_parse(struct str s, struct token *ret_token);
struct digest token_digest(const struct token *t);
/* A key of 32 bytes for one purpose, known only to whoever brings the token. */
void token_key(const struct token *t, const char *purpose, struct secret *ret_key);

/* What a form carries: a fresh mask, then the mask XOR a value bound to the session's token. */
struct str form_token(struct arena *a, const struct random *r, const struct token *session);
/* In constant time. */
bool form_token_ok(struct str sent, const struct token *session);
