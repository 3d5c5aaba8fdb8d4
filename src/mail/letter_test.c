#include "mail/letter.h"

#include "base/arena.h"
#include "i18n/i18n.h"
#include "unit/unit.h"

#include <string.h>

static const struct lang *dutch(struct arena *a)
{
	struct i18n *i;
	return CHECK_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i)) ? i18n_standard(i) : NULL;
}

static const char *const hello[] = {"untranslated: {name},", "Sign in first.", NULL};
static const char *const small[] = {"untranslated ending", NULL};

static struct letter full(const struct lang_value *values)
{
	return (struct letter){.subject = "untranslated {name}",
		.before = hello,
		.code_page = STR("https://example.test/in"),
		.code = STR("402 917"),
		.button = "Sign in",
		.link = STR("https://example.test/in#a&b"),
		.after = small,
		.values = values};
}

TEST(letter_says_the_same_as_text_and_as_html)
{
	struct arena *a = arena_new();
	const struct lang_value values[] = {{"name", STR("Zo\u00eb")}, {0}};
	struct letter letter = full(values);
	struct letter_text t = {0};
	REQUIRE_OK(letter_render(a, dutch(a), &letter, &t));
	CHECK_STR(t.subject, "untranslated Zo\u00eb");
	CHECK_STR(t.lang, "nl");
	CHECK(str_starts(t.text, STR("untranslated: Zo\u00eb,\n\nLog eerst "
				     "in.\n\nhttps://example.test/in\n\n    402 917\n\n")));
	CHECK(str_has(t.text, ":\nhttps://example.test/in#a&b\n\n"));
	CHECK(str_ends(t.text, STR("untranslated ending\n\n")));
	CHECK(str_starts(t.html, STR("<!doctype html>\n<html lang=\"nl\" dir=\"ltr\">")));
	CHECK(str_has(t.html, ">untranslated: Zo\u00eb,</p>"));
	CHECK(str_has(t.html, ">402 917</p>") && str_has(t.html, ">https://example.test/in</p>"));
	CHECK(str_has(t.html, "href=\"https://example.test/in#a&amp;b\""));
	arena_free(a);
}

/* One text that a language of companions lacks, wherever it stands, is enough. */
TEST(letter_knows_in_which_languages_it_is)
{
	static const char *const known[] = {"Sign in first.", NULL};
	struct arena *a = arena_new();
	struct i18n *i = NULL;
	REQUIRE_OK(i18n_new(a, i18n_catalogues, STR("nl"), &i));
	const struct lang *ar = i18n_find_any(i, STR("ar"));
	struct letter letter = {.subject = "Sign in",
		.before = known,
		.button = "Sign in",
		.after = known,
		.foot = "Choose yourself which mails you get"};
	CHECK(letter_is_in(ar, &letter));
	struct letter others[] = {letter, letter, letter, letter, letter};
	others[0].subject = "untranslated";
	others[1].before = hello;
	others[2].button = "untranslated";
	others[3].after = small;
	others[4].foot = "untranslated";
	for (size_t at = 0; at < sizeof(others) / sizeof(*others); at++) {
		CHECK(!letter_is_in(ar, &others[at]));
		CHECK(letter_is_in(i18n_standard(i), &others[at]));
	}
	CHECK(letter_is_in(ar, &(struct letter){.subject = "Sign in"}));
	arena_free(a);
}

TEST(letter_ends_in_a_link)
{
	struct arena *a = arena_new();
	const struct lang_value values[] = {{"name", STR("Anna")}, {0}};
	struct letter letter = full(values);
	struct letter_text t = {0};
	letter.foot = "untranslated foot";
	letter.foot_link = STR("https://example.test/mails#a&b");
	REQUIRE_OK(letter_render(a, dutch(a), &letter, &t));
	CHECK(str_ends(t.text, STR("-- \nuntranslated foot:\nhttps://example.test/mails#a&b\n")));
	CHECK(str_has(t.html, "href=\"https://example.test/mails#a&amp;b\""));
	letter.foot_link = STR("javascript:x");
	CHECK_ERR(letter_render(a, dutch(a), &letter, &t), ERR_INVALID);
	arena_free(a);
}

TEST(letter_values_are_text_and_nothing_else)
{
	struct arena *a = arena_new();
	const struct lang_value values[] = {{"name", STR("\"><script>x</script>\r\nBcc: y")}, {0}};
	struct letter letter = full(values);
	struct letter_text t = {0};
	REQUIRE_OK(letter_render(a, dutch(a), &letter, &t));
	CHECK(!str_has(t.html, "<script>"));
	CHECK(str_has(t.html, "&lt;script&gt;x&lt;/script&gt;"));
	CHECK_STR(t.subject, "untranslated \"><script>x</script>  Bcc: y");
	arena_free(a);
}

TEST(letter_needs_a_link_behind_its_button)
{
	struct arena *a = arena_new();
	static const char *const wrong[] = {"", "javascript:alert(1)", "/in", "//example.test/",
		"mailto:a@example.test", "https://example.test/a b", "https://example.test/\r\nx"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct letter letter = {.subject = "x", .before = hello, .button = "Sign in"};
		struct letter_text t;
		letter.link = str_of(wrong[i]);
		CHECK_ERR(letter_render(a, dutch(a), &letter, &t), ERR_INVALID);
	}
	arena_free(a);
}

TEST(letter_has_a_largest_size)
{
	struct arena *a = arena_new();
	char *p = arena_alloc(a, LETTER_MOST);
	memset(p, 'x', LETTER_MOST);
	struct str large = {p, LETTER_MOST};
	const struct lang_value long_name[] = {{"name", str_sub(large, 0, 401)}, {0}};
	const struct lang_value huge[] = {{"text", large}, {0}};
	static const char *const body[] = {"{text}", NULL};
	struct letter letter = {.subject = "{name}", .before = body, .values = long_name};
	struct letter_text t;
	CHECK_ERR(letter_render(a, dutch(a), &letter, &t), ERR_TOO_LARGE);
	letter = (struct letter){.subject = "x", .before = body, .values = huge};
	CHECK_ERR(letter_render(a, dutch(a), &letter, &t), ERR_TOO_LARGE);
	arena_free(a);
}
