#include "web/choices.h"

#include "i18n/country.h"
#include "i18n/i18n.h"
#include "web/visit.h"

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
