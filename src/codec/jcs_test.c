#include "codec/jcs.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <float.h>
#include <stdio.h>

static struct str written(
	struct arena *a, struct str text, err_t write(struct buf *out, const struct json *value))
{
	struct json *value;
	struct buf out;
	buf_init(&out, a, 64, 1 << 20);
	err_t e = json_parse(a, text, &json_limits_default, &value);
	CHECK_OK(e ? e : write(&out, value));
	return buf_str(&out);
}

static struct str canonical(struct arena *a, struct str text)
{
	return written(a, text, jcs_write);
}

/* The shared file dir/name, or STR_NONE. */
static struct str read_file(struct arena *a, const char *dir, const char *name)
{
	struct str path = str_fmt(a, "%s/vectors/jcs/%s/%s", unit_data(), dir, name);
	FILE *file = fopen(path.p, "rb");
	if (!file)
		return STR_NONE;
	char *bytes = arena_bytes(a, 1 << 16);
	size_t len = fread(bytes, 1, 1 << 16, file);
	fclose(file);
	return (struct str){bytes, len};
}

TEST(jcs_vectors_of_the_reference_implementation)
{
	static const char *const names[] = {"arrays.json", "french.json", "structures.json",
		"unicode.json", "values.json", "weird.json"};
	if (!unit_data())
		SKIP("LEERPAS_TEST_DATA is not set: no vectors/jcs");
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str input = read_file(a, "input", names[i]);
		struct str want = read_file(a, "output", names[i]);
		REQUIRE(input.len && want.len);
		struct str got = canonical(a, input);
		unit_check(str_eq(got, want), __FILE__, __LINE__, names[i]);
		CHECK(str_eq(canonical(a, got), got));
	}
	arena_free(a);
}

TEST(jcs_numbers_as_ecmascript_writes_them)
{
	/* RFC 8785, appendix B, and the edges of each way to write a number */
	static const struct {
		double d;
		const char *text;
	} cases[] = {{0, "0"}, {-0.0, "0"}, {5e-324, "5e-324"}, {-5e-324, "-5e-324"},
		{DBL_MAX, "1.7976931348623157e+308"}, {-DBL_MAX, "-1.7976931348623157e+308"},
		{9007199254740992, "9007199254740992"}, {-9007199254740992, "-9007199254740992"},
		{295147905179352830000.0, "295147905179352830000"},
		{9.999999999999997e22, "9.999999999999997e+22"}, {1e23, "1e+23"},
		{1.0000000000000001e23, "1.0000000000000001e+23"},
		{999999999999999700000.0, "999999999999999700000"},
		{999999999999999900000.0, "999999999999999900000"}, {1e21, "1e+21"},
		{1e20, "100000000000000000000"}, {9.999999999999997e-7, "9.999999999999997e-7"},
		{0.000001, "0.000001"}, {1e-7, "1e-7"}, {333333333.3333332, "333333333.3333332"},
		{333333333.33333325, "333333333.33333325"},
		{-0.0000033333333333333333, "-0.0000033333333333333333"},
		{1424953923781206.2, "1424953923781206.2"}, {DBL_MIN, "2.2250738585072014e-308"},
		{DBL_TRUE_MIN * 3, "1.5e-323"}, {0.1 + 0.2, "0.30000000000000004"}, {4.35, "4.35"},
		{123e-20, "1.23e-18"}, {12345.678, "12345.678"}, {100, "100"}};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out;
		buf_init(&out, a, 0, 40);
		jcs_write_double(&out, cases[i].d);
		CHECK_STR(buf_str(&out), cases[i].text);
		struct str list = str_fmt(a, "[%.17g,%.25e]", cases[i].d, cases[i].d);
		struct str want = str_fmt(a, "[%s,%s]", cases[i].text, cases[i].text);
		CHECK(str_eq(written(a, list, jcs_write_nearest), want));
	}
	arena_free(a);
}

TEST(jcs_number_text_becomes_the_nearest_double)
{
	struct arena *a = arena_new();
	CHECK_STR(canonical(a, STR("[-0,-0.0e9,0E0,1.0,10e-1,1E2,0.10,1e-6,1e-07,100e20,1e22]")),
		"[0,0,0,1,1,100,0.1,0.000001,1e-7,1e+22,1e+22]");
	CHECK_STR(written(a, STR("[123456789012345678901234567890,9007199254740993]"),
			  jcs_write_nearest),
		"[1.2345678901234568e+29,9007199254740992]");
	CHECK_STR(canonical(a, STR("[0.1234567890123456789,999999999999999,1000000000000001]")),
		"[0.12345678901234568,999999999999999,1000000000000001]");
	CHECK_STR(canonical(a, STR("[1e-400,0e999999999999,123456789e-320]")),
		"[0,0,1.23456789e-312]");
	arena_free(a);
}

TEST(jcs_refuses_numbers_beyond_the_doubles)
{
	struct arena *a = arena_new();
	struct json *value;
	struct buf out;
	buf_init(&out, a, 64, 1000);
	CHECK_OK(json_parse(a, STR("{\"a\":[1e400]}"), &json_limits_default, &value));
	CHECK_ERR(jcs_write(&out, value), ERR_INVALID);
	CHECK_OK(json_parse(a, STR("-1e99999999999999999999"), &json_limits_default, &value));
	CHECK_ERR(jcs_write(&out, value), ERR_INVALID);
	arena_free(a);
}

TEST(jcs_refuses_a_number_that_would_be_written_as_another)
{
	static const char *const refused[] = {"9007199254740993", "-9007199254740993",
		"9007199254740991.5", "9007199254740992.1", "9223372036854775807",
		"-9223372036854775808", "123456789012345678901234567890",
		"{\"a\":[{\"b\":295147905179352825856}]}"};
	static const char *const taken[] = {"9007199254740991", "9007199254740992",
		"-9007199254740994", "9223372036854776000", "295147905179352830000", "1e+23",
		"1.7976931348623157e+308"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct json *value;
		struct buf out;
		buf_init(&out, a, 64, 1000);
		REQUIRE_OK(json_parse(a, str_of(refused[i]), &json_limits_default, &value));
		CHECK_ERR(jcs_write(&out, value), ERR_INVALID);
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++)
		CHECK_STR(canonical(a, str_of(taken[i])), taken[i]);
	CHECK_STR(canonical(a, STR("[90071992547409940e-1,9007199254740992.0,1000e20]")),
		"[9007199254740994,9007199254740992,1e+23]");
	arena_free(a);
}

TEST(jcs_says_when_out_is_full)
{
	struct arena *a = arena_new();
	struct json *value;
	struct buf out;
	buf_init(&out, a, 0, 5);
	CHECK_OK(json_parse(a, STR("[1,2,3]"), &json_limits_default, &value));
	CHECK_ERR(jcs_write(&out, value), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(jcs_sorts_names_by_utf16)
{
	struct arena *a = arena_new();
	/* U+FFFF is before U+1F600 in UTF-8, after its surrogates in UTF-16 */
	CHECK_STR(canonical(a, STR("{\"\xef\xbf\xbd\":1,\"\xf0\x9f\x98\x80\":2,\"\xee\x80\x80\":3,"
				   "\"\xed\x9f\xbf\":4,\"\xc3\xa9\":5,\"z\":6,\"\":7,\"za\":8}")),
		"{\"\":7,\"z\":6,\"za\":8,\"\xc3\xa9\":5,\"\xed\x9f\xbf\":4,"
		"\"\xf0\x9f\x98\x80\":2,\"\xee\x80\x80\":3,\"\xef\xbf\xbd\":1}");
	/* the second of two characters beyond U+FFFF differs */
	CHECK_STR(canonical(a, STR("{\"\xf0\x9f\x98\x81\":1,\"\xf0\x9f\x98\x80\":2,"
				   "\"\xf4\x8f\xbf\xbf\":3,\"\xf0\x90\x80\x80\":4}")),
		"{\"\xf0\x90\x80\x80\":4,\"\xf0\x9f\x98\x80\":2,\"\xf0\x9f\x98\x81\":1,"
		"\"\xf4\x8f\xbf\xbf\":3}");
	arena_free(a);
}

TEST(jcs_sorts_large_objects)
{
	struct arena *a = arena_new();
	struct buf text, want;
	buf_init(&text, a, 64, 1 << 16);
	buf_init(&want, a, 64, 1 << 16);
	for (int i = 0; i < 500; i++) {
		buf_fmt(&text, "%s\"k%03d\": null", i ? " , " : "{", (i * 77) % 500);
		buf_fmt(&want, "%s\"k%03d\":null", i ? "," : "{", i);
	}
	buf_lit(&text, "}");
	buf_lit(&want, "}");
	CHECK(str_eq(canonical(a, buf_str(&text)), buf_str(&want)));
	arena_free(a);
}

TEST(jcs_escapes_only_what_ecmascript_escapes)
{
	struct arena *a = arena_new();
	CHECK_STR(
		canonical(a,
			STR("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\\u007f\"")),
		"\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\x7f\"");
	arena_free(a);
}
