/* What a project is made of: its activities and its organisations. */
#include "codec/image.h"
#include "codec/input.h"
#include "view/project.h"
#include "web/download.h"
#include "web/project_at.h"
#include "web/routes.h"

#define LOGO_BODY (IMAGE_BYTES_MOST + (64 << 10))

static err_t back_to(
	struct request *req, struct response *res, const struct project_at *at, struct str query)
{
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?%.*s", STR_ARG(project_path(req, at->project)),
			     STR_ARG(query)));
}

/* Without "/remove" or "/restore": where the form of that item is. */
static struct str item_path(
	const struct request *req, const struct project_at *at, const char *kind)
{
	return str_fmt(req->arena, "%.*s/%s/%.*s", STR_ARG(project_path(req, at->project)), kind,
		STR_ARG(request_param(req, "item")));
}

/* So that it can be put back. */
static err_t say_removed(
	struct request *req, struct response *res, const struct project_at *at, const char *kind)
{
	return back_to(req, res, at,
		str_fmt(req->arena, "removed=%s/%.*s", kind, STR_ARG(request_param(req, "item"))));
}

/* --- activities --- */

static const struct input_field activity_fields[] = {
	INPUT_LINE(struct project_activity_in, title, .label = N_("Name of the activity"),
		.required = true, .max = PROJECT_NAME_MOST),
	INPUT_LINE(struct project_activity_in, place, .label = N_("Place and country"),
		.required = true, .max = PROJECT_NAME_MOST),
	INPUT_DAY(struct project_activity_in, starts, .label = N_("First day"), .required = true),
	INPUT_DAY(struct project_activity_in, ends, .label = N_("Last day"), .required = true),
	{0},
};
static const struct input_form activity_input =
	INPUT_FORM(struct project_activity_in, activity_fields);

/* now: as it is; NULL for a new one. */
static err_t activity_page(struct request *req, struct response *res, const struct project_at *at,
	const struct project_activity *now, err_t e)
{
	struct project_activity_view view = {
		.path = project_path(req, at->project),
		.action = item_path(req, at, "activities"),
		.is_new = str_is(request_param(req, "item"), "new"),
		.title = page_field(req, "title", e),
		.place = page_field(req, "place", e),
		.starts = page_field(req, "starts", e),
		.ends = page_field(req, "ends", e),
		.problem = page_problem(req, e),
	};
	if (now) {
		view.title.value = now->title;
		view.place.value = now->place;
		view.starts.value = day_print(req->arena, now->starts);
		view.ends.value = day_print(req->arena, now->ends);
	}
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_project_activity, &view);
}

static err_t activity_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct project p;
	struct public_id item;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &item, &is_new));
	TRY(project_open_to_change(req, &at, &p));
	if (is_new)
		return activity_page(req, res, &at, NULL, NULL);
	for (size_t i = 0; i < p.activities_len; i++)
		if (public_id_eq(p.activities[i].public, item) && !p.activities[i].removed)
			return activity_page(req, res, &at, &p.activities[i], NULL);
	return err_log(ERR_NOT_FOUND, "no such activity");
}

static err_t activity_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_activity_in in;
	struct project_at at;
	struct public_id item;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &item, &is_new));
	err_t e = input_from_form(req->arena, &activity_input, &v->form, &in);
	if (!e)
		e = project_put_activity(
			v->app, req->arena, project_actor(req), &at, is_new ? NULL : &item, &in);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return activity_page(req, res, &at, NULL, e);
	TRY(e);
	return back_to(req, res, &at, STR("saved"));
}

static err_t activity_remove_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	TRY(project_remove_activity(visit_of(req)->app, req->arena, project_actor(req), &at, item));
	return say_removed(req, res, &at, "activities");
}

static err_t activity_restore_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	TRY(project_restore_activity(
		visit_of(req)->app, req->arena, project_actor(req), &at, item));
	return back_to(req, res, &at, STR("saved"));
}

/* --- organisations --- */

static const char *const role_names[] = {"applicant", "host", "sender", "partner", NULL};

struct party_in {
	struct str name, place;
	unsigned role;
	bool drop;
};
static const struct input_field party_fields[] = {
	INPUT_LINE(struct party_in, name, .label = N_("Name of the organisation"), .required = true,
		.max = PROJECT_NAME_MOST),
	INPUT_LINE(struct party_in, place, .label = N_("Place and country"), .required = true,
		.max = PROJECT_NAME_MOST),
	INPUT_CHOICE(struct party_in, role, role_names,
		.label = N_("What does it do in this project?"), .required = true),
	INPUT_BOOL(struct party_in, drop, .label = N_("Take the logo away")),
	{0},
};
static const struct input_form party_input = INPUT_FORM(struct party_in, party_fields);

static const struct role_pick *role_picks(const struct request *req, enum project_role chosen)
{
	struct role_pick *picks = arena_array(req->arena, struct role_pick, PROJECT_ROLES);
	for (enum project_role role = 0; role < PROJECT_ROLES; role++)
		picks[role] = (struct role_pick){
			str_of(project_role_id(role)), project_role_text(role), role == chosen};
	return picks;
}

static enum project_role role_sent(const struct request *req)
{
	struct str sent = form_get(&visit_of(req)->form, STR("role"));
	enum project_role role = PROJECT_APPLICANT;
	while (role < PROJECT_PARTNER && !str_is(sent, project_role_id(role)))
		role++;
	return sent.len ? role : PROJECT_APPLICANT;
}

static err_t party_page(struct request *req, struct response *res, const struct project_at *at,
	const struct project_party *now, err_t e)
{
	struct project_party_view view = {
		.path = project_path(req, at->project),
		.action = item_path(req, at, "parties"),
		.is_new = str_is(request_param(req, "item"), "new"),
		.name = page_field(req, "name", e),
		.place = page_field(req, "place", e),
		.roles = role_picks(req, now ? now->role : role_sent(req)),
		.roles_len = PROJECT_ROLES,
		.logo_error = page_field(req, "logo", e).error,
		.problem = page_problem(req, e),
	};
	if (now) {
		view.name.value = now->name;
		view.place.value = now->place;
		view.has_logo = now->has_logo;
	}
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_project_party, &view);
}

static err_t party_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct project p;
	struct public_id item;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &item, &is_new));
	TRY(project_open_to_change(req, &at, &p));
	if (is_new)
		return party_page(req, res, &at, NULL, NULL);
	for (size_t i = 0; i < p.parties_len; i++)
		if (public_id_eq(p.parties[i].public, item) && !p.parties[i].removed)
			return party_page(req, res, &at, &p.parties[i], NULL);
	return err_log(ERR_NOT_FOUND, "no such organisation");
}

static err_t put_party(
	struct request *req, const struct project_at *at, const struct public_id *item)
{
	const struct visit *v = visit_of(req);
	const struct form_field *file = form_file(&v->form, STR("logo"));
	struct party_in in;
	TRY(input_from_form(req->arena, &party_input, &v->form, &in));
	struct project_party_in put = {
		.name = in.name,
		.place = in.place,
		.role = (enum project_role)in.role,
		.drop_logo = in.drop,
	};
	if (file) {
		put.logo_name = file->filename;
		put.logo = file->value;
	}
	return project_put_party(v->app, req->arena, project_actor(req), at, item, &put);
}

/* A picture that is too large is mended by another one. */
static bool can_mend(const struct err *e)
{
	return page_can_mend(e) || e->code == ERR_CONFLICT || e->code == ERR_TOO_LARGE;
}

static err_t party_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	bool is_new;
	TRY(project_of(req, &at));
	TRY(project_item(req, &item, &is_new));
	err_t e = put_party(req, &at, is_new ? NULL : &item);
	if (e && can_mend(e))
		return party_page(req, res, &at, NULL, e);
	TRY(e);
	return back_to(req, res, &at, STR("saved"));
}

static err_t party_remove_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	TRY(project_remove_party(visit_of(req)->app, req->arena, project_actor(req), &at, item));
	return say_removed(req, res, &at, "parties");
}

static err_t party_restore_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	TRY(project_kept(req, &at, &item));
	TRY(project_restore_party(visit_of(req)->app, req->arena, project_actor(req), &at, item));
	return back_to(req, res, &at, STR("saved"));
}

static err_t logo_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id item;
	struct str jpeg;
	TRY(project_kept(req, &at, &item));
	TRY(project_logo(visit_of(req)->app, req->arena, project_actor(req), &at, item, &jpeg));
	return download(req, res,
		&(struct download){.format = DOWNLOAD_JPEG, .what = N_("Logo"), .bytes = jpeg});
}

#define AT "/projects/{organisation}/{key}"

const struct route project_part_routes[] = {
	{GET, AT "/activities/{item}", activity_show, OF_EDITOR},
	{POST, AT "/activities/{item}", activity_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY},
	{POST, AT "/activities/{item}/remove", activity_remove_post, OF_EDITOR,
		.max_body = PROJECT_FORM_BODY},
	{POST, AT "/activities/{item}/restore", activity_restore_post, OF_EDITOR,
		.max_body = PROJECT_FORM_BODY},
	{GET, AT "/parties/{item}", party_show, OF_EDITOR},
	{POST, AT "/parties/{item}", party_post, OF_EDITOR, .slow = true, .max_body = LOGO_BODY},
	{POST, AT "/parties/{item}/remove", party_remove_post, OF_EDITOR,
		.max_body = PROJECT_FORM_BODY},
	{POST, AT "/parties/{item}/restore", party_restore_post, OF_EDITOR,
		.max_body = PROJECT_FORM_BODY},
	{GET, AT "/parties/{item}/logo", logo_show, OF_EDITOR},
	{0},
};
