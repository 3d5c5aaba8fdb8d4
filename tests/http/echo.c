/*
 * A server for tests from outside and for measuring: says what it understood of a request.
 *
 *	http_echo [name=value]...    prints its port, runs until its standard input ends
 */
#include "base/arena.h"
#include "base/buf.h"
#include "http/server.h"

#include <signal.h>
#include <stdio.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static _Atomic int finished;

static err_t hello(struct request *req, struct response *res)
{
	(void)req;
	response_body(res, TYPE_TEXT, STR("hello\n"));
	return NULL;
}

/* What a page costs: as many bytes as the query says, written anew. */
static err_t page(struct request *req, struct response *res)
{
	int64_t size = 1000;
	struct buf b;
	str_to_int(req->query, &size);
	buf_init(&b, req->arena, (size_t)size, (size_t)size);
	while (b.len + 16 <= b.cap)
		buf_lit(&b, "<p>some text</p>");
	response_body(res, TYPE_HTML, buf_str(&b));
	return buf_err(&b);
}

static err_t echo(struct request *req, struct response *res)
{
	struct buf b;
	buf_init(&b, req->arena, 1024, 8 << 20);
	buf_fmt(&b, "%s %.*s?%.*s id=%.*s peer=%.*s slot=%u request=%.*s cookie=%.*s\n",
		method_name(req->method), STR_ARG(req->path), STR_ARG(req->query),
		STR_ARG(request_param(req, "id")), STR_ARG(peer_print(req->arena, req->peer)),
		req->slot, STR_ARG(req->id), STR_ARG(request_cookie(req, "session")));
	buf_put(&b, req->body);
	response_body(res, TYPE_TEXT, buf_str(&b));
	return buf_err(&b);
}

static err_t slow(struct request *req, struct response *res)
{
	fprintf(stderr, "slow begins\n");
	usleep(300 * 1000);
	return echo(req, res);
}

static err_t sign_in(struct request *req, struct response *res)
{
	TRY(request_own_origin(req));
	TRY(response_cookie(res, "session", STR("s3cret"), 60));
	TRY(response_cookie_end(res, "draft"));
	return response_redirect(res, STR("/hello?x=1"));
}

static err_t public_page(struct request *req, struct response *res)
{
	TRY(page(req, res));
	res->cache = CACHE_PUBLIC;
	res->max_age = 60;
	return NULL;
}

static err_t upload(struct request *req, struct response *res)
{
	return response_download(res, "image/png", req->body, STR("caf\xc3\xa9 \"1\".png"));
}

static err_t inject(struct request *req, struct response *res)
{
	(void)req;
	return response_header(res, "X-Note", STR("a\r\nSet-Cookie: b=c"));
}

/* A handler that shows its own page of what went wrong. */
static err_t busy(struct request *req, struct response *res)
{
	TRY(hello(req, res));
	res->status = 503;
	return NULL;
}

static const struct route routes[] = {
	{GET, "/hello", hello, .need = 1},
	{GET, "/page", page, .need = 1},
	{GET, "/public", public_page, .need = 1},
	{GET, "/echo/{id}", echo, .need = 1},
	{GET, "/worker", slow, .need = 1, .on_worker = true},
	{GET, "/busy", busy, .need = 1},
	{GET, "/inject", inject, .need = 1},
	{GET, "/secret", hello, .need = 2},
	{POST, "/echo", echo, .need = 1, .max_body = 4 << 20},
	{POST, "/small", echo, .need = 1, .max_body = 100},
	{POST, "/slow", slow, .need = 1},
	{POST, "/sign-in", sign_in, .need = 1},
	{POST, "/upload", upload, .need = 1},
	{DELETE, "/echo/{id}", echo, .need = 1},
	{0},
};

static const struct route *const tables[] = {routes, NULL};

static const struct http_file files[] = {
	{"/a/site.1234.css", "text/css", {"plain", 5}, {"zipped", 6}, {"brotlied", 8}},
	{"/a/icon.99.png", "image/png", {"\x89PNG", 4}},
	{0},
};

static err_t gate(struct request *req, struct response *res)
{
	(void)res;
	return req->route->need == 2 ? err_log(ERR_UNAUTHENTICATED, "nobody") : NULL;
}

static void error(struct request *req, struct response *res, const struct err *e)
{
	response_body(res, TYPE_HTML,
		str_fmt(req->arena, "<p>%d %s</p>", res->status, err_kind(e->code)->name));
}

static void finish(const struct request *req, const struct response *res)
{
	(void)req, (void)res;
	finished++;
}

struct setting {
	const char *name;
	size_t at;
};

static const struct setting numbers[] = {
	{"port", offsetof(struct http_config, port)},
	{"threads", offsetof(struct http_config, threads)},
	{"workers", offsetof(struct http_config, workers)},
	{"queue", offsetof(struct http_config, queue)},
	{"max_connections", offsetof(struct http_config, max_connections)},
	{"max_per_peer", offsetof(struct http_config, max_per_peer)},
	{0},
};
static const struct setting sizes[] = {
	{"max_bodies", offsetof(struct http_config, max_bodies)},
	{0},
};
static const struct setting deadlines[] = {
	{"head_ms", offsetof(struct http_config, head_deadline)},
	{"idle_ms", offsetof(struct http_config, idle_deadline)},
	{"body_ms", offsetof(struct http_config, body_deadline)},
	{"send_ms", offsetof(struct http_config, send_deadline)},
	{"stop_ms", offsetof(struct http_config, stop_deadline)},
	{0},
};

static void *find(struct http_config *c, const struct setting *s, struct str name)
{
	for (; s->name; s++)
		if (str_is(name, s->name))
			return (char *)c + s->at;
	return NULL;
}

static bool set(struct http_config *c, struct str name, struct str value)
{
	static const char *proxies[2];
	int64_t n = 0;
	str_to_int(value, &n);
	int *number = find(c, numbers, name);
	size_t *size = find(c, sizes, name);
	usec *deadline = find(c, deadlines, name);
	if (number)
		*number = (int)n;
	if (size)
		*size = (size_t)n;
	if (deadline)
		*deadline = n * USEC_MS;
	if (str_is(name, "public_url"))
		c->public_url = value.p;
	if (str_is(name, "proxy"))
		c->proxies = (proxies[0] = value.p, proxies);
	return number || size || deadline || str_is(name, "public_url") || str_is(name, "proxy");
}

static int fail(err_t e)
{
	fprintf(stderr, "%s\n", e->detail);
	err_free(e);
	return 1;
}

int main(int argc, char **argv)
{
	struct log log = {2, &clock_system, LOG_NOTE};
	struct http_config config = {
		.public_url = "http://localhost",
		.routes = tables,
		.files = files,
		.gate = gate,
		.error = error,
		.finish = finish,
		.log = &log,
	};
	for (int i = 1; i < argc; i++) {
		struct str value = str_of(argv[i]), name = str_cut(&value, '=');
		if (!set(&config, name, value))
			return fail(err_log(ERR_INVALID, "no setting %s", argv[i]));
	}
	struct http_server *server;
	err_t e = http_server_start(&config, &server);
	if (e)
		return fail(e);
	printf("%d\n", http_server_port(server));
	fflush(stdout);
	char c;
	while (read(0, &c, 1) > 0)
		;
	e = http_server_stop(server);
	printf("finished %d\n", finished);
	return e ? fail(e) : 0;
}
