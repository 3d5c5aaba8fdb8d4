#include "web/visit.h"

#include "app/account.h"
#include "app/known.h"
#include "app/participation.h"
#include "codec/input.h"
#include "i18n/i18n.h"

#define MARK_SECONDS 60 /* a copy that is further behind is not asked */

const char *need_name(enum need need)
{
	static const char *const names[NEEDS] = {
		"nobody", "anyone", "person", "participant", "editor"};
	return names[need];
}

static const struct language_choice *choices_for(
	struct arena *a, const struct i18n *i18n, size_t chosen)
{
	size_t count = i18n_all(i18n);
	struct language_choice *choices = arena_array(a, struct language_choice, count);
	for (size_t i = 0; i < count; i++) {
		const struct lang *lang = i18n_at(i18n, i);
		choices[i] = (struct language_choice){lang_tag(lang), lang_name(lang), i == chosen};
	}
	return choices;
}

struct web *web_new(struct arena *a, const struct app *app)
{
	const struct i18n *i18n = app->i18n;
	size_t count = i18n_all(i18n);
	const struct language_choice **choices =
		arena_array(a, const struct language_choice *, count);
	for (size_t i = 0; i < count; i++)
		choices[i] = choices_for(a, i18n, i);
	struct web *web = arena_make(a, struct web);
	*web = (struct web){.app = app, .texts = view_texts_new(a, i18n), .choices = choices};
	return web;
}

struct visit *visit_of(const struct request *req)
{
	return req->user;
}

/* Families of browser and system, for the audit log. */
static struct device device_in(const struct request *req)
{
	return device_of(request_header(req, "User-Agent"));
}

struct visitor visit_visitor(const struct request *req)
{
	struct peer block = peer_block(req->peer);
	return (struct visitor){
		.browser = visit_of(req)->token,
		.known = visit_of(req)->known,
		.block =
			str_dup(req->arena, (struct str){(const char *)block.ip, sizeof(block.ip)}),
		.device = device_in(req),
	};
}

bool visit_wants_json(const struct request *req)
{
	return str_eq(request_header(req, "Accept"), STR("application/json"));
}

err_t id_of(const struct request *req, const char *param, struct public_id *ret_id)
{
	return public_id_parse(request_param(req, param), ret_id)
		       ? NULL
		       : err_log(ERR_NOT_FOUND, "what the path names is no id");
}

err_t key_of(const struct request *req, struct public_id *ret_id)
{
	return id_of(req, "key", ret_id);
}

err_t ids_of(const struct request *req, const struct input_lines *lines,
	const struct public_id **ret_ids)
{
	struct public_id *ids = arena_array(req->arena, struct public_id, lines->len);
	for (size_t i = 0; i < lines->len; i++)
		if (!public_id_parse(lines->at[i], &ids[i]))
			return err_log(ERR_NOT_FOUND, "what was chosen is no id");
	*ret_ids = ids;
	return NULL;
}

static err_t set_session(struct request *req, struct response *res, const struct token *token)
{
	return response_cookie(res, COOKIE_SESSION, token_print(req->arena, token),
		(int)(SESSION_MOST / USEC_SECOND));
}

err_t visit_begin_session(struct request *req, struct response *res, const struct token *token)
{
	const struct visit *v = visit_of(req);
	if (v->is_signed_in)
		TRY(session_end_own(v->app, &v->session.actor, &v->token));
	TRY(response_cookie_end(res, COOKIE_VISIT));
	TRY(response_cookie(res, COOKIE_KNOWN, token_print(req->arena, &v->known),
		(int)(KNOWN_LIFE / USEC_SECOND)));
	return set_session(req, res, token);
}

err_t visit_renew_session(struct request *req, struct response *res, const struct token *token)
{
	TRY(set_session(req, res, token));
	return visit_become(req, token);
}

struct str visit_after_in(const struct request *req)
{
	if (request_cookie(req, COOKIE_INVITATION).len)
		return STR("/invited");
	if (request_cookie(req, COOKIE_EDITOR).len)
		return STR("/projects/invitation");
	return request_cookie(req, COOKIE_DOOR).len ? STR("/s") : STR("/passport");
}

err_t visit_become(struct request *req, const struct token *session)
{
	struct visit *v = visit_of(req);
	TRY(session_find(v->app, req->arena, session, &v->session));
	v->is_signed_in = true;
	v->is_new = false;
	v->token = *session;
	return NULL;
}

static bool is_unsafe(const struct request *req)
{
	return req->method != GET;
}

static err_t read_form(struct request *req, struct visit *v)
{
	if (!is_unsafe(req))
		return NULL;
	TRY(request_own_origin(req));
	const struct form *form;
	TRY(request_form(req, &form));
	v->form = *form;
	return NULL;
}

static void use_session(struct visit *v, const struct token *token)
{
	v->token = *token;
	v->is_new = false;
}

/* A session that has ended is no error: then nobody is signed in. */
static err_t find_person(struct request *req, struct visit *v)
{
	struct token token;
	if (!token_parse(request_cookie(req, COOKIE_SESSION), &token))
		return NULL;
	bool is_lean = req->route && req->route->lean && visit_wants_json(req);
	err_t e = (is_lean ? session_find_actor : session_find)(
		v->app, req->arena, &token, &v->session);
	if (e && e->code == ERR_UNAUTHENTICATED) {
		err_free(e);
		return NULL;
	}
	use_session(v, &token); /* also when nobody could look: then a form still fits */
	TRY(e);
	if (is_unsafe(req))
		v->session.actor.device = device_in(req);
	v->is_signed_in = true;
	return NULL;
}

/* The end of a look-up that failed: what was sent can be shown again. */
static err_t with_form(struct request *req, struct visit *v, err_t e)
{
	return e ? err_join(e, read_form(req, v)) : NULL;
}

static void find_browser(struct request *req, struct visit *v)
{
	v->is_new = !token_parse(request_cookie(req, COOKIE_VISIT), &v->token);
	if (v->is_new)
		v->token = token_new(v->app->random);
}

/* Only what changes something may keep it: a page sets no cookie of a year. One that is not of ours
 * is as good as none, and is replaced. */
static err_t find_known(const struct request *req, struct visit *v)
{
	if (!is_unsafe(req))
		return NULL;
	if (token_parse(request_cookie(req, COOKIE_KNOWN), &v->known))
		TRY(known_is_ours(v->app, &v->known, &v->is_marked));
	return v->is_marked ? NULL : known_new(v->app, &v->known);
}

/* What stands outside of any route says so in every language. */
static void find_language(struct request *req, struct visit *v)
{
	const struct i18n *i18n = v->app->i18n;
	struct i18n_wish wish = {
		.chosen = request_cookie(req, COOKIE_LANGUAGE),
		.account = v->is_signed_in ? v->session.language : STR_NONE,
		.accept = request_header(req, "Accept-Language"),
	};
	bool all = !req->route || req->route->all_langs;
	v->wished = i18n_choose_any(i18n, &wish);
	v->lang = all ? v->wished : i18n_choose(i18n, &wish);
	v->langs = all ? i18n_all(i18n) : i18n_count(i18n);
}

err_t visit_find_taker(struct request *req)
{
	struct visit *v = visit_of(req);
	if (!token_parse(request_cookie(req, COOKIE_PART), &v->taker_token))
		return NULL;
	err_t e = participation_find(v->app, req->arena, &v->taker_token, &v->taker);
	if (e && e->code == ERR_UNAUTHENTICATED) {
		err_free(e);
		return NULL;
	}
	if (is_unsafe(req))
		v->taker.device = device_in(req);
	return e;
}

/* Whoever came in by its code, when it is that page; else whoever is signed in. */
static bool is_takers(const struct request *req)
{
	const struct visit *v = visit_of(req);
	struct public_id page;
	return v->taker.participant.n && public_id_parse(request_param(req, "key"), &page) &&
	       public_id_eq(page, v->taker.public);
}

const struct actor *visit_participant(const struct request *req)
{
	const struct visit *v = visit_of(req);
	return is_takers(req) ? &v->taker : &v->session.actor;
}

static err_t check_participant(struct request *req, struct visit *v)
{
	TRY(visit_find_taker(req));
	if (v->is_signed_in || is_takers(req))
		return NULL;
	v->needs_code = true;
	return err_say(ERR_UNAUTHENTICATED, NULL);
}

static err_t check_need(struct request *req, struct visit *v)
{
	if (req->route->need == NEED_PARTICIPANT)
		return check_participant(req, v);
	if (req->route->need != NEED_ANYONE && !v->is_signed_in)
		return err_say(ERR_UNAUTHENTICATED, N_("Sign in first."));
	return NULL;
}

/* The project that the path names: of others, whose partner they are. */
static err_t find_edited(const struct request *req, struct visit *v, struct public_id organisation)
{
	struct editor_held *held = arena_make(req->arena, struct editor_held);
	struct public_id project;
	if (!public_id_parse(request_param(req, "key"), &project))
		return err_log(ERR_FORBIDDEN, "not in this role");
	TRY(editor_held_at(v->app, req->arena, &v->session.actor, organisation, project, held));
	v->edited = held;
	return NULL;
}

/* In the organisation that the path names. One that does not exist is refused like another's. */
static err_t find_role(const struct request *req, struct visit *v)
{
	const struct membership_list *all = &v->session.memberships;
	struct public_id organisation;
	if (!req->route->role)
		return NULL;
	bool named = public_id_parse(request_param(req, "organisation"), &organisation);
	for (size_t i = 0; named && i < all->len && !v->role; i++)
		if (all->at[i].role == req->route->role &&
			public_id_eq(all->at[i].organisation_public, organisation))
			v->role = &all->at[i];
	if (named && !v->role && req->route->need == NEED_EDITOR)
		return find_edited(req, v, organisation);
	return v->role ? NULL : err_log(ERR_FORBIDDEN, "not in this role");
}

/* Does the page ask who it is? */
static bool is_way_in(const struct request *req)
{
	return str_starts(req->path, STR("/sign-in")) || str_is(req->path, "/card/sign-in");
}

/* The token that the form carries belongs to this session or this browser. */
static err_t check_form_token(struct request *req, struct visit *v)
{
	if (!is_unsafe(req) || form_token_ok(form_get(&v->form, FORM_TOKEN), &v->token))
		return NULL;
	v->is_stale = true;
	if (v->is_signed_in && is_way_in(req))
		return err_say(ERR_FORBIDDEN, N_("Somebody has signed in in another tab. Is that "
						 "you? Then go on. Is it not? Sign out first."));
	return err_say(ERR_FORBIDDEN,
		N_("This page was open too long. Go back, load it again and try once more."));
}

/* In the demo world everybody may be anybody: nothing there needs a second factor. */
static err_t check_factor(struct visit *v)
{
	bool is_staff = v->edited || (v->role && role_about(v->role->role)->is_staff);
	if (!is_staff || v->session.has_factor || v->web->demo)
		return NULL;
	v->needs_factor = true;
	return err_say(ERR_FORBIDDEN, N_("First set up your second lock."));
}

static err_t check_fresh(const struct request *req, struct visit *v)
{
	if (!req->route->fresh || v->session.is_fresh)
		return NULL;
	v->needs_proof = true;
	return err_say(ERR_FORBIDDEN, N_("First show once more that it is you."));
}

static err_t check_limit(struct request *req, const struct visit *v)
{
	if (!req->route->limit)
		return NULL;
	return known_request(v->app, req->arena, (enum limit)req->route->limit,
		visit_visitor(req).block, v->is_marked ? &v->known : NULL);
}

/*
 * Who changes something sees everything. A page of the visitor's own may come from a copy of the
 * store that has their last change; what others opened to them, and may have closed again, may not.
 */
static void see_store(struct request *req, struct visit *v)
{
	if (is_unsafe(req)) {
		v->app = app_to_change(req->arena, v->app);
		return;
	}
	if (v->is_signed_in && req->route->own)
		v->app = app_to_show_own(req->arena, v->app, request_cookie(req, COOKIE_MARK));
}

void visit_leave(struct request *req, struct response *res)
{
	const struct visit *v = req->user;
	struct str mark = STR_NONE;
	if (v)
		app_moment_end(v->app);
	err_t e = v ? app_mark(v->app, req->arena, &mark) : NULL;
	if (mark.len)
		e = response_cookie(res, COOKIE_MARK, mark, MARK_SECONDS);
	if (e)
		log_err(v->app->log, req->id, e);
	err_free(e);
}

/* Does it only look, without work that would keep a snapshot for long? */
static bool is_brief(const struct request *req)
{
	return !is_unsafe(req) && req->route && !req->route->slow;
}

static struct visit *begin_visit(struct request *req)
{
	struct visit *v = arena_make(req->arena, struct visit);
	v->web = req->server_user;
	v->app = is_brief(req) ? app_at_moment(req->arena, v->web->app) : v->web->app;
	v->is_new = true;
	req->user = v;
	return v;
}

/* What depends on who it is, once that was looked up. */
static void settle(struct request *req, struct visit *v)
{
	if (v->is_new)
		find_browser(req, v);
	find_language(req, v);
}

void visit_outside(struct request *req, bool may_look)
{
	struct visit *v = begin_visit(req);
	struct token token;
	if (token_parse(request_cookie(req, COOKIE_SESSION), &token))
		use_session(v, &token);
	err_t e = may_look ? find_person(req, v) : NULL;
	if (e)
		log_err(v->app->log, req->id, e);
	err_free(e);
	settle(req, v);
}

err_t visit_gate(struct request *req, struct response *res)
{
	(void)res;
	struct visit *v = begin_visit(req);
	err_t e = find_person(req, v);
	settle(req, v);
	TRY(with_form(req, v, e));
	see_store(req, v);
	TRY(read_form(req, v));
	TRY(find_known(req, v)); /* which may fail: what was sent can be shown again */
	TRY(check_need(req, v));
	TRY(find_role(req, v));
	TRY(check_factor(v));
	TRY(check_form_token(req, v));
	TRY(check_fresh(req, v));
	return check_limit(req, v);
}
