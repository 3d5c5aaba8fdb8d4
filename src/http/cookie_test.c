#include "http/cookie.h"

#include "unit/unit.h"

static void check_value(const char *header, const char *want)
{
	struct str got = STR_NONE;
	CHECK(cookie_find(str_of(header), STR("session"), &got));
	CHECK_STR(got, want);
}

static void check_none(const char *header)
{
	struct str got = STR("untouched");
	if (!CHECK(!cookie_find(str_of(header), STR("session"), &got)))
		CHECK_STR(str_of(header), "(no cookie)");
	CHECK_STR(got, "untouched");
}

TEST(cookie_is_found_among_others)
{
	check_value("session=abc", "abc");
	check_value("a=b; session=abc; c=d", "abc");
	check_value("a=b;session=abc", "abc");
	check_value("session=", "");
	check_value("session=a=b", "a=b");
	check_value("bad cookie\"; ;; =; session=abc; x", "abc");
	check_value("xsession=1; sessionx=2; session=3", "3");
}

TEST(cookie_is_refused_when_in_doubt)
{
	check_none("");
	check_none("session");
	check_none("Session=1");
	check_none("session =1");
	check_none("session=1; session=2");
	check_none("session=1; session=1");
	check_none("session=\"1\"");
	check_none("session=a b");
	check_none("session=a,b");
	check_none("session=a\\b");
	check_none("session=caf\xc3\xa9");
	check_none("\tsession=1");
}
