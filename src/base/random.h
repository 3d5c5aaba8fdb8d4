/*
 * Randomness, passed in. Secrets, ids and salts come from random_system; a test may pass a source
 * of its own.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct random {
	void (*fill)(const struct random *r, void *ret_bytes, size_t n);
};

/* The kernel's generator (getrandom); blocks until it is seeded, never fails. */
extern const struct random random_system;
void random_fill(const struct random *r, void *ret_bytes, size_t n);
/* Uniform in [0, below); below > 0. */
uint64_t random_below(const struct random *r, uint64_t below);
