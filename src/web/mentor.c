/* A mentor's desk: the learners who let them in, reminding some, the code that brings others. */
#include "app/contact.h"
#include "app/mentor.h"
#include "base/vec.h"
#include "view/mentor.h"
#include "web/leaflet.h"
#include "web/ring.h"
#include "web/routes.h"
#include "web/terms.h"

#define FORM_BODY (64 << 10)
#define QUIET (28 * USEC_DAY) /* nothing written for so long */

static struct public_id membership(const struct request *req)
{
	return visit_of(req)->role->public;
}

static struct str desk_path(const struct request *req)
{
	return membership_path(req->arena, visit_of(req)->role);
}

/* --- the list --- */

static bool is_any(const struct mentor_learner *l, usec now)
{
	(void)now;
	return l;
}

/* Who goes on in another account needs nothing in this one. */
static bool is_there(const struct mentor_learner *l, usec now)
{
	(void)now;
	return !l->anew;
}

static bool is_waiting(const struct mentor_learner *l, usec now)
{
	return is_there(l, now) && l->is_waiting;
}

static bool is_quiet(const struct mentor_learner *l, usec now)
{
	return is_there(l, now) && now - l->active > QUIET;
}

static bool is_without_parent(const struct mentor_learner *l, usec now)
{
	return is_there(l, now) && !l->has_parent;
}

static const struct {
	const char *id;
	const char *text;
	bool (*fits)(const struct mentor_learner *l, usec now);
} filters[] = {
	{"all", N_("Everybody"), is_any},
	{"waiting", N_("Wants to talk"), is_waiting},
	{"quiet", N_("Wrote nothing for a while"), is_quiet},
	{"no-parent", N_("No parent invited"), is_without_parent},
};
#define FILTERS (sizeof(filters) / sizeof(*filters))

/* In which order everybody is shown; somebody stands in the first that fits. */
static const struct {
	const char *title;
	bool (*fits)(const struct mentor_learner *l, usec now);
} groups[] = {
	{N_("Wants to talk"), is_waiting},
	{N_("Wrote nothing for a while"), is_quiet},
	{N_("The others"), is_there},
	{N_("Began again with a new card"), is_any},
};
#define GROUPS (sizeof(groups) / sizeof(*groups))

static size_t group_of(const struct mentor_learner *l, usec now)
{
	size_t group = 0;
	while (!groups[group].fits(l, now))
		group++;
	return group;
}

static size_t chosen_filter(struct str show)
{
	for (size_t i = 0; i < FILTERS; i++)
		if (str_is(show, filters[i].id))
			return i;
	return 0;
}

static struct desk_learner learner_view(const struct request *req, const struct mentor_learner *l)
{
	struct desk_ring *rings = arena_array(req->arena, struct desk_ring, l->count);
	for (size_t i = 0; i < l->count; i++)
		rings[i] = (struct desk_ring){l->chapters[i].chapter->title,
			ring_of(l->chapters[i].answered, l->chapters[i].chapter->count),
			scope_number(req, l->chapters[i].chapter->id)};
	return (struct desk_learner){
		.key = public_id_print(req->arena, l->owner),
		.name = l->name,
		.has_route = l->has_route,
		.rings = rings,
		.rings_len = l->count,
		.has_active = l->active,
		.active = l->active,
		.has_parent = l->has_parent,
		.has_shared = l->has_shared,
		.is_waiting = l->is_waiting,
		.has_mail = l->has_mail,
		.can_remind = l->can_remind,
		.was_reminded = l->reminded,
		.reminded = l->reminded,
		.is_left = l->anew,
		.left = l->anew,
	};
}

static int count_fitting(const struct mentor_list *all, size_t filter, usec now)
{
	int count = 0;
	for (size_t i = 0; i < all->len; i++)
		count += filters[filter].fits(&all->at[i], now);
	return count;
}

static void fill_filters(const struct request *req, const struct mentor_list *all, size_t chosen,
	struct desk_view *io)
{
	usec now = clock_now(visit_of(req)->app->clock);
	struct desk_filter *shown = arena_array(req->arena, struct desk_filter, FILTERS);
	for (size_t i = 0; i < FILTERS; i++)
		shown[i] = (struct desk_filter){
			.text = filters[i].text,
			.path = str_fmt(
				req->arena, "%.*s?show=%s", STR_ARG(io->path), filters[i].id),
			.count = count_fitting(all, i, now),
			.chosen = i == chosen,
		};
	io->filters = shown;
	io->filters_len = FILTERS;
}

/* With the first filter in groups, with another one as it is. */
static void fill_groups(const struct request *req, const struct mentor_list *all, size_t filter,
	struct desk_view *io)
{
	usec now = clock_now(visit_of(req)->app->clock);
	VEC(struct desk_learner) shown[GROUPS] = {0};
	struct desk_group *filled = arena_array(req->arena, struct desk_group, GROUPS);
	for (size_t i = 0; i < all->len; i++) {
		const struct mentor_learner *l = &all->at[i];
		if (filters[filter].fits(l, now))
			vec_push(req->arena, &shown[filter ? 0 : group_of(l, now)],
				learner_view(req, l));
	}
	for (size_t i = 0; i < GROUPS; i++)
		if (shown[i].len)
			filled[io->groups_len++] = (struct desk_group){
				filter ? NULL : groups[i].title, shown[i].at, shown[i].len};
	io->groups = filled;
}

static err_t desk_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct mentor_list all;
	int64_t sent = 0;
	TRY(request_query(req, &query));
	size_t filter = chosen_filter(form_get(query, STR("show")));
	TRY(mentor_list(
		v->app, req->arena, &v->session.actor, membership(req), lang_index(v->lang), &all));
	struct desk_view view = {
		.path = desk_path(req),
		.organisation = v->role->organisation_name,
		.today = zone_day(clock_now(v->app->clock)),
		.is_empty = !all.len,
		.is_ticked = str_is(form_get(query, STR("tick")), "all"),
		.reminded = str_to_int(form_get(query, STR("sent")), &sent),
	};
	view.sent = sent > 0 && sent <= MENTOR_LEARNERS_MOST ? (int)sent : 0;
	view.tick_path = str_fmt(req->arena, "%.*s?show=%s%s", STR_ARG(view.path),
		filters[filter].id, view.is_ticked ? "" : "&tick=all");
	fill_filters(req, &all, filter, &view);
	fill_groups(req, &all, filter, &view);
	return PAGE_SHOW(req, res, view_desk, &view);
}

static err_t remind_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	VEC(struct public_id) owners = {0};
	struct public_id owner;
	int sent;
	form_each(field, &v->form) if (str_is(field->name, "learner") &&
				       public_id_parse(field->value, &owner))
		vec_push(req->arena, &owners, owner);
	struct mentor_chosen chosen = {owners.at, owners.len};
	TRY(mentor_remind(v->app, req->arena, &v->session.actor, membership(req), &chosen, &sent));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?sent=%d", STR_ARG(desk_path(req)), sent));
}

/* --- the code --- */

static err_t code_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id via = membership(req);
	struct desk_code_view view = {desk_path(req), v->role->organisation_name};
	struct code code;
	TRY(contact_code(v->app, req->arena, &v->session.actor, &via, &code));
	view.has_code = code.len;
	struct leaflet leaflet = contact_leaflet(req, &code, view.organisation);
	struct str path = str_fmt(req->arena, "%.*s/code", STR_ARG(view.path));
	if (view.has_code)
		TRY(leaflet_shown(req, &leaflet, path, &view.leaflet));
	return PAGE_SHOW(req, res, view_desk_code, &view);
}

static err_t code_file(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id via = membership(req);
	struct code code;
	TRY(contact_code(v->app, req->arena, &v->session.actor, &via, &code));
	if (!code.len)
		return err_log(ERR_NOT_FOUND, "no code yet");
	struct leaflet leaflet = contact_leaflet(req, &code, v->role->organisation_name);
	return leaflet_file(req, res, &leaflet);
}

static err_t code_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id via = membership(req);
	TRY(contact_code_renew(v->app, req->arena, &v->session.actor, &via));
	return response_redirect(res, str_fmt(req->arena, "%.*s/code", STR_ARG(desk_path(req))));
}

#define OF_MENTOR .need = NEED_PERSON, .role = ROLE_MENTOR

const struct route mentor_routes[] = {
	{GET, "/mentor/{organisation}", desk_show, OF_MENTOR},
	{POST, "/mentor/{organisation}/remind", remind_post, OF_MENTOR, .max_body = FORM_BODY},
	{GET, "/mentor/{organisation}/code", code_show, OF_MENTOR},
	{POST, "/mentor/{organisation}/code", code_post, OF_MENTOR, .max_body = FORM_BODY},
	{GET, "/mentor/{organisation}/code/{file}", code_file, OF_MENTOR, .on_worker = true},
	{0},
};
