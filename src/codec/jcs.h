/*
 * JSON Canonicalization Scheme (RFC 8785): the one way to write a JSON value, for hashing and
 * signing. Names are sorted by UTF-16 code units; numbers become the nearest IEEE 754 double and
 * are written as ECMAScript writes it (ECMA-262, Number::toString).
 */
#pragma once

#include "codec/json.h"

/* Errors: ERR_INVALID for a number beyond the doubles, ERR_TOO_LARGE when out is full. */
err_t jcs_write(struct buf *out, const struct json *value);
/* d is finite; -0 is written as 0. */
void jcs_write_double(struct buf *out, double d);
