/*
 * Two kinds of identity, never mixed up: a row_id is the database's own number and leaves the
 * program nowhere; a public_id is 128 random bits and may stand in an address.
 */
#pragma once

#include "base/random.h"
#include "base/str.h"

struct row_id {
	int64_t n; /* from 1; 0 is no row */
};

struct public_id {
	uint8_t bytes[16];
};

#define PUBLIC_ID_TEXT 26

struct public_id public_id_new(const struct random *r);
bool public_id_eq(struct public_id a, struct public_id b);
/* 26 characters of RFC 4648 base32hex in lower case, no padding. */
struct str public_id_print(struct arena *a, struct public_id id);
/* The whole of s, exactly as printed; false when it is none. */
bool public_id_parse(struct str s, struct public_id *ret_id);
