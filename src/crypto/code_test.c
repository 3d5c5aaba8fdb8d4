#include "crypto/code.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

static bool is_same(const struct code *a, const struct code *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

TEST(code_survives_print_and_parse)
{
	struct arena *a = arena_new();
	for (int i = 0; i < 200; i++) {
		struct code card = code_long_new(&random_system), mail, back;
		CHECK(code_long_parse(code_print(a, &card), &back));
		CHECK(is_same(&card, &back));
		mail = code_short_new(&random_system);
		CHECK(code_short_parse(code_print(a, &mail), &back));
		CHECK(is_same(&mail, &back));
	}
	arena_free(a);
}

TEST(code_is_printed_in_groups)
{
	struct arena *a = arena_new();
	struct code c = {.len = 10, .text = "7K3QWM2DXA"};
	CHECK_STR(code_print(a, &c), "7K3QW-M2DXA");
	struct code m = {.len = 6, .text = "402917"};
	CHECK_STR(code_print(a, &m), "402 917");
	arena_free(a);
}

TEST(code_forgives_the_way_people_type)
{
	static const char *const typed[] = {
		"01V2W-M2DXA",
		"  o1v2wm2dxa ",
		"OlU2W M2DXA",
		"0iv2w\u2013m2dxa",
		"0 1 V 2 W . M 2 D X A",
		"\u0660\u0661V\u0662WM\u0662DXA",
		"\uff10\uff11\uff36\uff12\uff37\uff4d\uff12DXA",
		"01V2W\u00a0M2DXA",
	};
	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
		struct code c = {0};
		CHECK(code_long_parse(str_of(typed[i]), &c));
		CHECK_STR(((struct str){c.text, c.len}), "01V2WM2DXA");
	}
}

TEST(code_refuses_what_is_none)
{
	static const char *const wrong[] = {
		"",
		"-",
		"01V2W-M2DX",
		"01V2W-M2DXAA",
		"01V2W-M2DX*",
		"01V2W-M2DX\u00e9",
		"01V2W-M2DX\xff",
		"01V2W-M2DX/",
		"01V2W-M2DX\x01",
		"                                                       01V2W-M2DXA",
	};
	struct code c = {.len = 1, .text = "X"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		CHECK(!code_long_parse(str_of(wrong[i]), &c));
	CHECK(!code_long_parse((struct str){"01V2W\0M2DXA", 11}, &c));
	CHECK(!code_short_parse(STR("40291A"), &c));
	CHECK(!code_short_parse(STR("4029177"), &c));
	CHECK(!code_short_parse(STR("01V2W-M2DXA"), &c));
	CHECK(c.len == 1 && c.text[0] == 'X');
}

/* Every symbol turns up: 50 bits are 50 bits. */
TEST(code_uses_the_whole_alphabet)
{
	bool seen[128] = {0};
	int kinds = 0;
	for (int i = 0; i < 200; i++) {
		struct code c = code_long_new(&random_system);
		for (size_t k = 0; k < c.len; k++) {
			kinds += !seen[(int)c.text[k]];
			seen[(int)c.text[k]] = true;
		}
	}
	CHECK_INT(kinds, 32);
}

TEST(code_digest_needs_the_key)
{
	struct secret key, other;
	secret_random(&random_system, 32, &key);
	secret_random(&random_system, 32, &other);
	struct code c, again;
	CHECK(code_short_parse(STR("402917"), &c) && code_short_parse(STR("4O2 9l7"), &again));
	struct digest d = code_digest(&key, &c), e = code_digest(&other, &c);
	CHECK(!hash_eq(&d, &e));
	e = code_digest(&key, &again);
	CHECK(hash_eq(&d, &e));
}

TEST(code_checked_sees_every_wrong_symbol_and_swap)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	struct arena *a = arena_new();
	struct code c = code_long_new(&random_system), back;
	struct str printed = code_print_checked(a, &c);
	CHECK_INT((int64_t)printed.len, 14);
	CHECK(code_checked_parse(printed, &back) == CODE_GOOD);
	CHECK(back.len == CODE_LONG && memcmp(back.text, c.text, CODE_LONG) == 0);
	for (size_t i = 0; i < printed.len; i++) {
		char *p = str_z(a, printed), was = p[i];
		for (const char *s = alphabet; was != '-' && *s; s++) {
			p[i] = *s;
			CHECK((code_checked_parse(str_of(p), &back) == CODE_GOOD) == (*s == was));
		}
		if (i + 1 == printed.len || was == '-' || p[i + 1] == '-')
			continue;
		p[i] = p[i + 1];
		p[i + 1] = was;
		CHECK((code_checked_parse(str_of(p), &back) == CODE_GOOD) == (p[i] == was));
	}
	arena_free(a);
}

TEST(code_checked_of_another_length_is_none)
{
	struct code back;
	CHECK(code_checked_parse(STR(""), &back) == CODE_NONE);
	CHECK(code_checked_parse(STR("7K3QW-M2DXA"), &back) == CODE_NONE);
	CHECK(code_checked_parse(STR("7K3QW-M2DXA-000"), &back) == CODE_NONE);
}
