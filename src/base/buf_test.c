#include "base/buf.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(buf_grows_up_to_its_maximum)
{
	struct arena *a = arena_new();
	struct buf b;
	buf_init(&b, a, 4, 10);
	buf_lit(&b, "12345");
	buf_int(&b, 67890);
	CHECK_STR(buf_str(&b), "1234567890");
	CHECK_OK(buf_err(&b));
	buf_putc(&b, 'x');
	CHECK_STR(buf_str(&b), "1234567890");
	CHECK_ERR(buf_err(&b), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(buf_prints_every_integer)
{
	struct arena *a = arena_new();
	struct buf b;
	buf_init(&b, a, 0, 200);
	buf_int(&b, INT64_MIN);
	buf_putc(&b, ' ');
	buf_int(&b, INT64_MAX);
	buf_putc(&b, ' ');
	buf_int(&b, 0);
	CHECK_STR(buf_str(&b), "-9223372036854775808 9223372036854775807 0");
	arena_free(a);
}

TEST(buf_fmt_writes_long_and_short)
{
	struct arena *a = arena_new();
	struct buf b;
	buf_init(&b, a, 8, 1000);
	buf_fmt(&b, "%s-%d", "a", 1);
	CHECK_STR(buf_str(&b), "a-1");
	buf_fmt(&b, "%0600d", 7);
	CHECK_INT((int64_t)b.len, 603);
	CHECK(b.p[602] == '7');
	arena_free(a);
}
