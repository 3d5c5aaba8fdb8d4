/*
 * JSON Canonicalization Scheme (RFC 8785): the one way to write a JSON value, for hashing and
 * signing. Names are sorted by UTF-16 code units; numbers become the nearest IEEE 754 double and
 * are written as ECMAScript writes it (ECMA-262, Number::toString).
 *
 * From 2^53 on several integers have the same double. The standard builds on I-JSON (RFC 7493,
 * 2.2), where such a number does not count on being told from its neighbours; under a signature,
 * one could be put in another's place. So of those only the one that is written is taken.
 */
#pragma once

#include "codec/json.h"

#define JCS_NUMBER "JCS: number" /* how the detail of ERR_INVALID begins */

/*
 * Errors: ERR_INVALID for a number beyond the doubles, or one of 2^53 or more that would be written
 * as another; ERR_TOO_LARGE when out is full.
 */
err_t jcs_write(struct buf *out, const struct json *value);
/* The same, and takes every number that has a nearest double: not for signing. */
err_t jcs_write_nearest(struct buf *out, const struct json *value);
/* d is finite; -0 is written as 0. */
void jcs_write_double(struct buf *out, double d);
