#include "codec/project_number.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

static err_t parse(struct arena *a, const char *typed, struct project_number *ret_number)
{
	return project_number_parse(a, "number", str_of(typed), ret_number);
}

TEST(project_number_is_taken_apart)
{
	struct arena *a = arena_new();
	struct project_number n;
	REQUIRE_OK(parse(a, "2024-1-BE05-KA152-YOU-000123456", &n));
	CHECK_STR(n.text, "2024-1-BE05-KA152-YOU-000123456");
	CHECK_INT(n.year, 2024);
	CHECK_INT(n.round, 1);
	CHECK_STR(n.agency, "BE05");
	CHECK_STR(n.action, "KA152");
	CHECK_STR(n.field, "YOU");
	CHECK_STR(n.serial, "000123456");
	CHECK(n.text.len <= PROJECT_NUMBER_MOST);
	REQUIRE_OK(parse(a, "2019-3-NL02-KA105-016235", &n));
	CHECK(!n.field.p);
	CHECK_STR(n.serial, "016235");
	CHECK_OK(parse(a, "2023-2-NL02-ESC51-VTJ-000987654", &n));
	CHECK_STR(n.action, "ESC51");
	CHECK_OK(parse(a, "2018-1-DE04-ESC11-077232", &n));
	arena_free(a);
}

TEST(project_number_forgives_what_pasting_does)
{
	static const char *const typed[] = {" 2024-1-be05-ka152-you-000123456\r\n",
		"2024 - 1 - BE05 - KA152 - YOU - 000 123 456",
		"2024\xe2\x80\x93"
		"1\xe2\x80\x93"
		"BE05\xe2\x80\x91KA152\xe2\x88\x92YOU\xe2\x80\x94"
		"000123456",
		"\xef\xbb\xbf"
		"2024-1-BE05-KA152-YOU\xe2\x80\x8b-\xc2\xa0"
		"000123456"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
		struct project_number n = {0};
		CHECK_OK(parse(a, typed[i], &n));
		CHECK_STR(n.text, "2024-1-BE05-KA152-YOU-000123456");
	}
	arena_free(a);
}

TEST(project_number_says_which_part_is_wrong)
{
	static const char *const wrong[][2] = {
		{"", "begins with the year"},
		{"KA152", "begins with the year"},
		{"2013-1-BE05-KA152-YOU-000123456", "begins with the year"},
		{"24-1-BE05-KA152-YOU-000123456", "begins with the year"},
		{"2024-1-BE05-KA152-000123456", "six parts"},
		{"2024-1-BE05-KA152-YOU-000123456-", "six parts"},
		{"2024-1-BE05-KA152-YOU-000123456-1", "six parts"},
		{"2024", "six parts"},
		{"2019-1-BE05-KA105-YOU-016235", "five parts"},
		{"2024-0-BE05-KA152-YOU-000123456", "second part"},
		{"2024-12-BE05-KA152-YOU-000123456", "second part"},
		{"2024-R1-BE05-KA152-YOU-000123456", "second part"},
		{"2024-1-BE5-KA152-YOU-000123456", "third part"},
		{"2024-1-BEL05-KA152-YOU-000123456", "third part"},
		{"2024-1-BE05-KA15-YOU-000123456", "fourth part"},
		{"2024-1-BE05-XX152-YOU-000123456", "fourth part"},
		{"2024-1-BE05-ESC152-YOU-000123456", "fourth part"},
		{"2024-1-BE05-KA152-Y0U-000123456", "fifth part"},
		{"2024-1-BE05-KA152-YOU-00123456", "has 9 digits"},
		{"2024-1-BE05-KA152-YOU-00O123456", "has 9 digits"},
		{"2024-1-BE05-KA152-YOU-", "has 9 digits"},
		{"2019-1-BE05-KA105-000123456", "has 6 digits"},
		{"2024-1-BE05-KA152-YOU-000\xd9\xa1"
		 "23456",
			"has 9 digits"},
		{"2024-1-BE05-KA152-YOU-000123456\xff", "begins with the year"},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct project_number n;
		err_t e = parse(a, wrong[i][0], &n);
		unit_check(e && strstr(err_text(e), wrong[i][1]) != NULL, __FILE__, __LINE__,
			wrong[i][0]);
		CHECK(e && strcmp(e->field, "number") == 0);
		err_free(e);
	}
	arena_free(a);
}
