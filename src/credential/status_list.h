/*
 * Bitstring Status List (W3C Recommendation 1.0): one bit per credential, packed and published
 * as a credential of its own. A list has at least 131,072 bits, so that asking for it tells
 * little, and positions are dealt at random, so that a position tells nothing.
 */
#pragma once

#include "base/random.h"
#include "base/time.h"
#include "codec/json.h"

#define STATUS_LIST_LEAST 131072
#define STATUS_LIST_MOST (1u << 24) /* bits */
#define STATUS_LIST_CONTEXT "https://www.w3.org/ns/credentials/v2"

struct status_list {
	uint8_t *bytes; /* position 0 is the highest bit of the first */
	size_t bits;    /* a multiple of 8 */
};

/* All bits 0; at least as many as asked for and as the standard demands. ERR_TOO_LARGE. */
err_t status_list_new(struct arena *a, size_t bits, struct status_list *ret_list);
/* i < bits */
bool status_list_get(const struct status_list *l, size_t i);
void status_list_set(struct status_list *l, size_t i);
void status_list_clear(struct status_list *l, size_t i);
/*
 * A random position that is not taken (a 0 in the list of those dealt), which it takes.
 * ERR_CONFLICT when more than half are taken: time for a new list.
 */
err_t status_list_deal(struct status_list *taken, const struct random *r, size_t *ret_i);

/* encodedList: "u" and base64url of the packed bytes. */
struct str status_list_print(struct arena *a, const struct status_list *l);
/* ERR_INVALID for another form or too few bits, ERR_TOO_LARGE. */
err_t status_list_parse(struct arena *a, struct str text, struct status_list *ret_list);

/* The unsigned status list credential; purpose "revocation" or "suspension"; valid_until may be
 * empty. */
struct json status_list_credential(struct arena *a, const struct status_list *l, struct str id,
	struct str issuer, struct str purpose, struct str valid_from, struct str valid_until);
/* What a credential says about its place in such a list. */
struct json status_list_entry(
	struct arena *a, struct str list_id, struct str purpose, size_t position);
