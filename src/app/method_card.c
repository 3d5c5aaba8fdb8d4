#include "app/method_card.h"

#include "app/app.h"
#include "codec/json.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "paper/handout.h"

struct method_cards {
	struct method_card **editions; /* by language */
	size_t len;
};

struct reader {
	struct arena *arena;
	struct str lang;
};

static err_t fault(const char *what)
{
	return err_log(ERR_INVALID, "method cards: %s", what);
}

static err_t words_of(const struct reader *r, const struct json *map, struct str *ret_text)
{
	*ret_text = json_str(json_get(map, r->lang));
	return ret_text->len ? NULL : fault("a text is missing");
}

static err_t read_card(const struct reader *r, const struct json *source, struct method_card *ret)
{
	const struct json *steps = json_get(source, STR("steps"));
	ret->id = json_str(json_get(source, STR("id")));
	if (!ret->id.len || !steps || steps->type != JSON_ARRAY || !steps->len ||
		steps->len > METHOD_STEPS_MOST)
		return fault("a card without id or steps");
	TRY(words_of(r, json_get(source, STR("title")), &ret->title));
	TRY(words_of(r, json_get(source, STR("about")), &ret->about));
	TRY(words_of(r, json_get(source, STR("time")), &ret->time));
	TRY(words_of(r, json_get(source, STR("needs")), &ret->needs));
	TRY(words_of(r, json_get(source, STR("after")), &ret->after));
	struct str *texts = arena_array(r->arena, struct str, steps->len);
	for (size_t i = 0; i < steps->len; i++)
		TRY(words_of(r, &steps->items[i], &texts[i]));
	ret->steps = texts;
	ret->steps_len = steps->len;
	return NULL;
}

err_t method_cards_new(
	struct arena *a, struct str text, const struct i18n *i18n, struct method_cards **ret_cards)
{
	struct method_cards *cards = arena_make(a, struct method_cards);
	struct json *file;
	TRY(json_parse(a, text, &json_limits_default, &file));
	const struct json *list = json_get(file, STR("cards"));
	if (!list || list->type != JSON_ARRAY || !list->len || list->len > METHOD_CARDS_MOST)
		return fault("cards");
	cards->len = list->len;
	cards->editions = arena_array(a, struct method_card *, i18n_count(i18n));
	for (size_t i = 0; i < i18n_count(i18n); i++) {
		struct reader r = {a, lang_tag(i18n_at(i18n, i))};
		cards->editions[i] = arena_array(a, struct method_card, list->len);
		for (size_t k = 0; k < list->len; k++)
			TRY(read_card(&r, &list->items[k], &cards->editions[i][k]));
	}
	*ret_cards = cards;
	return NULL;
}

const struct method_card *method_cards_all(
	const struct method_cards *cards, size_t lang, size_t *ret_len)
{
	*ret_len = cards->len;
	return cards->editions[lang];
}

/* --- on paper --- */

static struct str labelled(
	struct arena *a, const struct lang *lang, const char *label, struct str text)
{
	const struct lang_value values[] = {{"text", text}, {0}};
	return lang_fill(a, lang_text(lang, label), values);
}

static struct handout_method method_of(
	struct arena *a, const struct lang *lang, const struct method_card *card)
{
	return (struct handout_method){
		.kind = lang_text(lang, N_("Method cards")),
		.title = card->title,
		.about = card->about,
		.facts = {labelled(a, lang, N_("Time and group: {text}"), card->time),
			labelled(a, lang, N_("You need: {text}"), card->needs)},
		.steps = card->steps,
		.steps_len = card->steps_len,
		.after = labelled(a, lang, N_("Then write: {text}"), card->after),
	};
}

err_t method_cards_paper(const struct app *app, struct arena *a, const struct lang *lang,
	struct str id, struct str *ret_pdf)
{
	size_t len, count = 0;
	const struct method_card *all = method_cards_all(app->method_cards, lang_index(lang), &len);
	struct handout_method *methods = arena_array(a, struct handout_method, len);
	const struct document_about about = {
		.title = lang_text(lang, N_("Method cards")),
		.author = app->place_name,
		.language = lang_tag(lang),
		.right_to_left = str_is(lang_direction(lang), "rtl"),
		.date = clock_now(app->clock),
	};
	for (size_t i = 0; i < len; i++)
		if (!id.len || str_eq(all[i].id, id)) {
			methods[count] = method_of(a, lang, &all[i]);
			methods[count++].foot = app->place_name;
		}
	if (!count)
		return err_log(ERR_NOT_FOUND, "no such method card");
	return handout_methods(a, app->paper, &about, methods, count, ret_pdf);
}
