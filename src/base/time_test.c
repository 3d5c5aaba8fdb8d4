#include "base/time.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(day_round_trips_over_four_thousand_years)
{
	for (day d = -719162; d < 800000; d++)
		if (day_of_date(date_of_day(d)) != d) {
			CHECK(!"round trip");
			break;
		}
	CHECK_INT(day_of_date((struct date){1970, 1, 1}), 0);
	CHECK_INT(day_of_date((struct date){2000, 3, 1}), 11017);
}

TEST(day_parse_refuses_what_is_no_day)
{
	day d = 5;
	CHECK(day_parse(STR("2024-02-29"), &d));
	CHECK_INT(day_weekday(d), 3);
	d = 5;
	CHECK(!day_parse(STR("2023-02-29"), &d) && !day_parse(STR("2023-13-01"), &d));
	CHECK(!day_parse(STR("2023-1-01"), &d) && !day_parse(STR("2023-01-01 "), &d));
	CHECK(!day_parse(STR("2023-00-10"), &d) && !day_parse(STR("2023-01-00"), &d));
	CHECK_INT(d, 5);
}

TEST(usec_prints_and_parses_rfc3339)
{
	struct arena *a = arena_new();
	usec t = 0;
	CHECK_STR(usec_print(a, 0), "1970-01-01T00:00:00Z");
	CHECK_STR(usec_print(a, -1), "1969-12-31T23:59:59.999999Z");
	CHECK_STR(usec_print(a, 50), "1970-01-01T00:00:00.000050Z");
	CHECK(usec_parse(STR("1969-12-31T23:59:59.999999Z"), &t) && t == -1);
	CHECK(usec_parse(STR("2026-11-22T13:00:00+01:00"), &t));
	CHECK_STR(usec_print(a, t), "2026-11-22T12:00:00Z");
	CHECK(!usec_parse(STR("2026-11-22T24:00:00Z"), &t));
	CHECK(!usec_parse(STR("2026-11-22T13:00:00"), &t));
	CHECK(!usec_parse(STR("2026-11-22T13:00:00.Z"), &t));
	CHECK(!usec_parse(STR("2026-11-22T13:00:00+25:00"), &t));
	arena_free(a);
}

TEST(zone_days_follow_summer_time)
{
	usec t;
	zone_set("Europe/Amsterdam");
	CHECK(usec_parse(STR("2026-03-28T23:30:00Z"), &t));
	struct arena *a = arena_new();
	CHECK_STR(day_print(a, zone_day(t)), "2026-03-29");
	CHECK_INT(zone_time(t).hour, 0);
	CHECK_STR(usec_print(a, zone_day_start(zone_day(t) + 1)), "2026-03-29T22:00:00Z");
	arena_free(a);
}

TEST(clock_manual_stands_still)
{
	struct clock_manual clock;
	clock_manual_init(&clock, 42);
	CHECK_INT(clock_now(&clock.clock), 42);
	clock.at += USEC_DAY;
	CHECK_INT(clock_now(&clock.clock), 42 + USEC_DAY);
	CHECK(clock_now(&clock_system) > 1700000000 * USEC_SECOND);
}
