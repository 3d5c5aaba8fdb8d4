#include "credential/jsonld_rdf.h"

#include "unit/unit.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

struct printed {
	const char *number, *datatype, *lexical, *becomes;
};

TEST(jsonld_number_in_xml_schema_form)
{
	static const char integer[] = XSD "integer", real[] = XSD "double",
			  floating[] = XSD "float";
	static const struct printed all[] = {
		{"0", NULL, "0", integer},
		{"-0", NULL, "0", integer},
		{"5.0", NULL, "5", integer},
		{"1e3", NULL, "1000", integer},
		{"-17", NULL, "-17", integer},
		{"12345678901234567890", NULL, "12345678901234567168", integer},
		{"999999999999999900000", NULL, "999999999999999868928", integer},
		{"1e21", NULL, "1.0E21", real},
		{"1.5", NULL, "1.5E0", real},
		{"-0.25", NULL, "-2.5E-1", real},
		{"5.3", NULL, "5.3E0", real},
		{"100.1", NULL, "1.001E2", real},
		{"3", real, "3.0E0", real},
		{"0", real, "0.0E0", real},
		{"1.5", floating, "1.5E0", floating},
		{"3", floating, "3", floating},
		{"0.1", NULL, "1.0E-1", real},
		{"5e-324", NULL, "4.940656458412465E-324", real},
		{"1.7976931348623157e308", NULL, "1.797693134862316E308", real},
		/* exactly half way: away from zero */
		{"2251799813685248.5", NULL, "2.251799813685249E15", real},
		{"-2251799813685248.5", NULL, "-2.251799813685249E15", real},
		{"2251799813685249.5", NULL, "2.25179981368525E15", real},
		/* a little less than a power of ten */
		{"1e24", NULL, "1.0E24", real},
		{"1e28", NULL, "1.0E28", real},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct str datatype = str_of(all[i].datatype), lexical = STR_NONE;
		struct json *number;
		REQUIRE_OK(json_parse(a, str_of(all[i].number), &json_limits_default, &number));
		CHECK_OK(rdf_number(a, number, &datatype, &lexical));
		CHECK_STR(lexical, all[i].lexical);
		CHECK_STR(datatype, all[i].becomes);
	}
	arena_free(a);
}

TEST(jsonld_number_beyond_the_doubles_is_refused)
{
	struct arena *a = arena_new();
	struct str datatype = STR_NONE, lexical;
	struct json *number;
	REQUIRE_OK(json_parse(a, STR("1e400"), &json_limits_default, &number));
	CHECK_ERR(rdf_number(a, number, &datatype, &lexical), ERR_INVALID);
	arena_free(a);
}
