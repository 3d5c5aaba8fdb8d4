/*
 * Base64 (RFC 4648, sections 4 and 5). Decoding is strict: no white space, padding exactly as the
 * form says, no stray bits in the last character; so every text that decodes is what would be
 * printed.
 */
#pragma once

#include "base/str.h"

enum base64_form {
	BASE64,           /* + and /, padded */
	BASE64_BARE,      /* + and /, no padding */
	BASE64URL,        /* - and _, no padding: as in JOSE and multibase u */
	BASE64URL_PADDED, /* - and _, padded */
};

struct str base64_print(struct arena *a, enum base64_form form, struct str bytes);
bool base64_parse(struct arena *a, enum base64_form form, struct str text, struct str *ret_bytes);
