/*
 * Codes that a person types. A long code lives long: 10 symbols of Crockford's base 32 (no I, L, O,
 * U), 50 bits, shown as "7K3QW-M2DXA". A short code goes by mail and lives minutes: 6 digits, shown
 * as "402 917"; whoever accepts one counts tries.
 *
 * Reading forgives case, spaces, dashes, look-alikes (O is 0, I and L are 1, U is V) and the digits
 * of other scripts.
 */
#pragma once

#include "crypto/hash.h"

#define CODE_LONG 10
#define CODE_CHECKED 12
#define CODE_SHORT 6
#define CODE_TYPED_MOST 64 /* bytes; more is no code */

struct code {
	size_t len;
	char text[CODE_CHECKED];
};

struct code code_long_new(const struct random *r);
struct code code_short_new(const struct random *r);
/* In two groups. */
struct str code_print(struct arena *a, const struct code *c);
bool code_long_parse(struct str typed, struct code *ret_code);
bool code_short_parse(struct str typed, struct code *ret_code);
/*
 * A long code with two check symbols behind it, for paper: "7K3QW-M2DXA-4F". Every single wrong
 * symbol and every swap of two neighbours is seen as a typing error.
 */
enum code_read { CODE_NONE, CODE_MISTYPED, CODE_GOOD };
struct str code_print_checked(struct arena *a, const struct code *c);
enum code_read code_checked_parse(struct str typed, struct code *ret_code);
/*
 * What is stored. A code has too few bits for a bare hash, so the key is one that the database does
 * not hold: from the token of the browser that asked (token_key) or from the vault (vault_derive).
 */
struct digest code_digest(const struct secret *key, const struct code *c);
