/*
 * Passwords: argon2id (RFC 9106) with 19456 KiB, 2 passes, 1 lane, as a PHC string. Hashing runs on
 * threads of its own with a bounded queue, so that at most threads x 19 MiB are in use; the caller
 * waits. When the queue is full the answer is ERR_UNAVAILABLE at once.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define PASSWORD_LEAST 8 /* characters (code points) */
#define PASSWORD_MOST 128

struct password_pool;

struct password_settings {
	int threads;    /* 1 to 64 */
	int queue_most; /* callers waiting or being served; more are refused */
	unsigned kib;   /* of a hash; 0: 19456, as every installation has it */
};

err_t password_pool_new(const struct password_settings *settings, struct password_pool **ret_pool);
/* Only when no caller waits any more. NULL is fine. */
void password_pool_free(struct password_pool *pool);

/* The PHC string to store, under 128 bytes. */
err_t password_hash(
	struct password_pool *pool, struct arena *a, struct str password, struct str *ret_hash);

enum password_match {
	PASSWORD_WRONG,
	PASSWORD_RIGHT,
	PASSWORD_RIGHT_OUTDATED, /* right, but hash it anew: the cost has risen since */
};

/* Costs the same for an account that does not exist: pass STR_NONE as hash, the answer is WRONG. */
err_t password_verify(struct password_pool *pool, struct str password, struct str hash,
	enum password_match *ret_match);

/*
 * The rules for a new password: length, not among the most common, not made of the person's or the
 * organisation's names in words (whole names; they are split here). NULL or an error of that field.
 */
err_t password_check(const char *field, struct str password, const struct str *words, size_t count);
