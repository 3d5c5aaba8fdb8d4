/*
 * Mail addresses, in the form people have: dot-atom "@" domain (RFC 5321, section 4.1.2), ASCII, no
 * quoted local parts, no address literals, a domain of two labels or more.
 */
#pragma once

#include "base/str.h"

/* The whole of s; the domain in lower case, the local part as it is. False when it is none. */
bool address_parse(struct arena *a, struct str s, struct str *ret_address);
