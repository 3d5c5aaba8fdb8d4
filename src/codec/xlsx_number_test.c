#include "codec/xlsx_inside.h"

#include "base/arena.h"
#include "unit/unit.h"

static void check_shown(const char *stored, struct number_format f, bool is_1904, const char *want)
{
	struct arena *a = arena_new();
	CHECK_STR(number_show(a, str_of(stored), &f, is_1904), want);
	arena_free(a);
}

TEST(number_is_written_out_in_full)
{
	static const char *const numbers[][2] = {
		{"31612345678", "31612345678"},
		{"4.1E+10", "41000000000"},
		{"4.1e10", "41000000000"},
		{"1.2345678901234567E+16", "12345678901234567"},
		{"1234567890123456789012345", "1234567890123456789012345"},
		{"0.1", "0.1"},
		{"0.10000000000000001", "0.1"},
		{"0.30000000000000004", "0.3"},
		{"2.2999999999999998", "2.3"},
		{"99999.9999999999999", "100000"},
		{"1E-05", "0.00001"},
		{"-12.50", "-12.5"},
		{"0", "0"},
		{"-0.0", "0"},
		{"007", "007"},
		{"5.0", "5"},
		{"1E+300", "1E+300"},
		{"1E999", "1E999"},
		{"1E", "1E"},
		{"", ""},
		{".", "."},
		{"1.2.3", "1.2.3"},
		{"word", "word"},
		{"NaN", "NaN"},
	};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		check_shown(numbers[i][0], number_format_builtin(0), false, numbers[i][1]);
}

TEST(number_of_a_day_is_that_day)
{
	struct number_format date = number_format_builtin(14), moment = number_format_builtin(22),
			     time = number_format_builtin(20), span = number_format_builtin(46);
	check_shown("45363", date, false, "2024-03-12");
	check_shown("45363.75", date, false, "2024-03-12");
	check_shown("43901", date, true, "2024-03-12");
	check_shown("0", date, true, "1904-01-01");
	check_shown("1", date, false, "1900-01-01");
	check_shown("59", date, false, "1900-02-28");
	check_shown("60", date, false, "60");
	check_shown("61", date, false, "1900-03-01");
	check_shown("0", date, false, "0");
	check_shown("-1", date, false, "-1");
	check_shown("2958465", date, false, "9999-12-31");
	check_shown("2958466", date, false, "2958466");
	check_shown("45363", moment, false, "2024-03-12");
	check_shown("45363.586805555555", moment, false, "2024-03-12T14:05:00");
	check_shown("45362.999999999", moment, false, "2024-03-12");
	check_shown("0.586805555555", moment, false, "14:05:00");
	check_shown("0.586805555555", time, false, "14:05:00");
	check_shown("45363.25", time, false, "06:00:00");
	check_shown("1.25", span, false, "30:00:00");
}

TEST(number_keeps_its_percent_sign_and_its_zeros)
{
	struct number_format zeros = number_format_of_code(STR("00000"));
	check_shown("0.25", number_format_builtin(9), false, "25%");
	check_shown("0.125", number_format_builtin(10), false, "12.5%");
	check_shown("1", number_format_builtin(9), false, "100%");
	check_shown("0", number_format_builtin(9), false, "0%");
	check_shown("1234", zeros, false, "01234");
	check_shown("123456", zeros, false, "123456");
	check_shown("-12", zeros, false, "-12");
	check_shown("1.5", zeros, false, "1.5");
}

TEST(number_format_is_told_by_its_code)
{
	static const struct {
		const char *code;
		enum number_kind kind;
	} codes[] = {
		{"General", NUMBER_PLAIN},
		{"", NUMBER_PLAIN},
		{"@", NUMBER_PLAIN},
		{"0.00", NUMBER_PLAIN},
		{"#,##0.00 \"days\"", NUMBER_PLAIN},
		{"[$\xe2\x82\xac-413] #,##0.00;[Red]-#,##0.00", NUMBER_PLAIN},
		{"0.0E+00", NUMBER_PLAIN},
		{"0", NUMBER_PLAIN},
		{"\\d0", NUMBER_PLAIN},
		{"00", NUMBER_ZEROS},
		{"0000000000", NUMBER_ZEROS},
		{"yyyy-mm-dd", NUMBER_DAY},
		{"[$-413]d mmmm yyyy;@", NUMBER_DAY},
		{"DD/MM/YY", NUMBER_DAY},
		{"mmm", NUMBER_DAY},
		{"d\"-\"m\"-\"yyyy\\ h:mm", NUMBER_MOMENT},
		{"h:mm AM/PM", NUMBER_TIME},
		{"mm:ss.0", NUMBER_TIME},
		{"[h]:mm:ss", NUMBER_SPAN},
		{"[mm]:ss", NUMBER_SPAN},
		{"0%", NUMBER_PERCENT},
		{"\"unclosed", NUMBER_PLAIN},
		{"[unclosed", NUMBER_PLAIN},
		{"\\", NUMBER_PLAIN},
	};
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		unit_check(number_format_of_code(str_of(codes[i].code)).kind == codes[i].kind,
			__FILE__, __LINE__, codes[i].code);
	CHECK_INT(number_format_builtin(0).kind, NUMBER_PLAIN);
	CHECK_INT(number_format_builtin(49).kind, NUMBER_PLAIN);
	CHECK_INT(number_format_builtin(47).kind, NUMBER_TIME);
}
