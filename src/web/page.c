#include "web/page.h"

#include "base/vec.h"
#include "codec/json.h"
#include "codec/url.h"
#include "view/error.h"
#include "web/part.h"
#include "web/prove.h"

#define BACK_MOST 2000        /* bytes: what a header takes */
#define PAGE_FIRST (32 << 10) /* bytes: room that most pages never outgrow */

static struct str here(const struct request *req)
{
	if (req->method != GET)
		return STR("/");
	if (!req->query.len)
		return req->path;
	return str_fmt(req->arena, "%.*s?%.*s", STR_ARG(req->path), STR_ARG(req->query));
}

/* The roles that have pages of their own. */
static err_t fill_roles(const struct request *req, struct page *io)
{
	const struct visit *v = visit_of(req);
	const struct membership_list *all = &v->session.memberships;
	struct role_choice *roles = arena_array(req->arena, struct role_choice, all->len + 1);
	for (size_t i = 0; i < all->len; i++) {
		const struct membership *m = &all->at[i];
		struct role_choice *role = &roles[io->roles_len];
		struct str path = membership_path(req->arena, m);
		if (!path.len)
			continue;
		*role = (struct role_choice){STR_NONE, m->organisation_name, path, m == v->role};
		TRY(membership_label(req->arena, v->lang, m->role, m->words, &role->name));
		io->roles_len++;
	}
	if (v->session.edits)
		roles[io->roles_len++] =
			(struct role_choice){lang_text(v->lang, N_("Project partner")),
				v->edited ? v->edited->organisation_name : STR_NONE,
				STR("/projects"), v->edited != NULL};
	io->roles = roles;
	io->home = v->role           ? membership_path(req->arena, v->role)
		   : v->edited       ? STR("/projects")
		   : v->is_signed_in ? STR("/passport")
				     : STR("/");
	return NULL;
}

static struct instead instead_of(const struct visit *v)
{
	if (v->lang == v->wished)
		return (struct instead){0};
	return (struct instead){
		.tag = lang_tag(v->wished),
		.direction = lang_direction(v->wished),
		.text = lang_text(v->wished, N_("This page is not there in your language yet. In "
						"the menu you can choose another language.")),
	};
}

/* Whose the page is, for what the browser keeps meanwhile. */
static struct str owner_of(const struct request *req)
{
	const struct visit *v = visit_of(req);
	if (v->taker.participant.n)
		return public_id_print(req->arena, v->taker.public);
	return v->is_signed_in ? public_id_print(req->arena, v->session.actor.public) : STR_NONE;
}

struct language_row page_languages(const struct request *req, struct str back)
{
	const struct visit *v = visit_of(req);
	return (struct language_row){back, v->web->choices[lang_index(v->lang)], v->langs};
}

struct page_run *page_begin(struct request *req)
{
	const struct visit *v = visit_of(req);
	const struct web *web = v->web;
	struct page_run *run = arena_make(req->arena, struct page_run);
	buf_init(&run->out, req->arena, PAGE_FIRST, PAGE_MOST);
	run->page = (struct page){
		.place = v->app->place_name,
		.here = here(req),
		.person = v->is_signed_in ? v->session.name : STR_NONE,
		.owner = owner_of(req),
		.demo = web->demo,
		.languages = web->choices[lang_index(v->lang)],
		.languages_len = v->langs,
		.instead = instead_of(v),
		.large_type = v->session.large_type,
		.new_card = v->session.new_card ? zone_day(v->session.new_card) : 0,
	};
	run->fault = fill_roles(req, &run->page);
	run->view = view_in(web->texts, v->lang);
	run->view.page = &run->page;
	run->view.form_token = form_token(req->arena, v->app->random, &v->token);
	run->view.today = zone_day(clock_now(v->app->clock));
	return run;
}

err_t page_end(struct request *req, struct response *res, struct page_run *run)
{
	const struct visit *v = visit_of(req);
	TRY(run->fault);
	TRY(buf_err(&run->out));
	if (v->is_new)
		TRY(response_cookie(res, COOKIE_VISIT, token_print(req->arena, &v->token), 0));
	response_body(res, TYPE_HTML, buf_str(&run->out));
	return NULL;
}

/* --- what went wrong --- */

struct str page_error_text(const struct request *req, const struct err *e)
{
	return lang_error(req->arena, visit_of(req)->lang, e);
}

static const struct err *find_field(const struct err *e, const char *name)
{
	while (e && !str_is(str_of(e->field), name))
		e = e->next;
	return e;
}

struct shown_field page_field(const struct request *req, const char *name, const struct err *e)
{
	const struct err *about = find_field(e, name);
	return (struct shown_field){
		.value = form_get(&visit_of(req)->form, str_of(name)),
		.error = about ? page_error_text(req, about) : STR_NONE,
	};
}

struct code_field page_code(const struct request *req, const char *label, const struct err *e)
{
	struct shown_field field = page_field(req, "code", e);
	return (struct code_field){label, field.value, field.error};
}

struct code_field page_lone_code(const struct request *req, const char *label, const struct err *e)
{
	struct code_field field = page_code(req, label, e);
	if (e && !field.error.len)
		field.error = page_error_text(req, e);
	return field;
}

struct problem page_problem(const struct request *req, const struct err *e)
{
	const struct err *about = find_field(e, "");
	return (struct problem){about ? page_error_text(req, about) : STR_NONE};
}

/* For the log: what went wrong while the page is shown all the same. Takes e. */
static void note(const struct request *req, err_t e)
{
	log_err(visit_of(req)->app->log, req->id, e);
	err_free(e);
}

void page_note_damaged(const struct request *req, bool is_damaged, const char *what)
{
	if (is_damaged)
		note(req, err_log(ERR_INTERNAL, "%s cannot be opened", what));
}

bool page_can_mend(const struct err *e)
{
	return e->code == ERR_INVALID || e->code == ERR_RATE_LIMITED || e->code == ERR_EXPIRED ||
	       e->code == ERR_UNAUTHENTICATED || e->code == ERR_UNAVAILABLE;
}

static bool is_house(const struct err *e)
{
	while (e && err_kind(e->code)->http_status < 500)
		e = e->next;
	return e;
}

void page_refuse(const struct request *req, struct response *res, err_t e)
{
	if (!e)
		return;
	res->status = err_kind(e->code)->http_status;
	if (is_house(e))
		note(req, e);
	else
		err_free(e);
}

err_t page_as_far(const struct request *req, err_t e, int64_t done)
{
	if (!e || !done)
		return e;
	note(req, e);
	return NULL;
}

err_t page_instead(err_t e, err_t worse)
{
	return worse ? err_join(worse, e) : NULL;
}

struct str page_back(struct str back, struct str otherwise)
{
	bool is_ascii = true;
	for (size_t i = 0; i < back.len; i++)
		is_ascii &= back.p[i] > 0;
	return is_ascii && back.len <= BACK_MOST && url_is_path(back) ? back : otherwise;
}

static void show_error_json(struct request *req, struct response *res, const struct err *e)
{
	struct buf out;
	buf_init(&out, req->arena, 256, 4096);
	struct json body = json_object();
	json_set(req->arena, &body, STR("error"), json_of_str(str_of(err_kind(e->code)->name)));
	json_set(req->arena, &body, STR("message"), json_of_str(page_error_text(req, e)));
	json_set(req->arena, &body, STR("request"), json_of_str(req->id));
	json_write(&out, &body);
	response_body(res, TYPE_JSON, buf_str(&out));
}

/* The fields of what was being sent, without the token of the session that ended. */
static const struct kept_field *kept_fields(
	struct arena *a, const struct form *kept, size_t *ret_count)
{
	VEC(struct kept_field) fields = {0};
	form_each(field, kept) if (!field->is_file && !str_eq(field->name, FORM_TOKEN))
		vec_push(a, &fields, (struct kept_field){field->name, field->value});
	*ret_count = fields.len;
	return fields.at;
}

/* Did this person write it? To whoever signs in instead it is nobody's business. */
static bool is_own(const struct request *req, const struct form *kept)
{
	const struct visit *v = visit_of(req);
	struct str owner = form_get(kept, STR("owner"));
	if (v->taker.participant.n && str_eq(owner, public_id_print(req->arena, v->taker.public)))
		return true;
	return str_eq(owner, public_id_print(req->arena, v->session.actor.public));
}

/* "answer", or "answer_aims" where a form asks for several texts. */
static bool is_written(struct str name)
{
	return str_is(name, "answer") || str_starts(name, STR("answer_"));
}

/* Does it carry something that somebody wrote or chose? */
static bool has_answer(const struct form *form)
{
	form_each(field, form) if (field->value.len && !field->is_file)
	{
		if (is_written(field->name) || str_is(field->name, "option"))
			return true;
	}
	return false;
}

/* What was written: of a list, all lines. */
static struct str written_in(struct arena *a, const struct form *form)
{
	struct buf out;
	buf_init(&out, a, 256, SIZE_MAX);
	form_each(field, form) if (is_written(field->name) && field->value.len)
	{
		if (out.len)
			buf_putc(&out, '\n');
		buf_put(&out, field->value);
	}
	return buf_str(&out);
}

/* The fields as a form without files sends them. */
static struct str kept_body(const struct request *req)
{
	const char *between = "";
	struct buf out;
	if (request_type_is(req, "application/x-www-form-urlencoded"))
		return req->body;
	buf_init(&out, req->arena, 1024, SIZE_MAX);
	form_each(field, &visit_of(req)->form) if (!field->is_file)
	{
		buf_put(&out, str_of(between));
		html_put_part(&out, field->name);
		buf_putc(&out, '=');
		html_put_part(&out, field->value);
		between = "&";
	}
	return buf_str(&out);
}

static err_t show_kept(
	struct request *req, struct response *res, struct kept_view *view, const struct form *kept)
{
	view->text = written_in(req->arena, kept);
	view->fields = kept_fields(req->arena, kept, &view->fields_len);
	return PAGE_SHOW(req, res, view_kept, view);
}

err_t page_kept(struct request *req, struct response *res, struct str path, const struct form *kept)
{
	bool by_code = visit_of(req)->taker.participant.n;
	if (!is_own(req, kept))
		return response_redirect(res, by_code ? path : STR("/passport"));
	return show_kept(req, res, &(struct kept_view){.path = path}, kept);
}

err_t page_go_on(
	struct request *req, struct response *res, struct str path, const struct form *kept)
{
	struct kept_view view = {.path = path};
	view.fields = kept_fields(req->arena, kept, &view.fields_len);
	return PAGE_SHOW(req, res, view_go_on, &view);
}

/* To a page that leads back to where they were. */
static err_t go_by(struct request *req, struct response *res, const char *page)
{
	struct buf path;
	buf_init(&path, req->arena, 256, 4096);
	buf_fmt(&path, "%s?back=", page);
	html_put_part(&path, here(req));
	TRY(buf_err(&path));
	return response_redirect(res, buf_str(&path));
}

/* What somebody was sending comes along, to be sent when they have shown who they are. */
static err_t show_prove(struct request *req, struct response *res)
{
	if (req->method == GET)
		return go_by(req, res, "/account/prove");
	return prove_page(req, res, req->path, kept_body(req), NULL);
}

/* The same, after the code was typed. */
static err_t show_code(struct request *req, struct response *res)
{
	if (!has_answer(&visit_of(req)->form))
		return response_redirect(res, STR("/part"));
	return part_code_page(req, res, req->path, kept_body(req));
}

/* The answer that somebody was sending comes along, and is shown again after signing in. */
static err_t show_sign_in(struct request *req, struct response *res)
{
	if (!has_answer(&visit_of(req)->form))
		return go_by(req, res, "/sign-in");
	struct sign_in_view view = {.back = req->path, .kept = kept_body(req), .ended = true};
	return PAGE_SHOW(req, res, view_sign_in, &view);
}

/*
 * What somebody wrote on a page of an older session, which ended and began anew in another tab; or
 * what a page that asked them to sign in has kept of it. *ret_is: it is this person's.
 */
static err_t find_written(
	struct request *req, struct str *ret_path, struct form *ret_written, bool *ret_is)
{
	const struct visit *v = visit_of(req);
	struct str body = form_get(&v->form, STR("kept"));
	*ret_path = req->path;
	*ret_written = v->form;
	*ret_is = false;
	if (!v->is_stale || !v->is_signed_in)
		return NULL;
	if (body.len) {
		*ret_path = page_back(form_get(&v->form, STR("back")), STR("/passport"));
		TRY(form_parse(req->arena, body, &form_limits_default, ret_written));
	}
	*ret_is = is_own(req, ret_written);
	return NULL;
}

static err_t show_error(struct request *req, struct response *res, const struct err *e)
{
	const struct visit *v = visit_of(req);
	struct str path;
	struct form written;
	bool is_theirs;
	if (v->needs_code)
		return show_code(req, res);
	if (e->code == ERR_UNAUTHENTICATED)
		return show_sign_in(req, res);
	if (v->needs_proof)
		return show_prove(req, res);
	if (v->needs_factor)
		return response_redirect(res, STR("/account/second-factor?needed"));
	TRY(find_written(req, &path, &written, &is_theirs));
	if (is_theirs)
		return page_kept(req, res, path, &written);
	/* Nothing could be looked up; it goes back to the one who just sent it. */
	if (e->code == ERR_UNAVAILABLE && has_answer(&v->form))
		return show_kept(
			req, res, &(struct kept_view){.path = req->path, .busy = true}, &v->form);
	struct error_view view = {
		.status = res->status,
		.message = e->text ? page_error_text(req, e) : STR_NONE,
		.request_id = req->id,
		.signed_in = v->is_signed_in,
		.is_stale = v->is_stale,
	};
	return PAGE_SHOW(req, res, view_error, &view);
}

void page_error(struct request *req, struct response *res, const struct err *e)
{
	if (!req->user)
		visit_outside(req, e->code == ERR_NOT_FOUND && req->method == GET);
	if (visit_wants_json(req)) {
		show_error_json(req, res, e);
		return;
	}
	err_t failed = show_error(req, res, e);
	if (!failed)
		return;
	note(req, failed);
	response_body(res, TYPE_TEXT, str_of(err_kind(e->code)->name));
}
