#include "i18n/country.h"

#include "base/arena.h"
#include "codec/fold.h"
#include "i18n/i18n.h"
#include "unit/unit.h"

static const struct lang *language(struct arena *a, const char *tag)
{
	struct i18n *i;
	if (!CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i)))
		return NULL;
	return i18n_find(i, str_of(tag));
}

TEST(country_is_known_by_its_codes_and_names)
{
	static const char *const cases[][2] = {{"BE", "BE"}, {"be", "BE"}, {"BEL", "BE"},
		{"Belgium", "BE"}, {" belgi\xc3\xab ", "BE"}, {"Belgie", "BE"}, {"BELGIQUE", "BE"},
		{"Belgien", "BE"}, {"the Netherlands", "NL"}, {"Holland", "NL"},
		{"Nederland", "NL"}, {"UK", "GB"}, {"EL", "GR"},
		{"\xce\x95\xce\xbb\xce\xbb\xce\xac\xce\xb4\xce\xb1", "GR"},
		{"\xce\x95\xce\x9b\xce\x9b\xce\x91\xce\x94\xce\x91", "GR"}, {"Turkey", "TR"},
		{"T\xc3\xbcrkiye", "TR"}, {"TURKIYE", "TR"}, {"Czech Republic", "CZ"},
		{"\xd0\x91\xd1\x8a\xd0\xbb\xd0\xb3\xd0\xb0\xd1\x80\xd0\xb8\xd1\x8f", "BG"},
		{"\xe1\x83\xa1\xe1\x83\x90\xe1\x83\xa5\xe1\x83\x90\xe1\x83\xa0\xe1\x83\x97\xe1\x83"
		 "\x95\xe1\x83\x94\xe1\x83\x9a\xe1\x83\x9d",
			"GE"},
		{"Noord Macedoni\xc3\xab", "MK"}, {"C\xc3\xb4te d\xe2\x80\x99Ivoire", "CI"},
		{"Kosovo", "XK"}, {"U.S.A.", "US"}, {"\xc3\x96STERREICH", "AT"}};
	struct arena *a = arena_new();
	const struct countries *c = countries_new(a);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct country *found = country_find(c, a, str_of(cases[i][0]));
		unit_check(
			found && str_is(found->code, cases[i][1]), __FILE__, __LINE__, cases[i][0]);
	}
	CHECK(!country_find(c, a, STR("")));
	CHECK(!country_find(c, a, STR("-")));
	CHECK(!country_find(c, a, STR("Belguim")));
	CHECK(!country_find(c, a, STR("Atlantis")));
	arena_free(a);
}

static void check_near(const char *text, const char *want)
{
	struct arena *a = arena_new();
	const struct countries *c = countries_new(a);
	const struct country *near[COUNTRY_NEAR_MOST];
	struct str codes = STR("");
	size_t len = country_near(c, a, str_of(text), near);
	for (size_t i = 0; i < len; i++)
		codes = str_fmt(
			a, "%.*s%s%.*s", STR_ARG(codes), i ? " " : "", STR_ARG(near[i]->code));
	CHECK_STR(codes, want);
	arena_free(a);
}

TEST(country_that_was_meant_is_near)
{
	check_near("Belguim", "BE");
	check_near("Begium", "BE");
	check_near("Nederlan", "NL");
	check_near("Portugual", "PT");
	check_near("Ukrane", "UA");
	check_near("Slovania", "SK SI");
	check_near("Atlantis", "");
	check_near("XX", "");
	check_near("", "");
	check_near("Itly", "IT");
}

TEST(country_has_a_name_in_each_language)
{
	static const char *const names[][2] = {
		{"nl", "Duitsland"}, {"en", "Germany"}, {"fr", "Allemagne"}, {"de", "Deutschland"}};
	struct arena *a = arena_new();
	const struct countries *c = countries_new(a);
	const struct country *germany = country_find(c, a, STR("DE"));
	REQUIRE(germany != NULL);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		CHECK_STR(country_name(germany, language(a, names[i][0])), names[i][1]);
	arena_free(a);
}

/* Nothing that a person types may mean two countries, and no field may be empty. */
TEST(country_list_is_whole)
{
	struct arena *a = arena_new();
	const struct countries *c = countries_new(a);
	const struct lang *l = language(a, "fr");
	const struct country *const *sorted = countries_sorted(a, c, l);
	CHECK_INT((int64_t)countries_len(c), 250);
	for (size_t i = 0; i < countries_len(c); i++) {
		struct str rest = sorted[i]->line;
		size_t fields = 0;
		CHECK(i == 0 || str_cmp(fold(a, country_name(sorted[i - 1], l)),
					fold(a, country_name(sorted[i], l))) < 0);
		CHECK_INT((int64_t)sorted[i]->code.len, 2);
		for (; rest.len; fields++) {
			struct str field = str_cut(&rest, '\t');
			const struct country *found = country_find(c, a, field);
			unit_check(found == sorted[i], __FILE__, __LINE__, str_z(a, field));
		}
		CHECK(fields >= 6);
	}
	arena_free(a);
}

TEST(country_is_of_the_european_economic_area_or_not)
{
	static const char *const inside[] = {"BE", "NL", "FR", "RE", "IS", "LI", "NO", "HR"};
	static const char *const outside[] = {"GB", "CH", "GE", "TR", "UA", "RS", "XK", "", "B"};
	struct arena *a = arena_new();
	const struct countries *all = countries_new(a);
	int count = 0;
	for (size_t i = 0; i < sizeof(inside) / sizeof(*inside); i++)
		CHECK(country_in_eea(str_of(inside[i])));
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++)
		CHECK(!country_in_eea(str_of(outside[i])));
	const struct country *const *sorted = countries_sorted(a, all, language(a, "en"));
	for (size_t i = 0; i < countries_len(all); i++)
		count += country_in_eea(sorted[i]->code);
	CHECK_INT(count, 37); /* all of the list: 27, three, and seven regions */
	arena_free(a);
}
