/* The roles of a person, those that are over too, and where mail about each goes. */
#include "app/account_address.h"
#include "app/own_role.h"
#include "view/settings.h"
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (4 << 10)
#define PAGE "/account/roles"

struct addresses {
	const struct account_address *at;
	size_t len;
};

static const struct role_address *choices_of(
	struct arena *a, const struct addresses *all, struct str chosen)
{
	struct role_address *choices = arena_array(a, struct role_address, all->len);
	for (size_t i = 0; i < all->len; i++)
		choices[i] =
			(struct role_address){all->at[i].mail, str_eq(all->at[i].mail, chosen)};
	return choices;
}

/* Does mail to that address come back? */
static bool is_dead(const struct addresses *all, struct str mail)
{
	for (size_t i = 0; i < all->len; i++)
		if (str_eq(all->at[i].mail, mail))
			return all->at[i].is_dead;
	return false;
}

static struct role_shown shown(
	struct arena *a, const struct own_role *role, const struct addresses *all)
{
	const struct membership m = {.role = role->role, .organisation_public = role->organisation};
	return (struct role_shown){
		.key = public_id_print(a, role->public),
		.label = role->label,
		.organisation = role->organisation_name,
		.path = role->holds ? membership_path(a, &m) : STR_NONE,
		.since = zone_day(role->starts),
		.until = role->over ? zone_day(role->over) : 0,
		.has_end = role->over,
		.addresses = choices_of(a, all, role->mail),
		.addresses_len = all->len,
		.as_other = !role->mail.len,
		.is_dead = is_dead(all, role->mail),
	};
}

static err_t roles_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct own_role_list roles;
	struct addresses all;
	TRY(own_roles(v->app, req->arena, &v->session.actor, v->lang, &roles));
	TRY(account_addresses(v->app, req->arena, &v->session.actor, &all.at, &all.len));
	struct role_shown *now = arena_array(req->arena, struct role_shown, roles.len);
	struct role_shown *past = arena_array(req->arena, struct role_shown, roles.len);
	struct roles_view view = {.now = now,
		.past = past,
		.can_choose = all.len > 1,
		.saved = str_eq(req->query, STR("saved"))};
	for (size_t i = 0; i < roles.len; i++) {
		struct role_shown one = shown(req->arena, &roles.at[i], &all);
		if (roles.at[i].holds)
			now[view.now_len++] = one;
		else
			past[view.past_len++] = one;
	}
	return PAGE_SHOW(req, res, view_roles, &view);
}

/* mail: empty for where other mail goes. */
static err_t mail_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id role;
	TRY(key_of(req, &role));
	TRY(own_role_mail(
		v->app, req->arena, &v->session.actor, role, form_get(&v->form, STR("mail"))));
	return response_redirect(res, STR(PAGE "?saved"));
}

const struct route role_routes[] = {
	{GET, PAGE, roles_show, .need = NEED_PERSON},
	{POST, PAGE "/{key}/mail", mail_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{0},
};
