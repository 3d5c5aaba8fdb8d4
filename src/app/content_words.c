#include "app/content_words.h"

#include "base/arena.h"
#include "base/vec.h"

#define NO_BREAK 0xA0
#define NARROW_NO_BREAK 0x202F

/* Words in a sentence. Dutch is written first and at B1; French needs more for the same. */
static const struct {
	const char *lang;
	int most, most_easy;
} longest[] = {{"nl", 15, 9}, {"en", 18, 11}, {"fr", 20, 12}, {"de", 18, 11}};

/* Where a text says "u": as whole words, in any case but for German. */
static const struct {
	const char *lang, *word;
	bool exact;
} formal[] = {
	{"nl", "u"},
	{"nl", "uw"},
	{"fr", "vous"},
	{"fr", "votre"},
	{"fr", "vos"},
	{"de", "Ihr", true},
	{"de", "Ihre", true},
	{"de", "Ihren", true},
	{"de", "Ihrem", true},
	{"de", "Ihrer", true},
	{"de", "Ihres", true},
	{"de", "Ihnen", true},
};

void words_list_read(struct arena *a, struct str text, struct words_list *ret)
{
	*ret = (struct words_list){0};
	while (text.len) {
		struct str line = str_cut(&text, '\n');
		struct str better = str_cut(&line, '#');
		struct str word = str_trim(str_cut(&better, '='));
		if (word.len && str_trim(better).len)
			vec_push(a, ret, (struct words_avoided){word, str_trim(better)});
	}
}

struct reading {
	struct arena *arena;
	const struct words_text *of;
	struct words_faults *faults;
};

static void tell(const struct reading *r, struct str fault)
{
	vec_push(r->arena, r->faults, fault);
}

static bool is_word(uint32_t c)
{
	bool latin = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	bool beyond = c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x206F);
	return latin || beyond;
}

/* Takes the next word off the text; STR_NONE at its end. Its parts may have ’ and - between. */
static struct str next_word(struct str *io_text)
{
	const char *start = NULL, *end = NULL;
	struct str rest = *io_text;
	while (rest.len) {
		struct str before = rest;
		uint32_t c = utf8_next(&rest);
		if (is_word(c)) {
			start = start ? start : before.p;
			end = rest.p;
		} else if (start && (before.p != end || (c != '-' && c != 0x2019))) {
			break;
		}
	}
	*io_text = rest;
	return start ? (struct str){start, (size_t)(end - start)} : STR_NONE;
}

static int count_words(struct str sentence)
{
	int count = 0;
	while (next_word(&sentence).len)
		count++;
	return count;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == NO_BREAK || c == NARROW_NO_BREAK;
}

/* Takes a sentence off the text: up to white space behind a sign that ends one. */
static struct str next_sentence(struct str *io_text)
{
	struct str rest = *io_text;
	bool ended = false;
	while (rest.len) {
		struct str before = rest;
		uint32_t c = utf8_next(&rest);
		if (ended && is_space(c)) {
			struct str sentence = {io_text->p, (size_t)(before.p - io_text->p)};
			*io_text = rest;
			return sentence;
		}
		bool closes = c == '"' || c == 0x201D || c == 0xBB || c == 0x201C;
		ended = c == '.' || c == '?' || c == '!' || c == ':' || c == 0x2026 ||
			(ended && closes);
	}
	struct str all = *io_text;
	*io_text = STR_NONE;
	return all;
}

static void check_sentences(const struct reading *r)
{
	struct str text = r->of->text;
	int most = 0;
	for (size_t i = 0; i < sizeof(longest) / sizeof(*longest); i++)
		if (str_is(r->of->lang, longest[i].lang))
			most = r->of->is_easy ? longest[i].most_easy : longest[i].most;
	while (most && text.len) {
		struct str sentence = next_sentence(&text);
		int count = count_words(sentence);
		if (count > most)
			tell(r, str_fmt(r->arena,
					"has a sentence of %d words, at most %d: make two of "
					"\"%.*s\"",
					count, most, STR_ARG(sentence)));
	}
}

static void check_signs(const struct reading *r)
{
	struct str text = r->of->text;
	if (str_find(text, '!') < text.len)
		tell(r, STR("has an exclamation mark; leave it out"));
	if (str_find(text, '\'') < text.len || str_find(text, '"') < text.len)
		tell(r, STR("has a typewriter quote; use ’ or “ ”"));
	if (str_has(text, "  ") || str_trim(text).len < text.len)
		tell(r, STR("has white space too much"));
}

static bool is_no_break(uint32_t c)
{
	return c == NO_BREAK || c == NARROW_NO_BREAK;
}

/* French has a space that does not break before ? ; : and inside of its quotes. */
static void check_french(const struct reading *r)
{
	struct str text = r->of->text;
	uint32_t before = NO_BREAK;
	if (!str_is(r->of->lang, "fr"))
		return;
	while (text.len) {
		uint32_t c = utf8_next(&text);
		bool sign = c == '?' || c == ';' || c == 0xBB ||
			    (c == ':' && !str_starts(text, STR("//")));
		if ((sign && !is_no_break(before)) || (before == 0xAB && !is_no_break(c))) {
			tell(r, STR("needs a no-break space before ? ; : and inside « »"));
			return;
		}
		before = c;
	}
}

static bool is_formal(struct str lang, struct str word)
{
	for (size_t i = 0; i < sizeof(formal) / sizeof(*formal); i++)
		if (str_is(lang, formal[i].lang) &&
			(formal[i].exact ? str_is(word, formal[i].word)
					 : str_eq_nocase(word, str_of(formal[i].word))))
			return true;
	return false;
}

/* Each part of a word counts: "parlez-vous"; but a rendez-vous is nobody. */
static void check_formal(const struct reading *r)
{
	struct str text = r->of->text;
	for (struct str word = next_word(&text); word.len; word = next_word(&text)) {
		if (str_eq_nocase(word, STR("rendez-vous")))
			continue;
		while (word.len) {
			struct str part = str_cut(&word, '-');
			if (is_formal(r->of->lang, part))
				tell(r, str_fmt(r->arena, "is formal: \"%.*s\"", STR_ARG(part)));
		}
	}
}

static bool is_edge(struct str text, size_t at)
{
	if (at >= text.len)
		return true;
	unsigned char c = (unsigned char)text.p[at];
	return c < 0x80 && !is_word(c);
}

/* As a whole word, not as a part of another. */
static bool says(struct str text, struct str word)
{
	size_t from = 0;
	while (from < text.len) {
		size_t at = from + str_search(str_from(text, from), word);
		if (at == text.len)
			return false;
		if (is_edge(text, at + word.len) && (!at || is_edge(text, at - 1)))
			return true;
		from = at + 1;
	}
	return false;
}

static void check_avoided(const struct reading *r, const struct words_list *avoided)
{
	struct str lower = str_lower(r->arena, r->of->text);
	if (!str_is(r->of->lang, "nl"))
		return;
	for (size_t i = 0; i < avoided->len; i++)
		if (says(lower, avoided->at[i].word))
			tell(r, str_fmt(r->arena, "says \"%.*s\"; say: %.*s",
					STR_ARG(avoided->at[i].word),
					STR_ARG(avoided->at[i].better)));
}

void words_check(struct arena *a, const struct words_list *avoided, const struct words_text *text,
	struct words_faults *io)
{
	const struct reading r = {a, text, io};
	check_signs(&r);
	check_french(&r);
	check_formal(&r);
	check_sentences(&r);
	check_avoided(&r, avoided);
}

bool words_end(struct str text)
{
	while (str_ends(text, STR("”")) || str_ends(text, STR("»")))
		text.len -= str_ends(text, STR("»")) ? STR("»").len : STR("”").len;
	return str_ends(text, STR(".")) || str_ends(text, STR("?")) || str_ends(text, STR("؟")) ||
	       str_ends(text, STR("…"));
}
