/* Every text in every language: which there are, and how they are written. */
#include "app/content_check_inside.h"

#include "base/vec.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

struct wording {
	struct content_checker *c;
	const struct content_document *d;
	bool is_easy;
	const struct i18n *i18n; /* of a chapter: companions read it too; else NULL */
};

static bool is_sentence(struct str name)
{
	static const char *const sentences[] = {"text", "help", "example", "prompt", "why", "skip",
		"intro", "about", "start", "halfway", "end"};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		if (str_is(name, sentences[i]))
			return true;
	return false;
}

/* What can be chosen, or stands over something. */
static bool is_label(const struct schema_place *at)
{
	for (; at; at = at->up)
		if (str_is(at->name, "options") || str_is(at->name, "sections") ||
			str_is(at->name, "labels"))
			return true;
	return false;
}

/* What the text is for says whether it is a sentence; a name or a label is none. */
static void check_end(const struct wording *w, const struct schema_place *at, struct str name)
{
	struct str text = json_str(at->value);
	bool label = is_label(at);
	if (is_sentence(name) && !label && !words_end(text))
		content_tell(w->c, w->d, at, "does not end its sentence");
	if ((str_is(name, "title") || label) && str_ends(text, STR(".")))
		content_tell(w->c, w->d, at, "is no sentence: leave out the full stop");
}

/* Of a chapter, companions meet the questions and what can be chosen, and what starts a talk. */
static void check_companions(const struct wording *w, const struct schema_place *at)
{
	static const char *const met[] = {"title", "text", "prompt", "low", "high"};
	for (size_t i = 0; w->i18n && i < sizeof(met) / sizeof(*met); i++)
		for (size_t k = i18n_count(w->i18n); k < i18n_all(w->i18n); k++) {
			struct str tag = lang_tag(i18n_at(w->i18n, k));
			if (str_is(at->name, met[i]) && !json_get(at->value, tag))
				content_tell(w->c, w->d, at, "companions read it: add \"%.*s\"",
					STR_ARG(tag));
		}
}

static void check_map(const struct wording *w, const struct schema_place *at)
{
	check_companions(w, at);
	json_each_member (it, at->value) {
		struct schema_place down = {at, it->name, 0, &it->value};
		struct words_text text = {it->name, json_str(&it->value), w->is_easy};
		struct words_faults faults = {0};
		words_check(w->c->arena, &w->c->avoided, &text, &faults);
		vec_each (struct str, fault, &faults)
			content_tell(w->c, w->d, &down, "%.*s", STR_ARG(*fault));
		check_end(w, &down, at->name);
	}
}

static void check_words(const struct wording *w, const struct schema_place *at)
{
	const struct json *when = json_get(at->value, STR("when"));
	struct wording inner = *w;
	inner.is_easy |= str_is(content_text(when, "level"), "a2");
	if (json_get(at->value, STR("nl"))) {
		check_map(&inner, at);
		return;
	}
	if (at->value->type == JSON_ARRAY)
		for (size_t i = 0; i < at->value->len; i++) {
			struct schema_place down = content_item(at, i);
			check_words(&inner, &down);
		}
	if (at->value->type == JSON_OBJECT)
		json_each_member (it, at->value) {
			struct schema_place down = {at, it->name, 0, &it->value};
			check_words(&inner, &down);
		}
}

void content_check_words(
	struct content_checker *c, const struct content_document *d, const struct i18n *i18n)
{
	struct schema_place top = {.value = d->value};
	check_words(&(struct wording){c, d, false, i18n}, &top);
}
