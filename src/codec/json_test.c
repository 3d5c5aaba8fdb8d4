#include "codec/json.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

static err_t parse(struct arena *a, const char *text, struct json **ret_value)
{
	return json_parse(a, str_of(text), &json_limits_default, ret_value);
}

static struct json *tree(struct arena *a, const char *text)
{
	static struct json none;
	struct json *value = &none;
	CHECK_OK(parse(a, text, &value));
	return value;
}

static struct str written(struct arena *a, const struct json *value)
{
	struct buf out;
	buf_init(&out, a, 16, 1 << 20);
	json_write(&out, value);
	CHECK_OK(buf_err(&out));
	return buf_str(&out);
}

static void check_code(const char *text, enum err_code code)
{
	struct arena *a = arena_new();
	struct json *value;
	err_t e = parse(a, text, &value);
	if (!unit_check(e && e->code == code, __FILE__, __LINE__, text))
		CHECK_STR(written(a, value), text);
	err_free(e);
	arena_free(a);
}

TEST(json_reads_every_type)
{
	struct arena *a = arena_new();
	struct json *v = tree(a,
		" {\"a\" : [ 1 , -2.5e+3,true,false,null ],\t\"b\":\"x\",\r\n\"\":{}, \"c\":[]} ");
	CHECK(v->type == JSON_OBJECT);
	CHECK_INT(v->len, 4);
	struct json *list = json_get(v, STR("a"));
	REQUIRE(list && list->type == JSON_ARRAY && list->len == 5);
	CHECK_STR(((struct str){list->items[1].text, list->items[1].len}), "-2.5e+3");
	CHECK(list->items[2].truth && !list->items[3].truth);
	CHECK(list->items[4].type == JSON_NULL);
	CHECK_STR(json_str(json_get(v, STR("b"))), "x");
	CHECK(json_get(v, STR("")) != NULL);
	CHECK(json_get(v, STR("d")) == NULL);
	CHECK(json_get(NULL, STR("d")) == NULL);
	CHECK(json_get(list, STR("d")) == NULL);
	CHECK(json_str(list).p == NULL);
	CHECK_STR(
		written(a, v), "{\"a\":[1,-2.5e+3,true,false,null],\"b\":\"x\",\"\":{},\"c\":[]}");
	arena_free(a);
}

TEST(json_text_without_escapes_is_not_copied)
{
	struct arena *a = arena_new();
	const char *text = "[\"caf\xc3\xa9 zonder suiker\",\"\"]";
	struct json *v = tree(a, text);
	CHECK(v->items[0].text == text + 2);
	CHECK(json_str(&v->items[1]).p != NULL);
	CHECK_INT(v->items[1].len, 0);
	arena_free(a);
}

TEST(json_decodes_escapes)
{
	struct arena *a = arena_new();
	CHECK_STR(json_str(tree(a, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")), "\"\\/\b\f\n\r\t");
	CHECK_STR(json_str(tree(a, "\"\\u0041\\u00e9\\u20AC\\uD83D\\uDE00!\"")),
		"A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80!");
	CHECK_STR(json_str(tree(a, "\"\\uFFFF\"")), "\xef\xbf\xbf");
	struct str nul = json_str(tree(a, "\"a\\u0000b\""));
	CHECK(nul.len == 3 && !memcmp(nul.p, "a\0b", 3));
	CHECK(json_get(tree(a, "{\"\\u0061\":1}"), STR("a")) != NULL);
	arena_free(a);
}

TEST(json_refuses_what_is_no_json)
{
	static const char *const bad[] = {"", " ", "{", "[", "\"", "[1", "[1,", "[1,]", "{\"a\"",
		"{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\" 1}",
		"[1 2]", "[,1]", "{,}", "]", "}", "[1}", "{\"a\":1]", "1 2", "nul", "nulll", "True",
		"truefalse", "01", "-", "-01", "+1", ".5", "1.", "1.e5", "1e", "1e+", "1e-", "--1",
		"0x10", "1_0", "NaN", "Infinity", "-Infinity", "'a'", "/*a*/1", "1//",
		"\xef\xbb\xbf[1]", "\v1", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\\"",
		"\"a\tb\"", "\"a\nb\"", "\"\x1f\"", "\"\\u 123\"", "\"\\u+123\""};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_code(bad[i], ERR_INVALID);
}

TEST(json_refuses_lone_surrogates_and_bad_utf8)
{
	static const char *const bad[] = {"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"",
		"\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"", "\"\\udc00\\ud800\"",
		"{\"\\ud800\":1}", "\"\xff\"", "\"\xc3\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"",
		"\"\xf4\x90\x80\x80\"", "\"abcdefgh\x80ijklmnop\"", "{\"\xe2\x82\":1}",
		"\"\xe2\\u0041\x82\xac\""};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_code(bad[i], ERR_INVALID);
}

TEST(json_refuses_nul_bytes)
{
	struct arena *a = arena_new();
	struct json *value;
	CHECK_ERR(json_parse(a, (struct str){"1\0", 2}, &json_limits_default, &value), ERR_INVALID);
	CHECK_ERR(json_parse(a, (struct str){"\"\0\"", 3}, &json_limits_default, &value),
		ERR_INVALID);
	CHECK_ERR(
		json_parse(a, (struct str){"[\0]", 3}, &json_limits_default, &value), ERR_INVALID);
	CHECK_ERR(json_parse(a, (struct str){"\"\\\0\"", 4}, &json_limits_default, &value),
		ERR_INVALID);
	CHECK_ERR(json_parse(a, STR_NONE, &json_limits_default, &value), ERR_INVALID);
	arena_free(a);
}

TEST(json_finds_each_special_byte_at_each_place)
{
	struct arena *a = arena_new();
	char text[32];
	for (int c = 0; c < 256; c++) {
		for (size_t at = 1; at < 20; at++) {
			memset(text, 'x', sizeof(text));
			text[0] = text[20] = '"';
			text[at] = (char)c;
			struct json *value;
			err_t e =
				json_parse(a, (struct str){text, 21}, &json_limits_default, &value);
			CHECK((e == NULL) == (c >= 0x20 && c < 0x80 && c != '"' && c != '\\'));
			err_free(e);
		}
	}
	arena_free(a);
}

/* {"n0":0,"n1":1,...} with one more name at the end */
static struct str many_names(struct arena *a, int n, const char *last)
{
	struct buf text;
	buf_init(&text, a, 64, 1 << 20);
	buf_putc(&text, '{');
	for (int i = 0; i < n; i++)
		buf_fmt(&text, "\"n%d\":%d,", i, i);
	buf_fmt(&text, "\"%s\":0}", last);
	return buf_str(&text);
}

TEST(json_refuses_duplicate_names)
{
	check_code("{\"a\":1,\"a\":1}", ERR_INVALID);
	check_code("{\"a\":1,\"\\u0061\":1}", ERR_INVALID);
	check_code("[{\"\":1,\"b\":2,\"\":3}]", ERR_INVALID);
	struct arena *a = arena_new();
	struct json *value;
	for (int n = 1; n < 3000; n = n * 3 / 2 + 1) {
		struct str good = many_names(a, n, "last"), bad = many_names(a, n, "n0");
		REQUIRE_OK(json_parse(a, good, &json_limits_default, &value));
		CHECK_INT(value->len, n + 1);
		CHECK(json_get(value, STR("last")) == &value->members[n].value);
		CHECK_ERR(json_parse(a, bad, &json_limits_default, &value), ERR_INVALID);
	}
	arena_free(a);
}

/* 64 names that all want the same place in a table of 128. */
TEST(json_refuses_names_made_to_collide)
{
	struct arena *a = arena_new();
	struct buf text;
	struct json *value;
	buf_init(&text, a, 64, 1 << 20);
	for (int i = 0, found = 0; found < 64; i++) {
		struct str name = str_fmt(a, "%d", i);
		uint64_t hash = str_hash(name);
		if (((hash ^ hash >> 32) & 127) == 5)
			buf_fmt(&text, "%c\"%.*s\":0", found++ ? ',' : '{', STR_ARG(name));
	}
	buf_putc(&text, '}');
	CHECK_ERR(json_parse(a, buf_str(&text), &json_limits_default, &value), ERR_INVALID);
	arena_free(a);
}

TEST(json_large_objects_inside_each_other)
{
	struct arena *a = arena_new();
	struct str inner = many_names(a, 100, "z");
	struct str text = str_fmt(
		a, "[%.*s,{\"x\":%.*s},%.*s]", STR_ARG(inner), STR_ARG(inner), STR_ARG(inner));
	struct json *value;
	REQUIRE_OK(json_parse(a, text, &json_limits_default, &value));
	CHECK(str_eq(written(a, value), text));
	arena_free(a);
}

static struct str nested(struct arena *a, size_t depth)
{
	char *p = arena_bytes(a, depth * 2);
	memset(p, '[', depth);
	memset(p + depth, ']', depth);
	return (struct str){p, depth * 2};
}

TEST(json_keeps_its_limits)
{
	struct arena *a = arena_new();
	struct json *value;
	struct json_limits few = {.bytes = 20, .depth = 3, .values = 4};
	CHECK_OK(json_parse(a, STR("[[[]]]"), &few, &value));
	CHECK_ERR(json_parse(a, STR("[[[[]]]]"), &few, &value), ERR_TOO_LARGE);
	CHECK_OK(json_parse(a, STR("[[],[[]]]"), &few, &value));
	CHECK_OK(json_parse(a, STR("[1,2,3]"), &few, &value));
	CHECK_ERR(json_parse(a, STR("[1,2,3,4]"), &few, &value), ERR_TOO_LARGE);
	CHECK_OK(json_parse(a, STR("\"123456789012345678\""), &few, &value));
	CHECK_ERR(json_parse(a, STR("\"1234567890123456789\""), &few, &value), ERR_TOO_LARGE);
	CHECK_OK(json_parse(a, nested(a, 64), &json_limits_default, &value));
	CHECK_ERR(json_parse(a, nested(a, 65), &json_limits_default, &value), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(json_reads_integers_however_written)
{
	static const struct {
		const char *text;
		int64_t n;
	} good[] = {{"0", 0}, {"-0", 0}, {"-0.0e5", 0}, {"0e99999999999999999999", 0},
		{"1e3", 1000}, {"5.0", 5}, {"1.25E2", 125}, {"-12.5e+1", -125}, {"1000e-3", 1},
		{"0.00000000000000000000000000000001e32", 1},
		{"100000000000000000000000000000e-28", 10}, {"9223372036854775807", INT64_MAX},
		{"-9223372036854775808", INT64_MIN}, {"-9.223372036854775808e18", INT64_MIN}};
	static const char *const none[] = {"0.5", "1e-1", "1.25e1", "9223372036854775808",
		"-9223372036854775809", "1e19", "1e99999999999999999999", "1e-99999999999999999999",
		"123456789012345678901e-1", "\"1\"", "true"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		int64_t n = -1;
		unit_check(json_int(tree(a, good[i].text), &n), __FILE__, __LINE__, good[i].text);
		CHECK_INT(n, good[i].n);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		int64_t n = 7;
		unit_check(!json_int(tree(a, none[i]), &n), __FILE__, __LINE__, none[i]);
		CHECK_INT(n, 7);
	}
	CHECK(!json_int(NULL, &(int64_t){0}));
	arena_free(a);
}

TEST(json_reads_doubles)
{
	struct arena *a = arena_new();
	double d = 7;
	CHECK(json_double(tree(a, "0.1"), &d) && d == 0.1);
	CHECK(json_double(tree(a, "1e-400"), &d) && d == 0);
	CHECK(json_double(tree(a, "-1.7976931348623157e308"), &d) && d == -1.7976931348623157e308);
	char long_one[300] = "1.";
	memset(long_one + 2, '0', 290);
	CHECK(json_double(tree(a, long_one), &d) && d == 1);
	CHECK(!json_double(tree(a, "1e309"), &d) && d == 1);
	CHECK(!json_double(tree(a, "\"1\""), &d));
	CHECK(!json_double(NULL, &d));
	arena_free(a);
}

TEST(json_compares)
{
	struct arena *a = arena_new();
	static const struct {
		const char *x, *y;
		bool same;
	} pairs[] = {{"{\"a\":1,\"b\":[2]}", "{\"b\":[2],\"a\":1}", true},
		{"[1,2]", "[2,1]", false}, {"[1]", "[1,2]", false}, {"1", "1.0", false},
		{"\"1\"", "1", false}, {"{\"a\":1}", "{\"b\":1}", false},
		{"{\"a\":1}", "{\"a\":2}", false}, {"{\"a\":1}", "{\"a\":1,\"b\":1}", false},
		{"null", "null", true}, {"true", "false", false}, {"\"\"", "\"\\u0061\"", false},
		{"\"a\"", "\"\\u0061\"", true}};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct json *x = tree(a, pairs[i].x), *y = tree(a, pairs[i].y);
		unit_check(json_eq(x, y) == pairs[i].same, __FILE__, __LINE__, pairs[i].x);
		unit_check(json_eq(y, x) == pairs[i].same, __FILE__, __LINE__, pairs[i].y);
	}
	arena_free(a);
}

TEST(json_builds_and_writes)
{
	struct arena *a = arena_new();
	struct json object = json_object();
	struct json *list = json_set(a, &object, STR("list"), json_array());
	for (int i = -5; i < 5; i++)
		json_push(a, list, json_of_int(a, i));
	json_set(a, &object, STR("min"), json_of_int(a, INT64_MIN));
	json_set(a, &object, STR("text"), json_of_str(STR("\"\\/\b\f\n\r\t\x01\x1f\x7f\xc3\xa9")));
	json_set(a, &object, STR("none"), json_of_str(STR_NONE));
	json_set(a, &object, STR("yes"), json_of_bool(false));
	json_set(a, &object, STR("yes"), json_of_bool(true));
	json_set(a, &object, STR("null"), (struct json){JSON_NULL});
	const char *want = "{\"list\":[-5,-4,-3,-2,-1,0,1,2,3,4],\"min\":-9223372036854775808,"
			   "\"text\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xc3\xa9\","
			   "\"none\":\"\",\"yes\":true,\"null\":null}";
	CHECK_STR(written(a, &object), want);
	CHECK(json_eq(&object, tree(a, want)));
	arena_free(a);
}

TEST(json_writes_a_string_of_any_shape)
{
	struct arena *a = arena_new();
	char text[24], want[40];
	struct buf out;
	for (size_t len = 0; len < sizeof(text); len++) {
		for (size_t at = 0; at < len; at++) {
			memset(text, 'x', sizeof(text));
			text[at] = '"';
			snprintf(want, sizeof(want), "\"%.*s\\%.*s\"", (int)at, text,
				(int)(len - at), text + at);
			buf_init(&out, a, 0, 40);
			json_write_str(&out, (struct str){text, len});
			CHECK_STR(buf_str(&out), want);
		}
	}
	buf_init(&out, a, 0, 40);
	json_write_str(&out, STR_NONE);
	CHECK_STR(buf_str(&out), "\"\"");
	buf_init(&out, a, 0, 4);
	json_write_str(&out, STR("abc"));
	CHECK_ERR(buf_err(&out), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(json_grows_a_parsed_tree)
{
	struct arena *a = arena_new();
	struct json *v = tree(a, "{\"a\":[]}");
	json_push(a, json_get(v, STR("a")), json_of_bool(true));
	json_set(a, v, STR("b"), json_array());
	CHECK_STR(written(a, v), "{\"a\":[true],\"b\":[]}");
	arena_free(a);
}

TEST(json_says_where_without_saying_what)
{
	struct arena *a = arena_new();
	struct json *value;
	err_t e = parse(a, "{\"secret\": tru}", &value);
	REQUIRE(e);
	CHECK_STR(str_of(e->detail), "JSON: no value at byte 11");
	err_free(e);
	arena_free(a);
}
