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
