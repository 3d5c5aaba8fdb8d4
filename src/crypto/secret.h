/*
 * Secrets of at most 64 bytes: keys and the like. They are wiped when they go out of scope (SECRET)
 * or when their arena ends, have no printer, and are compared in constant time.
 */
#pragma once

#include "base/random.h"
#include "base/str.h"

#define SECRET_MOST 64

struct secret {
	size_t len;
	uint8_t bytes[SECRET_MOST];
};

/* A local variable that wipes itself: SECRET key; */
#define SECRET __attribute__((cleanup(secret_wipe))) struct secret

void secret_wipe(struct secret *s);
/* len random bytes; len <= SECRET_MOST. */
void secret_random(const struct random *r, size_t len, struct secret *ret_secret);
/* A copy of bytes; false when there are more than SECRET_MOST. */
bool secret_copy(struct str bytes, struct secret *ret_secret);
bool secret_eq(const struct secret *a, const struct secret *b);

/* Overwrites n bytes in a way that no compiler leaves out. */
void secret_wipe_bytes(void *p, size_t n);
/* Wipes the bytes of s (in arena memory of ours) when the arena ends: a password that was typed. */
void secret_wipe_later(struct arena *a, struct str s);
/* Compares n bytes in constant time. */
bool secret_bytes_eq(const void *a, const void *b, size_t n);
