/* Pages about this place, for everybody: who sees what, accessibility, security.txt. */
#include "app/access_words.h"
#include "app/retention.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "view/about.h"
#include "web/kept.h"
#include "web/page.h"
#include "web/routes.h"

#define SECURITY_EXPIRES (180 * USEC_DAY)
#define EXAMINED ((struct date){2026, 11, 22}) /* the pages, for accessibility: anew each year */

/* --- who sees what --- */

static struct who_relation words_of(struct arena *a, enum relation relation)
{
	VEC(struct who_action) actions = {0};
	for (enum action action = 0; action < ACTIONS; action++)
		if (access_allows(relation, action))
			vec_push(a, &actions, (struct who_action){access_action_text(action)});
	return (struct who_relation){access_relation_text(relation), actions.at, actions.len};
}

static err_t who_show(struct request *req, struct response *res)
{
	struct who_relation *relations = arena_array(req->arena, struct who_relation, RELATIONS);
	struct kept_rule *rules = arena_array(req->arena, struct kept_rule, RETENTIONS);
	for (size_t i = 0; i < RELATIONS; i++)
		relations[i] = words_of(req->arena, access_relation_order[i]);
	for (enum retention kind = 0; kind < RETENTIONS; kind++)
		rules[kind] = kept_of(visit_of(req)->app, kind);
	struct who_view view = {relations, RELATIONS, rules, RETENTIONS};
	return PAGE_SHOW(req, res, view_who, &view);
}

/* --- accessibility --- */

static err_t accessibility_show(struct request *req, struct response *res)
{
	const struct app *app = visit_of(req)->app;
	struct accessibility_view view = {
		.address = app->public_url,
		.examined = day_of_date(EXAMINED),
		.contact = app->contact,
		.link = str_fmt(req->arena, "mailto:%.*s", STR_ARG(app->contact)),
	};
	return PAGE_SHOW(req, res, view_accessibility, &view);
}

/* --- security.txt, RFC 9116 --- */

static struct str language_tags(struct arena *a, const struct i18n *i18n)
{
	struct str tags = STR_NONE;
	for (size_t i = 0; i < i18n_count(i18n); i++)
		tags = str_fmt(a, "%.*s%s%.*s", STR_ARG(tags), i ? ", " : "",
			STR_ARG(lang_tag(i18n_at(i18n, i))));
	return tags;
}

static err_t security_show(struct request *req, struct response *res)
{
	const struct app *app = visit_of(req)->app;
	struct str contact = app->security_contact;
	if (!contact.len)
		return err_log(ERR_NOT_FOUND, "no contact for security is set");
	bool is_link = str_starts(contact, STR("https://"));
	usec expires = zone_day_start(zone_day(clock_now(app->clock) + SECURITY_EXPIRES));
	struct str tags = language_tags(req->arena, app->i18n),
		   at = usec_print(req->arena, expires);
	response_body(res, TYPE_TEXT,
		str_fmt(req->arena,
			"Contact: %s%.*s\nExpires: %.*s\nPreferred-Languages: %.*s\n"
			"Canonical: %.*s/.well-known/security.txt\n",
			is_link ? "" : "mailto:", STR_ARG(contact), STR_ARG(at), STR_ARG(tags),
			STR_ARG(app->public_url)));
	return NULL;
}

const struct route about_routes[] = {
	{GET, "/who-sees-what", who_show, .need = NEED_ANYONE},
	{GET, "/accessibility", accessibility_show, .need = NEED_ANYONE},
	{GET, "/.well-known/security.txt", security_show, .need = NEED_ANYONE},
	{0},
};
