/*
 * Inside codec: eight bytes looked at in one word, the first of them lowest. Each test is non-zero
 * when some byte of w fits; swar_first tells which.
 */
#pragma once

#include <endian.h>
#include <stdint.h>
#include <string.h>

#define SWAR_EACH(c) (0x0101010101010101u * (uint8_t)(c))
#define SWAR_HIGH SWAR_EACH(0x80)

static inline uint64_t swar_load(const char *p)
{
	uint64_t w;
	memcpy(&w, p, sizeof(w));
	return le64toh(w);
}

/* n is at most 0x80. */
static inline uint64_t swar_below(uint64_t w, uint8_t n)
{
	return (w - SWAR_EACH(n)) & ~w & SWAR_HIGH;
}

static inline uint64_t swar_is(uint64_t w, char c)
{
	return swar_below(w ^ SWAR_EACH(c), 1);
}

/* What a JSON string does not hold as it is (RFC 8259, 7); with its bit 1 turned, a quote follows
 * the control characters. */
static inline uint64_t swar_json_mark(uint64_t w)
{
	return swar_below(w ^ SWAR_EACH(2), 0x21) | swar_is(w, '\\');
}

/* Where the first byte stands that made the test's result. Later bytes of it may be wrong. */
static inline unsigned swar_first(uint64_t result)
{
	return (unsigned)__builtin_ctzll(result) / 8;
}
