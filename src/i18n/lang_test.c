#include "i18n/i18n.h"
#include "i18n/lang.h"

#include "base/arena.h"
#include "unit/unit.h"

static struct i18n *built_in(struct arena *a)
{
	struct i18n *i = NULL;
	CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	return i;
}

TEST(lang_translates_by_english_id)
{
	struct arena *a = arena_new();
	struct i18n *i = built_in(a);
	const struct lang *nl = i18n_find(i, STR("nl")), *en = i18n_find(i, STR("en"));
	CHECK_STR(lang_text(nl, "Sign in first."), "Log eerst in.");
	CHECK_STR(lang_text(en, "Sign in first."), "Sign in first.");
	CHECK_STR(lang_text(nl, "nobody translated this"), "nobody translated this");
	CHECK_STR(lang_text(nl, ""), "");
	CHECK_STR(lang_text_in(nl, "month", "May"), "mei");
	CHECK_STR(lang_text(nl, "May"), "May");
	CHECK_STR(lang_tag(nl), "nl");
	CHECK_STR(lang_name(nl), "Nederlands");
	CHECK_STR(lang_name(en), "English");
	CHECK_STR(lang_direction(nl), "ltr");
	arena_free(a);
}

TEST(lang_falls_back_to_the_english_plural)
{
	struct arena *a = arena_new();
	const struct lang *fr = i18n_find(built_in(a), STR("fr"));
	CHECK_STR(lang_plural(fr, "{n} untranslated", "{n} untranslateds", 1), "{n} untranslated");
	CHECK_STR(lang_plural(fr, "{n} untranslated", "{n} untranslateds", 0), "{n} untranslateds");
	CHECK_INT(lang_form(fr, 0), 0);
	CHECK_INT(lang_form(fr, -2), 1);
	CHECK_INT(lang_form(fr, INT64_MIN), 1);
	CHECK_INT(lang_forms(fr), 2);
	arena_free(a);
}

/* Every form that has one number at least. */
TEST(lang_has_the_plurals_of_companions)
{
	static const struct {
		const char *tag;
		int64_t n;
		const char *text;
	} cases[] = {
		{"ar", 1, "محاولات كثيرة جدًا. انتظروا ثانية واحدة."},
		{"ar", 2, "محاولات كثيرة جدًا. انتظروا ثانيتين."},
		{"ar", 103, "محاولات كثيرة جدًا. انتظروا \u2068{n}\u2069 ثوانٍ."},
		{"ar", 11, "محاولات كثيرة جدًا. انتظروا \u2068{n}\u2069 ثانية."},
		{"pl", 1, "Za dużo prób. Poczekaj {n} sekundę."},
		{"pl", 22, "Za dużo prób. Poczekaj {n} sekundy."},
		{"pl", 12, "Za dużo prób. Poczekaj {n} sekund."},
		{"uk", 21, "Забагато спроб. Зачекайте {n} секунду."},
		{"uk", 3, "Забагато спроб. Зачекайте {n} секунди."},
		{"uk", 11, "Забагато спроб. Зачекайте {n} секунд."},
		{"tr", 7, "Çok fazla deneme. {n} saniye bekleyin."},
	};
	struct arena *a = arena_new();
	struct i18n *i = built_in(a);
	for (size_t at = 0; at < sizeof(cases) / sizeof(*cases); at++) {
		const struct lang *l = i18n_find_any(i, str_of(cases[at].tag));
		REQUIRE(l);
		CHECK_STR(lang_plural(l, "Too many tries. Wait {n} second.",
				  "Too many tries. Wait {n} seconds.", cases[at].n),
			cases[at].text);
	}
	CHECK_INT(lang_forms(i18n_find_any(i, STR("ar"))), 6);
	arena_free(a);
}

TEST(lang_of_companions_has_their_texts_alone)
{
	struct arena *a = arena_new();
	const struct lang *ar = i18n_find_any(built_in(a), STR("ar"));
	REQUIRE(ar);
	CHECK_STR(lang_direction(ar), "rtl");
	CHECK(lang_has(ar, "Sign in first."));
	CHECK(!lang_has(ar, "We cannot read this picture."));
	CHECK(lang_has(i18n_find(built_in(a), STR("en")), "Sign in first."));
	arena_free(a);
}

/* A Latin name in an Arabic sentence, and the other way round: neither turns the other over. */
TEST(lang_from_right_to_left_isolates_what_is_filled_in)
{
	struct arena *a = arena_new();
	struct i18n *i = built_in(a);
	const struct lang *ar = i18n_find_any(i, STR("ar"));
	REQUIRE(ar);
	CHECK_STR(lang_text(ar, "Hello {name},"), "مرحبًا \u2068{name}\u2069،");
	CHECK_STR(lang_text(i18n_find(i, STR("nl")), "Hello {name},"), "Hallo {name},");
	CHECK_STR(lang_text_in(ar, "time", "{hour}:{minute}"), "{hour}:{minute}");
	arena_free(a);
}

TEST(lang_fills_placeholders)
{
	struct arena *a = arena_new();
	struct lang_value values[] = {{"name", STR("{n} Ann")}, {"n", STR("3")}, {0}};
	CHECK_STR(lang_fill(a, STR("{name}: {n}"), values), "{n} Ann: 3");
	CHECK_STR(lang_fill(a, STR("{other} {n"), values), "{other} {n");
	CHECK_STR(lang_fill(a, STR("{{n}}"), values), "{3}");
	CHECK_STR(lang_fill(a, STR("}{"), values), "}{");
	CHECK_STR(lang_fill(a, STR(""), values), "");
	arena_free(a);
}

TEST(lang_says_errors)
{
	struct arena *a = arena_new();
	const struct lang *nl = i18n_find(built_in(a), STR("nl"));
	err_t e = err_number(err_field("name", "Use at most {n} character."), 80);
	CHECK_STR(lang_error(a, nl, e), "Gebruik hoogstens 80 tekens.");
	err_free(e);
	e = err_log(ERR_NOT_FOUND, "row 7");
	CHECK_STR(lang_error(a, nl, e), "Deze pagina bestaat niet.");
	err_free(e);
	arena_free(a);
}
