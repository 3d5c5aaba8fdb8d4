/* Where somebody is signed in, and ending it. */
#include "web/page.h"
#include "web/routes.h"

#define FORM_BODY (4 << 10)

static struct session_shown shown(struct arena *a, const struct session_about *s)
{
	return (struct session_shown){
		.key = public_id_print(a, s->name),
		.browser = s->browser,
		.system = s->system,
		.started = s->started,
		.seen = s->seen,
		.is_this = s->is_this,
		.is_here = s->is_here,
	};
}

static err_t sessions_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct visitor visitor = visit_visitor(req);
	const struct session_about *all;
	struct sessions_view view = {0};
	TRY(session_all(v->app, req->arena, &v->session.actor, &visitor, &all, &view.sessions_len));
	struct session_shown *sessions =
		arena_array(req->arena, struct session_shown, view.sessions_len);
	for (size_t i = 0; i < view.sessions_len; i++)
		sessions[i] = shown(req->arena, &all[i]);
	view.sessions = sessions;
	view.has_others = view.sessions_len > 1;
	return PAGE_SHOW(req, res, view_sessions, &view);
}

static err_t session_end_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id name;
	TRY(key_of(req, &name));
	TRY(session_end_named(v->app, req->arena, &v->session.actor, name));
	return response_redirect(res, STR("/account/sessions"));
}

static err_t session_end_rest_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(session_end_rest(v->app, &v->session.actor, &v->token));
	return response_redirect(res, STR("/account/sessions"));
}

const struct route session_routes[] = {
	{GET, "/account/sessions", sessions_show, .need = NEED_PERSON},
	{POST, "/account/sessions/end", session_end_rest_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{POST, "/account/sessions/{key}/end", session_end_post, .need = NEED_PERSON,
		.max_body = FORM_BODY},
	{0},
};
