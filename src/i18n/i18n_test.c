#include "i18n/i18n.h"

#include "i18n/lang.h"
#include "base/arena.h"
#include "unit/unit.h"

/* The tag chosen for this wish; the standard is Dutch. */
static struct str choice(struct arena *a, struct i18n_wish wish)
{
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	return lang_tag(i18n_choose(i, &wish));
}

TEST(i18n_prefers_choice_then_account_then_browser)
{
	struct arena *a = arena_new();
	struct i18n_wish wish = {STR("fr"), STR("de"), STR("en")};
	CHECK_STR(choice(a, wish), "fr");
	wish.chosen = STR("xx");
	CHECK_STR(choice(a, wish), "de");
	wish.account = STR_NONE;
	CHECK_STR(choice(a, wish), "en");
	wish.accept = STR("ja, zh;q=0.5");
	CHECK_STR(choice(a, wish), "nl");
	arena_free(a);
}

TEST(i18n_reads_accept_language)
{
	static const struct {
		const char *accept, *tag;
	} cases[] = {
		{"en-GB,en;q=0.9,nl;q=0.8", "en"},
		{"nl;q=0.3, fr;q=0.31", "fr"},
		{"DE-at", "de"},
		{"de;q=0, en;q=0.001", "en"},
		{"ja, *;q=0.5, fr;q=0.4", "nl"},
		{"fr ; q=1.000", "fr"},
		{"fr;q=2, en;q=0.1", "en"},
		{"fr;q=, en;q=0.1", "en"},
		{"fr;q=0.12345, en;q=0.1", "en"},
		{"fr;level=1, en", "en"},
		{",,;q=1,-,en", "en"},
		{"", "nl"},
		{"de,fr", "de"},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct i18n_wish wish = {.accept = str_of(cases[i].accept)};
		CHECK_STR(choice(a, wish), cases[i].tag);
	}
	arena_free(a);
}

TEST(i18n_has_the_interface_languages)
{
	struct arena *a = arena_new();
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("en"), &i));
	CHECK_INT((int64_t)i18n_count(i), 4);
	CHECK_STR(lang_tag(i18n_at(i, 0)), "nl");
	CHECK_STR(lang_tag(i18n_standard(i)), "en");
	CHECK_INT((int64_t)i18n_all(i), 8);
	for (size_t at = 0; at < i18n_all(i); at++) {
		CHECK_INT((int64_t)lang_index(i18n_at(i, at)), (int64_t)at);
		CHECK(lang_is_whole(i18n_at(i, at)) == (at < i18n_count(i)));
	}
	arena_free(a);
}

TEST(i18n_keeps_the_languages_of_companions_apart)
{
	struct arena *a = arena_new();
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	CHECK(!i18n_find(i, STR("ar")));
	REQUIRE(i18n_find_any(i, STR("ar-SY")));
	CHECK_STR(lang_tag(i18n_find_any(i, STR("ar-SY"))), "ar");
	CHECK_ERR(i18n_new(a, i18n_catalogues, STR("ar"), &i), ERR_INVALID);
	struct embed mixed[] = {i18n_catalogues[0], i18n_catalogues[4], i18n_catalogues[1], {0}};
	CHECK_ERR(i18n_new(a, mixed, STR("nl"), &i), ERR_INVALID);
	arena_free(a);
}

TEST(i18n_chooses_a_language_of_companions_and_one_behind_it)
{
	static const struct {
		const char *chosen, *account, *accept, *any, *whole;
	} cases[] = {
		{"", "", "ar,en;q=0.8", "ar", "en"},
		{"", "", "uk", "uk", "nl"},
		{"", "pl", "fr", "pl", "fr"},
		{"tr.de", "pl", "fr", "tr", "de"},
		{"tr.de", "en", "fr", "tr", "de"},
		{"xx.tr", "en", "fr", "tr", "en"},
		{"de.tr", "", "", "de", "de"},
		{".", "", "", "nl", "nl"},
	};
	struct arena *a = arena_new();
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	for (size_t at = 0; at < sizeof(cases) / sizeof(*cases); at++) {
		struct i18n_wish wish = {str_of(cases[at].chosen), str_of(cases[at].account),
			str_of(cases[at].accept)};
		CHECK_STR(lang_tag(i18n_choose_any(i, &wish)), cases[at].any);
		CHECK_STR(lang_tag(i18n_choose(i, &wish)), cases[at].whole);
	}
	arena_free(a);
}

TEST(i18n_refuses_broken_catalogues)
{
	struct arena *a = arena_new();
	struct i18n *i = NULL;
	struct embed broken[] = {{"xx.mo", STR("not a catalogue")}, {0}};
	CHECK_ERR(i18n_new(a, broken, STR("xx"), &i), ERR_INVALID);
	CHECK_ERR(i18n_new(a, i18n_catalogues, STR("xx"), &i), ERR_INVALID);
	CHECK(!i);
	arena_free(a);
}
