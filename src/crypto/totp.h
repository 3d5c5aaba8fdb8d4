/*
 * Time-based one-time passwords (RFC 6238), as authenticator apps make them: HMAC-SHA-1 over steps
 * of 30 seconds, six digits. A code of the step before or after is right too: clocks differ, and
 * typing takes time. The same step is never right twice: the caller keeps the last one.
 */
#pragma once

#include "base/arena.h"
#include "base/time.h"
#include "crypto/code.h"

#define TOTP_SECRET 20 /* bytes (RFC 4226, section 4) */
#define TOTP_STEP (30 * USEC_SECOND)
#define TOTP_SKEW 1 /* steps before and after */

/* The code of a step; a step is floor(time / TOTP_STEP). */
struct code totp_code(const struct secret *key, int64_t step);
/* Finds the step of the code among those that are right now and come after `after`. */
bool totp_match(const struct secret *key, const struct code *typed, usec now, int64_t after,
	int64_t *ret_step);

/* The secret as people type it: RFC 4648 base32 in groups of four. */
struct str totp_secret_print(struct arena *a, const struct secret *key);
/* otpauth://totp/ISSUER:ACCOUNT?..., the address in the QR code that apps read. */
struct str totp_uri(
	struct arena *a, const struct secret *key, struct str issuer, struct str account);
