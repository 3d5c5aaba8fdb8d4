/*
 * The Cookie header as RFC 6265 section 4.2.1 has user agents send it, and nothing looser: pairs of
 * token "=" cookie-octets, separated by ";" and optional spaces.
 */
#pragma once

#include "base/str.h"

/*
 * The value of the cookie called name. False when it is not there, when it is there twice (somebody
 * else planted one), or when the pair is malformed; other people's malformed pairs are passed over.
 */
bool cookie_find(struct str header, struct str name, struct str *ret_value);
/* What may stand in a cookie's value: visible ASCII without quotes, comma, semicolon, backslash. */
bool cookie_value_valid(struct str value);
