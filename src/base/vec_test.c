#include "base/vec.h"

#include "unit/unit.h"

TEST(vec_grows_and_keeps_order)
{
	struct arena *a = arena_new();
	VEC(int) v = {0};
	for (int i = 0; i < 1000; i++)
		vec_push(a, &v, i);
	int sum = 0;
	vec_each (int, it, &v)
		sum += *it;
	CHECK_INT(sum, 499500);
	CHECK_INT((int64_t)v.len, 1000);
	arena_free(a);
}

TEST(vec_each_over_nothing)
{
	VEC(int) v = {0};
	vec_each (int, it, &v)
		CHECK(!"empty");
	(void)v;
}
