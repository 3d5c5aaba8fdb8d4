#include "base/arena.h"
#include "base/mem.h"
#include "http/inside.h"

#define UNUSED_MOST 32
#define DRAIN_MOST (16u << 20) /* of a body that is too large, to have its answer read */
#define FILE_MOST (1u << 20)   /* what a static file's deadline reckons with */
#define MHD_CONNECTIONS_EXTRA 64

static struct exchange *exchange_take(struct event_thread *t)
{
	struct exchange *x = t->unused;
	if (x) {
		t->unused = x->next;
		t->unused_count--;
		return x;
	}
	x = mem_new(struct exchange);
	x->req.arena = arena_new();
	return x;
}

static void exchange_free(struct exchange *x)
{
	arena_free(x->req.arena);
	mem_free(x);
}

static void exchange_give(struct event_thread *t, struct exchange *x)
{
	struct arena *a = x->req.arena;
	if (x->answer)
		MHD_destroy_response(x->answer);
	if (x->counted)
		atomic_fetch_sub(&t->server->running, 1);
	atomic_fetch_sub(&t->server->body_bytes, x->body_bytes);
	if (t->unused_count == UNUSED_MOST) {
		exchange_free(x);
		return;
	}
	arena_reset(a);
	*x = (struct exchange){.next = t->unused, .req.arena = a};
	t->unused = x;
	t->unused_count++;
}

/* 80 random bits in base32hex. */
static void name_request(struct event_thread *t, struct exchange *x)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuv";
	if (t->random_left < 10) {
		random_fill(t->server->config.random, t->random, sizeof(t->random));
		t->random_left = sizeof(t->random);
	}
	t->random_left -= 10;
	const uint8_t *bytes = t->random + t->random_left;
	for (int half = 0; half < 2; half++, bytes += 5) {
		uint64_t bits = 0;
		for (int i = 0; i < 5; i++)
			bits = bits << 8 | bytes[i];
		for (int i = 7; i >= 0; i--, bits >>= 5)
			x->id[half * 8 + i] = digits[bits & 31];
	}
	x->req.id = (struct str){x->id, sizeof(x->id)};
}

static struct conn *conn_of(struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info->socket_context;
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **socket_context,
	enum MHD_ConnectionNotificationCode code)
{
	struct event_thread *t = cls;
	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		door_leave(&t->server->door, *socket_context);
		return;
	}
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	*socket_context = door_find(&t->server->door, info->connect_fd);
}

/* libmicrohttpd goes on to take the query apart, with a record for each field in the memory that
 * the answer's head needs too. Nobody looks at those: it gets to see an empty one. */
static void hide_query(const char *target)
{
	char *query = strchr((char *)(uintptr_t)target, '?');
	if (query)
		query[1] = 0;
}

/* The request line has been read. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *mhd)
{
	struct event_thread *t = cls;
	struct exchange *x = exchange_take(t);
	x->thread = t;
	x->mhd = mhd;
	x->conn = conn_of(mhd);
	x->raw_target = target;
	x->target = str_dup(x->req.arena, str_of(target));
	hide_query(target);
	return x;
}

static void on_done(
	void *cls, struct MHD_Connection *mhd, void **con_cls, enum MHD_RequestTerminationCode code)
{
	struct event_thread *t = cls;
	struct exchange *x = *con_cls;
	(void)mhd, (void)code;
	if (!x)
		return;
	door_deadline(&t->server->door, x->conn, t->server->config.idle_deadline, 0);
	exchange_give(t, x);
	*con_cls = NULL;
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name,
	size_t name_len, const char *value, size_t value_len)
{
	struct exchange *x = cls;
	struct request *req = &x->req;
	(void)kind;
	if (req->header_count == REQUEST_HEADERS)
		return MHD_NO;
	req->headers[req->header_count++] =
		(struct request_header){{name, name_len}, {value ? value : "", value_len}};
	return MHD_YES;
}

/* The request line is "METHOD SP target SP version CRLF", nothing more: then the headers follow. */
static const char *after_request_line(
	const struct exchange *x, const char *method, struct str version)
{
	if (x->raw_target != method + strlen(method) + 1)
		return NULL;
	if (version.p != x->raw_target + x->target.len + 1)
		return NULL;
	const char *end = version.p + version.len;
	return end[0] || end[1] ? NULL : end + 2;
}

static const char *inspect(
	struct exchange *x, const char *method, const char *version, int *ret_status)
{
	struct request *req = &x->req;
	const union MHD_ConnectionInfo *size =
		MHD_get_connection_info(x->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	int all = MHD_get_connection_values_n(x->mhd, MHD_HEADER_KIND, on_header, x);
	if (size->header_size > x->thread->server->config.max_head) {
		*ret_status = 431;
		return "head length";
	}
	struct head h = {
		.method = str_of(method),
		.target = x->target,
		.version = str_of(version),
		.headers = req->headers,
		.header_count = req->header_count,
		.cut = (size_t)all > req->header_count,
		.raw = after_request_line(x, method, str_of(version)),
		.end = method + size->header_size,
	};
	return head_check(&h, &x->thread->server->origin, &x->facts, ret_status);
}

/* From the last header line to the first, as proxies add them. */
static struct peer client_of(const struct exchange *x)
{
	const struct http_server *s = x->thread->server;
	struct peer p = x->conn->peer;
	if (!x->conn->proxy)
		return p;
	for (size_t i = x->req.header_count; i-- > 0;)
		if (str_eq_nocase(x->req.headers[i].name, STR("X-Forwarded-For")))
			p = peer_forwarded(p, x->req.headers[i].value, s->proxies, s->proxy_count);
	return p;
}

static enum MHD_Result queue_answer(struct exchange *x)
{
	const struct http_server *s = x->thread->server;
	struct MHD_Response *answer = x->answer;
	if (!answer)
		return MHD_NO;
	x->answer = NULL;
	door_deadline(&x->thread->server->door, x->conn, s->config.send_deadline, x->res.body.len);
	enum MHD_Result queued = MHD_queue_response(x->mhd, (unsigned)x->res.status, answer);
	MHD_destroy_response(answer);
	return queued;
}

static enum MHD_Result refuse(struct exchange *x, int status, const char *why)
{
	const struct http_server *s = x->thread->server;
	struct str text = STR("Bad request\n");
	if (status == 421)
		text = str_fmt(
			x->req.arena, "This server answers at %.*s\n", STR_ARG(s->origin.text));
	if (s->config.log)
		log_event(s->config.log, LOG_NOTE, "refused", LOG_S("id", x->req.id),
			LOG_I("status", status), LOG_Z("why", why));
	x->res.status = status;
	response_body(&x->res, TYPE_TEXT, text);
	x->answer = answer_make(x, x->thread->encoder);
	return queue_answer(x);
}

static void fill_request(struct exchange *x)
{
	struct http_server *s = x->thread->server;
	struct request *req = &x->req;
	for (size_t i = 0; i < req->header_count; i++)
		req->headers[i].value = str_trim(req->headers[i].value);
	req->method = x->facts.method;
	req->path = x->facts.path;
	req->query = x->facts.query;
	req->type = request_header(req, "Content-Type");
	req->peer = client_of(x);
	req->started = clock_monotonic();
	req->server_user = s->config.user;
}

static void not_found(struct exchange *x)
{
	x->fail = ERR_NOT_FOUND;
}

static void decode_params(struct exchange *x, const struct route_match *m)
{
	for (int i = 0; i < ROUTE_PARAMS && m->param[i].p; i++)
		if (!head_decode_segment(x->req.arena, m->param[i], &x->req.params[i]))
			not_found(x);
}

static void find_route(struct exchange *x)
{
	struct http_server *s = x->thread->server;
	struct route_match m = {0};
	if (x->facts.method == GET && (x->file = static_files_find(s->files, x->facts.path)))
		return;
	switch (router_find(s->router, x->facts.method, x->facts.path, &m)) {
	case ROUTE_FOUND:
		x->req.route = m.route;
		decode_params(x, &m);
		break;
	case ROUTE_SLASH:
		x->no_slash = true;
		break;
	case ROUTE_METHOD:
		not_found(x);
		x->fail_status = 405;
		x->allow = m.allow;
		break;
	case ROUTE_NONE:
		not_found(x);
		break;
	}
}

static enum MHD_Result run_here(struct exchange *x)
{
	exchange_run(x, x->thread->slot, x->thread->encoder);
	return queue_answer(x);
}

/* False when there are as many bytes of bodies as may be; who sends files slowly leaves room. */
static bool reserve_body(struct exchange *x, size_t length)
{
	struct http_server *s = x->thread->server;
	size_t most = s->config.max_bodies;
	if (length > HTTP_SMALL_BODY)
		most /= 2;
	if (atomic_fetch_add(&s->body_bytes, length) + length <= most) {
		x->body_bytes = length;
		return true;
	}
	atomic_fetch_sub(&s->body_bytes, length);
	return false;
}

/* The body is read whole, passed over when the answer is no anyhow, or not even waited for. */
static enum MHD_Result await_body(struct exchange *x)
{
	const struct http_server *s = x->thread->server;
	uint64_t length = x->facts.length;
	size_t most = s->config.max_body;
	if (x->req.route && x->req.route->max_body)
		most = x->req.route->max_body;
	if (!x->fail && length > most)
		x->fail = ERR_TOO_LARGE;
	if (!x->fail && !reserve_body(x, length))
		x->fail = ERR_UNAVAILABLE;
	door_deadline(
		&x->thread->server->door, x->conn, s->config.body_deadline, x->fail ? 0 : length);
	if (!x->fail) {
		x->req.body.p = arena_bytes(x->req.arena, length);
		x->stage = STAGE_BODY;
		return MHD_YES;
	}
	x->stage = STAGE_DRAIN;
	bool waits = request_header(&x->req, "Expect").p != NULL;
	return waits || length > DRAIN_MOST ? run_here(x) : MHD_YES;
}

static enum MHD_Result on_head(struct exchange *x, const char *method, const char *version)
{
	struct http_server *s = x->thread->server;
	int status;
	name_request(x->thread, x);
	x->counted = true;
	atomic_fetch_add(&s->running, 1);
	x->res =
		(struct response){.status = 200, .arena = x->req.arena, .secure = s->origin.secure};
	x->req.origin = &s->origin;
	const char *why = inspect(x, method, version, &status);
	if (why)
		return refuse(x, status, why);
	fill_request(x);
	find_route(x);
	if (x->facts.length)
		return await_body(x);
	x->stage = STAGE_BODY;
	return MHD_YES;
}

static void on_body(struct exchange *x, const char *data, size_t *size)
{
	struct str *body = &x->req.body;
	if (x->stage == STAGE_BODY && *size <= x->facts.length - body->len) {
		memcpy((char *)(uintptr_t)body->p + body->len, data, *size);
		body->len += *size;
	}
	*size = 0;
}

static bool may_block(const struct exchange *x)
{
	const struct route *route = x->req.route;
	bool remote = x->thread->server->config.get_on_workers;
	if (x->fail || x->no_slash)
		return remote && x->fail == ERR_NOT_FOUND && x->facts.method == GET;
	return route->method != GET || route->on_worker || remote;
}

static enum MHD_Result on_whole(struct exchange *x)
{
	struct http_server *s = x->thread->server;
	if (x->file) {
		door_deadline(&s->door, x->conn, s->config.send_deadline, FILE_MOST);
		return MHD_queue_response(x->mhd, 200,
			static_file_answer(x->file, request_header(&x->req, "Accept-Encoding")));
	}
	if (!may_block(x))
		return run_here(x);
	if (!workers_reserve(&s->workers, x)) {
		x->fail = ERR_UNAVAILABLE;
		return run_here(x);
	}
	atomic_store(&x->conn->deadline, 0);
	x->stage = STAGE_WORK;
	MHD_suspend_connection(x->mhd);
	workers_push(&s->workers, x);
	return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
	const char *method, const char *version, const char *data, size_t *size, void **con_cls)
{
	struct exchange *x = *con_cls;
	(void)cls, (void)mhd, (void)url;
	if (x->stage == STAGE_HEAD)
		return on_head(x, method, version);
	if (*size) {
		on_body(x, data, size);
		return MHD_YES;
	}
	return x->stage == STAGE_READY ? queue_answer(x) : on_whole(x);
}

/* Targets are decoded by us, segment by segment. */
static size_t leave_as_is(void *cls, struct MHD_Connection *mhd, char *text)
{
	(void)cls, (void)mhd;
	return strlen(text);
}

err_t event_thread_start(struct event_thread *t, struct http_server *s, unsigned slot)
{
	unsigned most = (unsigned)s->config.max_connections + MHD_CONNECTIONS_EXTRA;
	*t = (struct event_thread){.server = s, .slot = slot, .encoder = encoder_new()};
	t->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET |
					     MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO,
		0, NULL, NULL, on_request, t, MHD_OPTION_NOTIFY_COMPLETED, on_done, t,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, t, MHD_OPTION_URI_LOG_CALLBACK,
		on_target, t, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, t,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_LIMIT, most,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, s->pool_size, MHD_OPTION_END);
	if (!t->daemon)
		return err_log(ERR_UNAVAILABLE, "http: event thread did not start");
	return NULL;
}

void event_thread_stop(struct event_thread *t)
{
	if (t->daemon)
		MHD_stop_daemon(t->daemon);
	while (t->unused) {
		struct exchange *x = t->unused;
		t->unused = x->next;
		exchange_free(x);
	}
	encoder_free(t->encoder);
}
