#include "i18n/plural.h"

#include "unit/unit.h"

#include <string.h>

static unsigned form(const char *rule, uint64_t n)
{
	struct plural p;
	err_t e = plural_parse(str_of(rule), &p);
	CHECK(!e);
	if (e) {
		err_free(e);
		return 99;
	}
	return plural_form(&p, n);
}

TEST(plural_knows_the_rules_of_many_languages)
{
	const char *english = "nplurals=2; plural=(n != 1);";
	const char *french = "nplurals=2; plural=(n > 1);";
	const char *polish = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && "
			     "(n%100<10 || n%100>=20) ? 1 : 2);";
	const char *arabic = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && "
			     "n%100<=10 ? 3 : n%100>=11 ? 4 : 5;";
	CHECK_INT(form(english, 0), 1);
	CHECK_INT(form(english, 1), 0);
	CHECK_INT(form(french, 0), 0);
	CHECK_INT(form(french, 2), 1);
	CHECK_INT(form(polish, 1), 0);
	CHECK_INT(form(polish, 22), 1);
	CHECK_INT(form(polish, 12), 2);
	const unsigned arabic_forms[] = {0, 1, 2, 3, 3};
	for (unsigned n = 0; n < 5; n++)
		CHECK_INT(form(arabic, n), arabic_forms[n]);
	CHECK_INT(form(arabic, 11), 4);
	CHECK_INT(form(arabic, 100), 5);
	CHECK_INT(form("nplurals=1; plural=0;", 7), 0);
}

TEST(plural_binds_as_c_does)
{
	CHECK_INT(form("nplurals=6;plural=1+2*2;", 0), 5);
	CHECK_INT(form("nplurals=6;plural=(1+1)*2;", 0), 4);
	CHECK_INT(form("nplurals=6;plural=5-2-1;", 0), 2);
	CHECK_INT(form("nplurals=6;plural=8/2/2;", 0), 2);
	CHECK_INT(form("nplurals=6;plural=1||0&&0;", 0), 1);
	CHECK_INT(form("nplurals=6;plural=!n*2;", 0), 2);
	CHECK_INT(form("nplurals=6;plural=2==2<3;", 0), 0);
	CHECK_INT(form("nplurals=6;plural=n<=2;", 2), 1);
	CHECK_INT(form("nplurals=6;plural=n?n>5?3:2:1;", 9), 3);
}

TEST(plural_stays_below_its_forms)
{
	CHECK_INT(form("nplurals=2;plural=n;", 2), 0);
	CHECK_INT(form("nplurals=2;plural=n/0;", 2), 0);
	CHECK_INT(form("nplurals=2;plural=n%0;", 2), 0);
	CHECK_INT(form("nplurals=2;plural=0-1;", 2), 0);
}

TEST(plural_refuses_what_is_no_rule)
{
	static const char *const rules[] = {"", "plural=n;", "nplurals=0; plural=n;",
		"nplurals=7; plural=n;", "nplurals=2; plural=n", "nplurals=2; plural=;",
		"nplurals=2; plural=n+;", "nplurals=2; plural=(n;", "nplurals=2; plural=n ? 1;",
		"nplurals=2; plural=n = 1;", "nplurals=2; plural=n; system()",
		"nplurals=2; plural=m;", "nplurals=2; plural=999999999;",
		"nplurals=2; plural=n 1;"};
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		struct plural p;
		CHECK_ERR(plural_parse(str_of(rules[i]), &p), ERR_INVALID);
	}
}

/* "nplurals=2; plural=", then part n times, then end. */
static err_t parse_long(const char *part, unsigned n, const char *end)
{
	char rule[4096] = "nplurals=2; plural=";
	size_t len = strlen(rule);
	for (; n--; len += strlen(part))
		memcpy(rule + len, part, strlen(part));
	memcpy(rule + len, end, strlen(end));
	struct plural p;
	return plural_parse((struct str){rule, len + strlen(end)}, &p);
}

TEST(plural_is_bounded)
{
	CHECK_OK(parse_long("(", 0, "n;"));
	CHECK_OK(parse_long("n+", 60, "n;"));
	CHECK_ERR(parse_long("n+", 200, "n;"), ERR_INVALID);
	CHECK_ERR(parse_long("(", 1000, "n;"), ERR_INVALID);
	CHECK_ERR(parse_long("!", 1000, "n;"), ERR_INVALID);
	CHECK_ERR(parse_long("n?n:", 500, "n;"), ERR_INVALID);
}
