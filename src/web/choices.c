#include "web/choices.h"

#include "i18n/country.h"
#include "i18n/i18n.h"
#include "web/page.h"

const struct country_choice *country_choices(
	const struct request *req, struct str chosen, size_t *ret_len)
{
	const struct visit *v = visit_of(req);
	const struct countries *countries = v->app->countries;
	const struct country *const *all = countries_sorted(req->arena, countries, v->lang);
	size_t len = countries_len(countries);
	struct country_choice *choices = arena_array(req->arena, struct country_choice, len);
	for (size_t i = 0; i < len; i++)
		choices[i] = (struct country_choice){
			all[i]->code, country_name(all[i], v->lang), str_eq(all[i]->code, chosen)};
	*ret_len = len;
	return choices;
}

const struct country_choice *language_choices(
	const struct request *req, struct str chosen, size_t *ret_len)
{
	const struct i18n *i18n = visit_of(req)->app->i18n;
	size_t len = i18n_count(i18n);
	struct country_choice *choices = arena_array(req->arena, struct country_choice, len);
	for (size_t i = 0; i < len; i++) {
		const struct lang *lang = i18n_at(i18n, i);
		choices[i] = (struct country_choice){
			lang_tag(lang), lang_name(lang), str_eq(lang_tag(lang), chosen)};
	}
	*ret_len = len;
	return choices;
}

struct str language_unchosen(const struct request *req, struct str invited_in)
{
	const struct visit *v = visit_of(req);
	const struct lang *lang = i18n_find(v->app->i18n, invited_in);
	const struct lang_value values[] = {
		{"language", lang_name(lang ? lang : i18n_standard(v->app->i18n))}, {0}};
	return lang_fill(req->arena,
		lang_text(v->lang, N_("{language}, as long as nothing is chosen")), values);
}

struct mail_language_view mail_language(const struct request *req, const struct err *e)
{
	const struct visit *v = visit_of(req);
	struct str sent = form_get(&v->form, STR("language"));
	struct mail_language_view view = {.error = page_field(req, "language", e).error};
	view.languages =
		language_choices(req, sent.len ? sent : lang_tag(v->lang), &view.languages_len);
	return view;
}

/* --- several --- */

struct also_view also_choices(const struct request *req, struct str tags, struct str error)
{
	struct also_view also = {.error = error};
	struct country_choice *choices = arena_array(
		req->arena, struct country_choice, i18n_count(visit_of(req)->app->i18n));
	const struct country_choice *all = language_choices(req, STR_NONE, &also.languages_len);
	for (size_t i = 0; i < also.languages_len; i++) {
		choices[i] = all[i];
		choices[i].chosen = str_has_word(tags, all[i].code);
	}
	also.languages = choices;
	return also;
}

static struct str joined(struct arena *a, struct str words, struct str word)
{
	return str_fmt(a, "%.*s%s%.*s", STR_ARG(words), words.len ? " " : "", STR_ARG(word));
}

struct str also_sent(const struct request *req)
{
	const struct form *sent = &visit_of(req)->form;
	struct str tags = STR_NONE;
	size_t count = 0;
	for (const struct form_field *f = NULL;
		count++ < ALSO_MOST && (f = form_next(sent, STR("also"), f));)
		tags = joined(req->arena, tags, f->value);
	return tags;
}

struct str also_of(struct arena *a, const struct input_lines *sent)
{
	struct str tags = STR_NONE;
	for (size_t i = 0; i < sent->len; i++)
		tags = joined(a, tags, sent->at[i]);
	return tags;
}
