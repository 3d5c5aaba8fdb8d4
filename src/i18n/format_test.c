#include "i18n/format.h"

#include "i18n/i18n.h"
#include "base/arena.h"
#include "unit/unit.h"

static const struct lang *lang(struct arena *a, const char *tag)
{
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	return i18n_find_any(i, str_of(tag));
}

TEST(format_writes_dates)
{
	struct arena *a = arena_new();
	day d = day_of_date((struct date){2026, 11, 22});
	CHECK_STR(format_weekday_date(a, lang(a, "nl"), d), "zondag 22 november 2026");
	CHECK_STR(format_weekday_date(a, lang(a, "en"), d), "Sunday 22 November 2026");
	CHECK_STR(format_weekday_date(a, lang(a, "fr"), d), "dimanche 22 novembre 2026");
	CHECK_STR(format_weekday_date(a, lang(a, "de"), d), "Sonntag, 22. November 2026");
	CHECK_STR(format_date(a, lang(a, "nl"), d), "22 november 2026");
	CHECK_STR(format_short_date(a, lang(a, "nl"), d), "22 nov");
	CHECK_STR(format_short_date(a, lang(a, "de"), d), "22. Nov.");
	day may_day = day_of_date((struct date){2026, 5, 1});
	CHECK_STR(format_date(a, lang(a, "fr"), may_day), "1er mai 2026");
	CHECK_STR(format_date(a, lang(a, "nl"), may_day), "1 mei 2026");
	arena_free(a);
}

TEST(format_writes_dates_for_companions)
{
	struct arena *a = arena_new();
	day d = day_of_date((struct date){2026, 11, 22});
	CHECK_STR(format_weekday_date(a, lang(a, "ar"), d), "الأحد 22 نوفمبر 2026");
	CHECK_STR(format_weekday_date(a, lang(a, "pl"), d), "niedziela, 22 listopada 2026");
	CHECK_STR(format_weekday_date(a, lang(a, "tr"), d), "22 Kasım 2026 Pazar");
	CHECK_STR(format_weekday_date(a, lang(a, "uk"), d), "неділя, 22 листопада 2026 року");
	CHECK_STR(format_short_date(a, lang(a, "pl"), d), "22 lis");
	CHECK_STR(format_number(a, lang(a, "tr"), 1234), "1.234");
	CHECK_STR(format_decimal(a, lang(a, "pl"), 12345, 1), "1\u00a0234,5");
	arena_free(a);
}

TEST(format_writes_near_dates)
{
	struct arena *a = arena_new();
	const struct lang *nl = lang(a, "nl");
	day today = day_of_date((struct date){2027, 1, 1});
	CHECK_STR(format_near_date(a, nl, today, today), "vandaag");
	CHECK_STR(format_near_date(a, nl, today - 1, today), "gisteren");
	CHECK_STR(format_near_date(a, nl, today + 1, today), "morgen");
	CHECK_STR(format_near_date(a, nl, today + 30, today), "31 jan");
	CHECK_STR(format_near_date(a, nl, today - 2, today), "30 december 2026");
	arena_free(a);
}

TEST(format_writes_times_in_the_zone)
{
	struct arena *a = arena_new();
	usec t;
	REQUIRE(usec_parse(STR("2026-11-22T13:02:59Z"), &t));
	zone_set("Europe/Amsterdam");
	CHECK_STR(format_time(a, lang(a, "nl"), t), "14:02");
	CHECK_STR(format_time(a, lang(a, "nl"), t - 5 * USEC_HOUR), "09:02");
	arena_free(a);
}

TEST(format_writes_numbers)
{
	struct arena *a = arena_new();
	const struct lang *nl = lang(a, "nl"), *en = lang(a, "en");
	CHECK_STR(format_number(a, nl, 0), "0");
	CHECK_STR(format_number(a, nl, 999), "999");
	CHECK_STR(format_number(a, nl, 1234), "1.234");
	CHECK_STR(format_number(a, en, -1234567), "-1,234,567");
	CHECK_STR(format_number(a, lang(a, "fr"), 1234), "1\u202f234");
	CHECK_STR(format_number(a, en, INT64_MIN), "-9,223,372,036,854,775,808");
	CHECK_STR(format_decimal(a, nl, 12345, 1), "1.234,5");
	CHECK_STR(format_decimal(a, en, 12345, 1), "1,234.5");
	CHECK_STR(format_decimal(a, nl, 5, 2), "0,05");
	CHECK_STR(format_decimal(a, nl, -5, 1), "-0,5");
	CHECK_STR(format_decimal(a, nl, 0, 3), "0,000");
	arena_free(a);
}
