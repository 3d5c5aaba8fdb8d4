#include "app/content_words.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "unit/unit.h"

static struct str told(struct arena *a, const struct words_text *text)
{
	struct words_list avoided;
	struct words_faults faults = {0};
	struct buf out;
	words_list_read(a, STR("# a = b\nreflectie = terugkijken\n\naccount aanmaken = b # c\nx\n"),
		&avoided);
	CHECK_INT((int64_t)avoided.len, 2);
	words_check(a, &avoided, text, &faults);
	buf_init(&out, a, 256, 4096);
	vec_each (struct str, it, &faults)
		buf_fmt(&out, "%.*s;", STR_ARG(*it));
	return buf_str(&out);
}

static struct str says(struct arena *a, const char *lang, const char *text)
{
	return told(a, &(struct words_text){str_of(lang), str_of(text), false});
}

/* n words and a full stop, then a short sentence. */
static struct words_text long_text(struct arena *a, const char *lang, int n)
{
	struct buf out;
	buf_init(&out, a, 256, 4096);
	for (int i = 1; i < n; i++)
		buf_lit(&out, "één ");
	buf_lit(&out, "eind. Kort.");
	return (struct words_text){str_of(lang), buf_str(&out), false};
}

TEST(words_of_a_long_sentence)
{
	static const struct {
		const char *lang;
		int most, most_easy;
	} limits[] = {{"nl", 15, 9}, {"en", 18, 11}, {"fr", 20, 12}, {"de", 18, 11}};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		struct words_text good = long_text(a, limits[i].lang, limits[i].most);
		struct words_text bad = long_text(a, limits[i].lang, limits[i].most + 1);
		CHECK_STR(told(a, &good), "");
		CHECK(str_starts(told(a, &bad), str_fmt(a, "has a sentence of %d words, at most %d",
							limits[i].most + 1, limits[i].most)));
		good = long_text(a, limits[i].lang, limits[i].most_easy);
		bad = long_text(a, limits[i].lang, limits[i].most_easy + 1);
		good.is_easy = bad.is_easy = true;
		CHECK_STR(told(a, &good), "");
		CHECK(told(a, &bad).len);
	}
	struct words_text other = long_text(a, "tr", 40);
	CHECK_STR(told(a, &other), "");
	arena_free(a);
}

TEST(words_end_with_a_sentence)
{
	struct arena *a = arena_new();
	CHECK_STR(
		says(a, "nl",
			"Een twee drie vier vijf zes zeven acht. “Negen tien elf.” Twaalf dertien "
			"veertien vijftien zestien…"),
		"");
	CHECK(words_end(STR("Ja.")) && words_end(STR("Hij zei: “ja.”")) && words_end(STR("En…")));
	CHECK(words_end(STR("من أنا؟")));
	CHECK(!words_end(STR("Ja")) && !words_end(STR_NONE));
	arena_free(a);
}

TEST(words_that_do_not_fit)
{
	static const char *const cases[][3] = {
		{"de", "Gut!", "has an exclamation mark; leave it out;"},
		{"fr", "C'est bon.", "has a typewriter quote; use ’ or “ ”;"},
		{"en", "Two  spaces.", "has white space too much;"},
		{"en", "One. ", "has white space too much;"},
		{"nl", "Wat kunt u goed?", "is formal: \"u\";"},
		{"nl", "Uw naam.", "is formal: \"Uw\";"},
		{"nl", "Hoe ga je nu naar school?", ""},
		{"fr", "Qui êtes-vous\u00a0?", "is formal: \"vous\";"},
		{"fr", "Un rendez-vous.", ""},
		{"de", "Wie ist Ihr Name?", "is formal: \"Ihr\";"},
		{"de", "Was macht ihr?", ""},
		{"fr", "Qui es-tu ?", "needs a no-break space before ? ; : and inside « »;"},
		{"fr", "Qui es-tu\u00a0? «\u00a0Moi\u00a0»", ""},
		{"fr", "«Moi\u202f»", "needs a no-break space before ? ; : and inside « »;"},
		{"fr", "https://leerpas.example", ""},
		{"nl", "Een reflectie.", "says \"reflectie\"; say: terugkijken;"},
		{"nl", "Zelfreflecties.", ""},
		{"nl", "Zelfreflectie, of Reflectie.", "says \"reflectie\"; say: terugkijken;"},
		{"nl", "Een account aanmaken.", "says \"account aanmaken\"; say: b;"},
		{"de", "Eine reflectie.", ""},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(says(a, cases[i][0], cases[i][1]), cases[i][2]);
	arena_free(a);
}
