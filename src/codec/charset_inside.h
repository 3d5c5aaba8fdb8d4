/* Of the two halves of charset. */
#pragma once

#include "codec/charset.h"

#define CHARSET_NONE 0xfffd /* what is no character */

/* What bytes from 0x80 on stand for; zeroes for encodings of several bytes. */
extern const uint16_t charset_upper[CHARSETS][128];
