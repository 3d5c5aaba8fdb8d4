#include "unit/browser.h"

#include "unit/unit.h"
#include "web/routes.h"

#include <string.h>

static const struct http_origin origin = {
	STR("https://leerpas.example.test"), STR("leerpas.example.test"), true};

bool browser_open(struct browser *b, struct place *p)
{
	*b = (struct browser){.place = p, .arena = p->arena};
	b->web = web_new(p->arena, &p->app);
	return CHECK_OK(router_new(web_demo_routes, &b->router));
}

void browser_close(struct browser *b)
{
	router_free(b->router);
}

static void add_header(struct request *req, const char *name, struct str value)
{
	req->headers[req->header_count++] = (struct request_header){str_of(name), value};
}

static struct request *request_to(struct browser *b, enum method method, const char *path)
{
	struct request *req = arena_make(b->arena, struct request);
	struct str rest = str_of(path);
	req->arena = b->arena;
	req->method = method;
	req->path = str_cut(&rest, '?');
	req->query = rest;
	req->id = STR("0123456789abcdef");
	req->origin = &origin;
	req->server_user = b->web;
	req->peer = (struct peer){{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1}};
	add_header(req, "Sec-Fetch-Site", b->is_foreign ? STR("cross-site") : STR("same-origin"));
	add_header(req, "Cookie",
		str_fmt(b->arena, "x=1%s%.*s%s%.*s%s%.*s%s%.*s%s%.*s%s%.*s%s%.*s",
			b->session.len ? "; __Host-session=" : "", STR_ARG(b->session),
			b->visit.len ? "; __Host-visit=" : "", STR_ARG(b->visit),
			b->language.len ? "; __Host-language=" : "", STR_ARG(b->language),
			b->invitation.len ? "; __Host-invitation=" : "", STR_ARG(b->invitation),
			b->editor.len ? "; __Host-editor=" : "", STR_ARG(b->editor),
			b->part.len ? "; __Host-part=" : "", STR_ARG(b->part),
			b->known.len ? "; __Host-known=" : "", STR_ARG(b->known)));
	if (b->wants_json)
		add_header(req, "Accept", STR("application/json"));
	return req;
}

static void keep_cookie(struct browser *b, struct str line)
{
	struct str name = str_cut(&line, '='), value = str_cut(&line, ';');
	if (str_is(name, "__Host-session"))
		b->session = value;
	if (str_is(name, "__Host-visit"))
		b->visit = value;
	if (str_is(name, "__Host-language"))
		b->language = value;
	if (str_is(name, "__Host-invitation"))
		b->invitation = value;
	if (str_is(name, "__Host-editor"))
		b->editor = value;
	if (str_is(name, "__Host-known") && b->known.len)
		b->known = value;
	if (str_is(name, "__Host-part"))
		b->part = value;
	CHECK(str_has(line, "Secure; HttpOnly; SameSite=Lax"));
}

static void keep_answer(struct browser *b, const struct response *res)
{
	static const char mark[] = "name=\"form_token\" value=\"";
	b->status = res->status;
	b->body = res->body;
	b->location = b->saved_as = STR_NONE;
	b->clears_data = false;
	for (size_t i = 0; i < res->header_count; i++) {
		const struct response_header *h = &res->headers[i];
		if (strcmp(h->name, "Set-Cookie") == 0)
			keep_cookie(b, str_of(h->value));
		if (strcmp(h->name, "Location") == 0)
			b->location = str_of(h->value);
		if (strcmp(h->name, "Content-Disposition") == 0)
			b->saved_as = str_of(h->value);
		b->clears_data |= strcmp(h->name, "Clear-Site-Data") == 0;
	}
	struct str rest = str_from(b->body, str_search(b->body, str_of(mark)) + strlen(mark));
	if (rest.len)
		b->token = str_cut(&rest, '"');
}

static err_t handle(struct browser *b, struct request *req, struct response *res)
{
	struct route_match match;
	if (router_find(b->router, req->method, req->path, &match) != ROUTE_FOUND)
		return err_log(ERR_NOT_FOUND, "no route");
	req->route = match.route;
	memcpy(req->params, match.param, sizeof(req->params));
	TRY(visit_gate(req, res));
	return req->route->handler(req, res);
}

static int run(struct browser *b, struct request *req)
{
	struct response res = {.status = 200, .arena = b->arena, .secure = true};
	err_t e = handle(b, req, &res);
	if (e) {
		res.status = err_kind(e->code)->http_status;
		log_err(&b->place->log, req->id, e);
		page_error(req, &res, e);
	}
	visit_leave(req, &res);
	err_free(e);
	keep_answer(b, &res);
	return b->status;
}

int browser_get(struct browser *b, const char *path)
{
	return run(b, request_to(b, GET, path));
}

int browser_post(struct browser *b, const char *path, const char *fields)
{
	struct request *req = request_to(b, POST, path);
	req->type = STR("application/x-www-form-urlencoded");
	req->body = str_fmt(
		b->arena, "form_token=%.*s%s%s", STR_ARG(b->token), *fields ? "&" : "", fields);
	return run(b, req);
}

int browser_post_parts(struct browser *b, const char *path, struct str parts)
{
	struct request *req = request_to(b, POST, path);
	req->type = STR("multipart/form-data; boundary=x");
	struct buf body;
	buf_init(&body, b->arena, 1024, SIZE_MAX);
	buf_lit(&body, "--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n");
	buf_put(&body, b->token);
	buf_lit(&body, "\r\n");
	buf_put(&body, parts);
	buf_lit(&body, "--x--\r\n");
	req->body = buf_str(&body);
	return run(b, req);
}

void browser_sign_in(struct browser *b, const struct actor *person)
{
	struct token token = place_session(b->place, person);
	b->session = token_print(b->arena, &token);
	browser_get(b, "/account");
}

void browser_sign_in_staff(struct browser *b, const struct actor *person)
{
	struct factor_codes codes;
	place_factor(b->place, person, &codes);
	browser_sign_in(b, person);
}

bool browser_sees(const struct browser *b, const char *text)
{
	return str_has(b->body, text);
}

const char *browser_link(const struct browser *b, const char *prefix)
{
	struct str rest = str_from(b->body, str_search(b->body, str_of(prefix)));
	return str_z(b->arena, str_cut(&rest, '"'));
}

const char *browser_form(const struct browser *b, const char *act)
{
	struct str mark = str_fmt(b->arena, "/%s\"", act);
	struct str before = str_sub(b->body, 0, str_search(b->body, mark));
	size_t at = before.len;
	while (at > 0 && before.p[at - 1] != '"')
		at--;
	return str_fmt(b->arena, "%.*s/%s", STR_ARG(str_from(before, at)), act).p;
}

bool browser_open_part(struct browser *b, struct place *p, struct actor *ret_mila,
	struct project_at *ret_at, struct actor *ret_noor, struct public_id *ret_who)
{
	struct participant noor = place_participant("Noor", "de Wit", "NL", "");
	if (!place_open_project(p, "own", ret_mila, ret_at) || !browser_open(b, p))
		return false;
	*ret_who = place_taker(p, ret_mila, ret_at, &noor).public;
	*ret_noor = place_claimer(p, "Noor", "noor@post.example");
	browser_sign_in(b, ret_noor);
	return true;
}

const char *browser_part(const struct browser *b, struct public_id who, const char *more)
{
	struct str key = public_id_print(b->arena, who);
	return str_fmt(b->arena, "/part/%.*s%s", STR_ARG(key), more).p;
}

const char *browser_project(struct browser *b, const struct project_at *at)
{
	browser_get(b, "/account");
	return str_fmt(b->arena, "%s/%.*s", browser_link(b, "/projects/"),
		STR_ARG(public_id_print(b->arena, at->project)))
		.p;
}
