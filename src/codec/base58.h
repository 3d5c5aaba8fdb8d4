/*
 * Base58 with the alphabet of Bitcoin (draft-msporny-base58-03), as multibase "z" uses it. The
 * work is the square of the length, so both sides have a small maximum: keys and signatures fit.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

#define BASE58_BYTES_MOST 256
#define BASE58_TEXT_MOST 352

/* bytes has at most BASE58_BYTES_MOST. */
struct str base58_encode(struct arena *a, struct str bytes);
/* ERR_INVALID for any other character, ERR_TOO_LARGE past BASE58_TEXT_MOST. */
err_t base58_decode(struct arena *a, struct str text, struct str *ret_bytes);
