#include "web/certificate_link.h"

#include "i18n/i18n.h"
#include "web/visit.h"

const struct certificate_link *certificate_links(
	const struct request *req, struct str path, const struct str *languages, size_t len)
{
	const struct i18n *i18n = visit_of(req)->app->i18n;
	struct certificate_link *links = arena_array(req->arena, struct certificate_link, len);
	for (size_t i = 0; i < len; i++) {
		const struct lang *lang = i18n_find(i18n, languages[i]);
		links[i] = (struct certificate_link){
			.path = str_fmt(req->arena, "%.*s?language=%.*s", STR_ARG(path),
				STR_ARG(languages[i])),
			.tag = languages[i],
			.name = lang ? lang_name(lang) : languages[i],
		};
	}
	return links;
}

err_t certificate_language(struct request *req, struct str *ret_language)
{
	const struct form *query;
	struct str sent = form_get(&visit_of(req)->form, STR("language"));
	TRY(request_query(req, &query));
	*ret_language = sent.len ? sent : form_get(query, STR("language"));
	return NULL;
}
