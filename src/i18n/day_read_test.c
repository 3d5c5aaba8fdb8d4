#include "i18n/day_read.h"

#include "base/arena.h"
#include "unit/unit.h"

static void check_read_(const char *text, enum day_order order, enum day_reading want,
	const char *want_day, int line)
{
	struct arena *a = arena_new();
	day d = 0;
	unit_check(day_read(a, str_of(text), order, &d) == want, __FILE__, line, text);
	if (want == DAY_READ_GOOD)
		unit_check_str(day_print(a, d), str_of(want_day), __FILE__, line);
	else
		unit_check_int(d, 0, __FILE__, line);
	arena_free(a);
}
#define CHECK_READ(text, day_text) \
	check_read_(text, DAY_ORDER_UNKNOWN, DAY_READ_GOOD, day_text, __LINE__)
#define CHECK_NONE(text, reading) check_read_(text, DAY_ORDER_UNKNOWN, reading, NULL, __LINE__)

TEST(day_is_read_as_people_write_it)
{
	CHECK_READ("2024-03-12", "2024-03-12");
	CHECK_READ(" 2024/3/12 ", "2024-03-12");
	CHECK_READ("20240312", "2024-03-12");
	CHECK_READ("2024-03-12T14:05:00", "2024-03-12");
	CHECK_READ("25/03/2024", "2024-03-25");
	CHECK_READ("3/25/2024", "2024-03-25");
	CHECK_READ("3-4-2024", "2024-04-03");
	CHECK_READ("03.04.2024", "2024-04-03");
	CHECK_READ("25.3.2024 14:05", "2024-03-25");
	CHECK_READ("4/4/2024", "2024-04-04");
	CHECK_READ("29-2-2024", "2024-02-29");
	CHECK_READ("12 March 2024", "2024-03-12");
	CHECK_READ("12 mrt. 2024", "2024-03-12");
	CHECK_READ("zondag 12 januari 2024", "2024-01-12");
	CHECK_READ("March 12th, 2024", "2024-03-12");
	CHECK_READ("the 1st of May 2024", "2024-05-01");
	CHECK_READ("le 1er ao\xc3\xbbt 2024", "2024-08-01");
	CHECK_READ("12 F\xc3\x89VRIER 2024", "2024-02-12");
	CHECK_READ("12. M\xc3\xa4rz 2024", "2024-03-12");
	CHECK_READ("12-okt-2024", "2024-10-12");
	CHECK_READ("2024 dec 12", "2024-12-12");
}

TEST(day_that_is_none_is_told_apart)
{
	CHECK_NONE("", DAY_READ_NONE);
	CHECK_NONE("soon", DAY_READ_NONE);
	CHECK_NONE("2024", DAY_READ_NONE);
	CHECK_NONE("12 March", DAY_READ_NONE);
	CHECK_NONE("1/2/3/2024", DAY_READ_NONE);
	CHECK_NONE("12 13 March", DAY_READ_NONE);
	CHECK_NONE("March March 2024", DAY_READ_NONE);
	CHECK_NONE("45363", DAY_READ_NONE);
	CHECK_NONE("12x/03/2024", DAY_READ_NONE);
	CHECK_NONE("123/03/2024", DAY_READ_NONE);
	CHECK_NONE("\xff 12 March 2024", DAY_READ_NONE);
	CHECK_NONE("12/03/08", DAY_READ_SHORT_YEAR);
	CHECK_NONE("12 March 08", DAY_READ_SHORT_YEAR);
	CHECK_NONE("31/02/2024", DAY_READ_NEITHER);
	CHECK_NONE("29-2-2023", DAY_READ_NEITHER);
	CHECK_NONE("32/13/2024", DAY_READ_NEITHER);
	CHECK_NONE("0-1-2024", DAY_READ_NEITHER);
	CHECK_NONE("1-1-1024", DAY_READ_NEITHER);
	CHECK_NONE("2024-13-01", DAY_READ_NEITHER);
	CHECK_NONE("03/04/2024", DAY_READ_AMBIGUOUS);
}

static enum day_order order_of(const char *const *texts)
{
	struct arena *a = arena_new();
	struct day_proof proof = {0};
	for (; *texts; texts++)
		day_proof_add(&proof, a, str_of(*texts));
	arena_free(a);
	return day_proof_order(&proof);
}

TEST(day_order_is_proved_by_the_column)
{
	CHECK_INT(order_of((const char *const[]){"03/04/2024", "", "25/04/2024", NULL}),
		DAY_ORDER_DAY_FIRST);
	CHECK_INT(order_of((const char *const[]){"03/04/2024", "4/25/2024", "x", NULL}),
		DAY_ORDER_MONTH_FIRST);
	CHECK_INT(
		order_of((const char *const[]){"4/25/2024", "25/4/2024", NULL}), DAY_ORDER_UNKNOWN);
	CHECK_INT(order_of((const char *const[]){"03/04/2024", "2024-04-25", NULL}),
		DAY_ORDER_UNKNOWN);
	check_read_("03/04/2024", DAY_ORDER_DAY_FIRST, DAY_READ_GOOD, "2024-04-03", __LINE__);
	check_read_("03/04/2024", DAY_ORDER_MONTH_FIRST, DAY_READ_GOOD, "2024-03-04", __LINE__);
	check_read_("03-04-2024", DAY_ORDER_MONTH_FIRST, DAY_READ_GOOD, "2024-03-04", __LINE__);
	/* what can only be one day is that day */
	check_read_("25/04/2024", DAY_ORDER_MONTH_FIRST, DAY_READ_GOOD, "2024-04-25", __LINE__);
}
