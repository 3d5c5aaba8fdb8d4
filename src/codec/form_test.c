#include "codec/form.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(form_reads_names_and_values_in_order)
{
	struct arena *a = arena_new();
	struct form form;
	REQUIRE_OK(form_parse(a, STR("a=1&b=two+words&a=%C3%A9%0D%0A&c&=x&d=1=2&&e="),
		&form_limits_default, &form));
	CHECK_INT((int64_t)form.len, 7);
	CHECK_STR(form_get(&form, STR("a")), "1");
	CHECK_STR(form_get(&form, STR("b")), "two words");
	CHECK(form_get(&form, STR("c")).p != NULL);
	CHECK_STR(form_get(&form, STR("c")), "");
	CHECK_STR(form_get(&form, STR("")), "x");
	CHECK_STR(form_get(&form, STR("d")), "1=2");
	CHECK(form_get(&form, STR("z")).p == NULL);
	const struct form_field *second =
		form_next(&form, STR("a"), form_next(&form, STR("a"), NULL));
	REQUIRE(second);
	CHECK_STR(second->value, "\xc3\xa9\r\n");
	CHECK(form_next(&form, STR("a"), second) == NULL);
	CHECK(form_file(&form, STR("a")) == NULL);
	int count = 0;
	form_each(field, &form) count += field->name.len == 1;
	CHECK_INT(count, 6);
	arena_free(a);
}

TEST(form_may_be_empty)
{
	struct arena *a = arena_new();
	struct form form;
	CHECK_OK(form_parse(a, STR_NONE, &form_limits_default, &form));
	CHECK_INT((int64_t)form.len, 0);
	CHECK(form_get(&form, STR("a")).p == NULL);
	CHECK_OK(form_parse(a, STR("&&&"), &form_limits_default, &form));
	CHECK_INT((int64_t)form.len, 0);
	arena_free(a);
}

TEST(form_refuses_bad_encoding_and_nul)
{
	static const char *const bad[] = {
		"a=%", "a=%4", "%=1", "a=%00", "%00=1", "a=%ff", "%ff=1", "a=\xff", "x=1&a=%zz"};
	struct arena *a = arena_new();
	struct form form;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_ERR(form_parse(a, str_of(bad[i]), &form_limits_default, &form), ERR_INVALID);
	CHECK_ERR(form_parse(a, (struct str){"a=\0", 3}, &form_limits_default, &form), ERR_INVALID);
	arena_free(a);
}

TEST(form_keeps_its_limits)
{
	struct arena *a = arena_new();
	struct form form;
	struct form_limits few = {.bytes = 8, .fields = 2};
	CHECK_OK(form_parse(a, STR("a=1&b=23"), &few, &form));
	CHECK_ERR(form_parse(a, STR("a=1&b=234"), &few, &form), ERR_TOO_LARGE);
	CHECK_ERR(form_parse(a, STR("a&b&c"), &few, &form), ERR_TOO_LARGE);
	CHECK_OK(form_parse(a, STR("a&b&&&"), &few, &form));
	arena_free(a);
}
