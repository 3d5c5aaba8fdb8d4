#include "base/arena.h"

#include "unit/unit.h"

#include <stdint.h>
#include <string.h>

/* There only in a program that is built with AddressSanitizer. */
int __asan_address_is_poisoned(const volatile void *at) __attribute__((weak));

static char order[8];
static char digits[] = "123", letters[] = "abc";

static void note(void *arg)
{
	strncat(order, arg, 1);
}

TEST(arena_memory_is_zeroed_and_aligned)
{
	struct arena *a = arena_new();
	for (size_t n = 0; n < 300; n++) {
		unsigned char *p = arena_alloc(a, n);
		CHECK((uintptr_t)p % 16 == 0);
		for (size_t i = 0; i < n; i++)
			CHECK(p[i] == 0);
		memset(p, 0xa5, n);
	}
	arena_reset(a);
	CHECK(((unsigned char *)arena_alloc(a, 100))[99] == 0);
	arena_free(a);
}

TEST(arena_large_allocations_leave_the_block_alone)
{
	struct arena *a = arena_new();
	char *small = arena_alloc(a, 10);
	char *large = arena_alloc(a, 4 << 20);
	large[(4 << 20) - 1] = 1;
	small[0] = 1;
	CHECK(arena_used(a) == 10 + (4 << 20));
	arena_reset(a);
	CHECK(arena_used(a) == 0);
	arena_free(a);
}

TEST(arena_allocation_larger_than_the_next_block)
{
	for (size_t n = 1; n < 100000; n += 997) {
		struct arena *a = arena_new();
		memset(arena_bytes(a, n), 'x', n);
		memset(arena_bytes(a, n * 3), 'y', n * 3);
		CHECK_INT((int64_t)arena_used(a), (int64_t)n * 4);
		arena_free(a);
	}
}

TEST(arena_overrun_and_use_after_its_end_are_seen)
{
	if (!__asan_address_is_poisoned)
		SKIP("built without AddressSanitizer");
	struct arena *a = arena_new();
	char *first = arena_alloc(a, 5), *second = arena_alloc(a, 8);
	CHECK(!__asan_address_is_poisoned(first + 4) && __asan_address_is_poisoned(first + 5));
	CHECK(!__asan_address_is_poisoned(second + 7) && __asan_address_is_poisoned(second + 8));
	arena_reset(a);
	CHECK(__asan_address_is_poisoned(first) && __asan_address_is_poisoned(second));
	arena_free(a);
}

TEST(arena_cleanups_run_newest_first)
{
	struct arena *a = arena_new();
	order[0] = '\0';
	arena_defer(a, note, digits);
	arena_defer(a, note, digits + 1);
	arena_reset(a);
	CHECK_STR(str_of(order), "21");
	arena_defer(a, note, digits + 2);
	arena_free(a);
	CHECK_STR(str_of(order), "213");
}

TEST(arena_child_ends_with_its_parent_or_before)
{
	struct arena *a = arena_new();
	struct arena *first = arena_child(a), *second = arena_child(a), *third = arena_child(a);
	order[0] = '\0';
	arena_defer(first, note, letters);
	arena_defer(second, note, letters + 1);
	arena_defer(third, note, letters + 2);
	arena_free(second);
	CHECK_STR(str_of(order), "b");
	arena_free(a);
	CHECK_INT((int64_t)strlen(order), 3);
}
