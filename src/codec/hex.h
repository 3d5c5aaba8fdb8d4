/* Bytes as lower-case hexadecimal digits (RFC 4648, section 8, in lower case). */
#pragma once

#include "base/str.h"

struct str hex_print(struct arena *a, struct str bytes);
/* The whole of text, lower case, an even number of digits; false otherwise. */
bool hex_parse(struct arena *a, struct str text, struct str *ret_bytes);
