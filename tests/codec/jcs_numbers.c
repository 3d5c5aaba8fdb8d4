/*
 * Writes a fixed sequence of doubles, one a line, as src/codec writes them in a canonical
 * document: all powers of two and ten with their neighbours, then pseudo-random bits.
 * jcs_numbers.js makes the same sequence and compares.
 */
#include "codec/jcs.h"

#include "base/arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RANDOM_ONES 1000000

static double double_of(uint64_t bits)
{
	double d;
	memcpy(&d, &bits, sizeof(d));
	return d;
}

/* splitmix64 */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* The whole way of a number in a document: text, tree, canonical text. */
static void write_line(struct arena *a, double d)
{
	struct json *value;
	struct buf out;
	buf_init(&out, a, 40, 40);
	err_t e = json_parse(a, str_fmt(a, "%.17g", d), &json_limits_default, &value);
	if (!e)
		e = jcs_write_nearest(&out, value);
	if (e) {
		fprintf(stderr, "%a: %s\n", d, e->detail);
		exit(1);
	}
	buf_putc(&out, '\n');
	fwrite(out.p, 1, out.len, stdout);
	arena_reset(a);
}

static void write_neighbours(struct arena *a, double d)
{
	uint64_t bits;
	memcpy(&bits, &d, sizeof(d));
	write_line(a, double_of(bits - 1));
	write_line(a, d);
	write_line(a, double_of(bits + 1));
}

int main(void)
{
	struct arena *a = arena_new();
	for (int e = -1074; e < 1024; e++)
		write_neighbours(a, ldexp(1, e));
	for (int e = -322; e < 309; e++)
		write_neighbours(a, strtod(str_fmt(a, "1e%d", e).p, NULL));
	uint64_t state = 8785;
	for (int left = RANDOM_ONES; left > 0;) {
		double d = double_of(next(&state));
		if (!isfinite(d))
			continue;
		write_line(a, d);
		left--;
	}
	arena_free(a);
	return 0;
}
