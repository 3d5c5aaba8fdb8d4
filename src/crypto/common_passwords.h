/*
 * The most common passwords that meet the length rule, as the first 8 bytes of the SHA-256 of each,
 * big-endian, ascending. The table is written by tools/gen_common_passwords at build time.
 */
#pragma once

#include <stdint.h>

#define COMMON_PASSWORDS 3000

extern const uint64_t common_passwords[COMMON_PASSWORDS];
