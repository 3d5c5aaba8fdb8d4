#include "base/random.h"

#include "unit/unit.h"

#include <string.h>

/* Hands out the same byte over and over, after one byte of its own. */
struct counted {
	struct random random;
	unsigned char first, rest;
	bool used;
};

static void counted_fill(const struct random *r, void *ret_bytes, size_t n)
{
	struct counted *c = (struct counted *)(void *)(uintptr_t)r;
	memset(ret_bytes, c->used ? c->rest : c->first, n);
	c->used = true;
}

TEST(random_below_stays_below_and_reaches_all)
{
	unsigned seen = 0;
	for (int i = 0; i < 1000; i++) {
		uint64_t n = random_below(&random_system, 6);
		CHECK(n < 6);
		seen |= 1u << n;
	}
	CHECK_INT(seen, 63);
}

TEST(random_below_draws_again_where_the_division_would_favour_some)
{
	struct counted source = {.random = {counted_fill}, .first = 0x00, .rest = 0xff};
	CHECK_INT((int64_t)random_below(&source.random, 6), (int64_t)(UINT64_MAX % 6));
	source.used = false;
	CHECK_INT((int64_t)random_below(&source.random, 8), 0);
}

TEST(random_fill_reaches_every_byte_and_no_further)
{
	unsigned char bytes[40], touched[sizeof(bytes)] = {0};
	for (int i = 0; i < 64; i++) {
		memset(bytes, 0, sizeof(bytes));
		random_fill(&random_system, bytes + 1, sizeof(bytes) - 2);
		CHECK_INT(bytes[0] + bytes[sizeof(bytes) - 1], 0);
		for (size_t k = 0; k < sizeof(bytes); k++)
			touched[k] |= bytes[k];
	}
	for (size_t k = 1; k < sizeof(bytes) - 1; k++)
		CHECK(touched[k]);
}
