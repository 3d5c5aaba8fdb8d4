/*
 * Unit tests: one x_test.c beside its x.c, one program per room, TAP on standard output.
 *
 *	TEST(arena_runs_cleanups_newest_first) { CHECK(a == b); CHECK_OK(f()); }
 *
 * A failed CHECK says where and what, and the test goes on; a REQUIRE ends the test.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct unit_test {
	void (*run)(void);
	const char *name;
};

#define TEST(test_name)                                                                           \
	static void test_name(void);                                                              \
	static const struct unit_test unit_##test_name __attribute__((                            \
		used, section("unit_tests"), aligned(sizeof(void *)))) = {test_name, #test_name}; \
	static void test_name(void)

#define CHECK(cond) unit_check(cond, __FILE__, __LINE__, #cond)
#define REQUIRE(cond)                                             \
	do {                                                      \
		if (!unit_check(cond, __FILE__, __LINE__, #cond)) \
			return;                                   \
	} while (0)
#define CHECK_STR(got, want) unit_check_str(got, str_of(want), __FILE__, __LINE__)
#define CHECK_INT(got, want) unit_check_int(got, want, __FILE__, __LINE__)
#define CHECK_OK(expr) unit_check_err(expr, 0, __FILE__, __LINE__, #expr)
/* Fails with exactly this code; ends the error. */
#define CHECK_ERR(expr, code) unit_check_err(expr, code, __FILE__, __LINE__, #expr)
/* Fails as invalid, in that field; ends the error. */
#define CHECK_WRONG(expr, field) unit_check_wrong(expr, field, __FILE__, __LINE__, #expr)
#define REQUIRE_OK(expr)                                                 \
	do {                                                             \
		if (!unit_check_err(expr, 0, __FILE__, __LINE__, #expr)) \
			return;                                          \
	} while (0)

/* Ends the test as skipped, with the reason in the output. */
#define SKIP(reason)               \
	do {                       \
		unit_skip(reason); \
		return;            \
	} while (0)

/* The folder of shared test data (LEERPAS_TEST_DATA), or NULL: then SKIP. */
const char *unit_data(void);
/* The bytes of a file in that folder; STR_NONE when it is not there. */
struct str unit_file(struct arena *a, const char *path);

bool unit_check(bool ok, const char *file, int line, const char *what);
bool unit_check_str(struct str got, struct str want, const char *file, int line);
bool unit_check_int(int64_t got, int64_t want, const char *file, int line);
bool unit_check_err(err_t e, int code, const char *file, int line, const char *what);
bool unit_check_wrong(err_t e, const char *field, const char *file, int line, const char *what);
void unit_skip(const char *reason);
