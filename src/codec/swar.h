/*
 * Inside codec: eight bytes looked at in one word. Each test is non-zero when some byte of w
 * fits; which one is for the caller to find.
 */
#pragma once

#include <stdint.h>
#include <string.h>

#define SWAR_EACH(c) (0x0101010101010101u * (uint8_t)(c))
#define SWAR_HIGH SWAR_EACH(0x80)

static inline uint64_t swar_load(const char *p)
{
	uint64_t w;
	memcpy(&w, p, sizeof(w));
	return w;
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
