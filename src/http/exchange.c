#include "http/inside.h"

#include "base/arena.h"

#include <string.h>

#define COMPRESS_LEAST 1024
#define RETRY_AFTER "5"

static const char csp[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; "
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
static const char csp_sandbox[] = "sandbox; default-src 'none'; base-uri 'none'; "
				  "form-action 'none'; frame-ancestors 'none'";

void mhd_header(struct MHD_Response **answer, const char *name, const char *value)
{
	if (!*answer || MHD_add_response_header(*answer, name, value) == MHD_YES)
		return;
	MHD_destroy_response(*answer);
	*answer = NULL;
}

static bool is_text(const char *type)
{
	return !strncmp(type, "text/", 5) || strstr(type, "json") || strstr(type, "xml");
}

static const char *cache_control(const struct exchange *x)
{
	switch (x->res.cache) {
	case CACHE_CHECK:
		return "private, no-cache";
	case CACHE_PUBLIC:
		return str_z(
			x->req.arena, str_fmt(x->req.arena, "public, max-age=%d", x->res.max_age));
	case CACHE_NO_STORE:
		break;
	}
	return "no-store";
}

struct body {
	struct str bytes;
	bool varies, packed;
	struct str tag;
};

/*
 * Somebody else's page asked for a page of this visitor's. What that page chose (the query) would
 * be packed together with what it may not know, and the length would tell: such a page goes plain.
 */
static bool is_lured(const struct exchange *x)
{
	struct str site = request_header(&x->req, "Sec-Fetch-Site");
	return x->res.cache == CACHE_NO_STORE &&
	       (str_is(site, "cross-site") || str_is(site, "same-site"));
}

/* Chooses what is sent: nothing when the client has it already, else packed or plain. */
static struct body choose_body(struct exchange *x, struct encoder *encoder)
{
	struct response *res = &x->res;
	struct body b = {.bytes = res->type ? res->body : STR_NONE};
	if (res->cache != CACHE_NO_STORE && res->status == 200 && x->req.method == GET) {
		b.tag = encode_tag(x->req.arena, b.bytes);
		if (encode_tag_matches(request_header(&x->req, "If-None-Match"), b.tag)) {
			res->status = 304;
			b.bytes = STR_NONE;
		}
	}
	b.varies = b.bytes.len >= COMPRESS_LEAST && is_text(res->type);
	if (b.varies && !is_lured(x) &&
		encode_accepts(request_header(&x->req, "Accept-Encoding"), STR("gzip")))
		b.packed = encoder_gzip(encoder, x->req.arena, b.bytes, &b.bytes);
	return b;
}

static void add_headers(struct MHD_Response **answer, struct exchange *x, const struct body *b)
{
	const struct http_server *s = x->thread->server;
	const struct response *res = &x->res;
	for (const struct response_header *h = s->common; h->name; h++)
		mhd_header(answer, h->name, h->value);
	mhd_header(answer, "Content-Security-Policy", res->sandbox ? csp_sandbox : csp);
	mhd_header(answer, "Cache-Control", cache_control(x));
	if (res->type && res->status != 304)
		mhd_header(answer, "Content-Type", res->type);
	if (b->varies)
		mhd_header(answer, "Vary", "Accept-Encoding");
	if (res->status == 503 || res->status == 429)
		mhd_header(answer, "Retry-After", RETRY_AFTER);
	if (b->packed)
		mhd_header(answer, "Content-Encoding", "gzip");
	if (b->tag.p)
		mhd_header(answer, "ETag", b->tag.p);
	for (size_t i = 0; i < res->header_count; i++)
		mhd_header(answer, res->headers[i].name, res->headers[i].value);
	if (atomic_load(&s->stopping))
		mhd_header(answer, "Connection", "close");
}

struct MHD_Response *answer_make(struct exchange *x, struct encoder *encoder)
{
	struct body b = choose_body(x, encoder);
	struct MHD_Response *answer = MHD_create_response_from_buffer(
		b.bytes.len, (void *)(uintptr_t)b.bytes.p, MHD_RESPMEM_PERSISTENT);
	add_headers(&answer, x, &b);
	return answer;
}

static err_t with_allow(struct exchange *x)
{
	return x->allow ? response_header(
				  &x->res, "Allow", route_allow_print(x->req.arena, x->allow))
			: NULL;
}

/* Takes e. */
static void tell(struct exchange *x, err_t e)
{
	const struct http_config *config = &x->thread->server->config;
	x->res = (struct response){.arena = x->req.arena, .secure = x->res.secure};
	x->res.status = x->fail_status ? x->fail_status : err_kind(e->code)->http_status;
	e = err_join(e, with_allow(x));
	if (config->log && !x->fail)
		log_err(config->log, x->req.id, e);
	config->error(&x->req, &x->res, e);
	err_free(e);
}

/* The same address without the slash at its end. */
static err_t redirect_no_slash(const struct request *req, struct response *res)
{
	struct str path = str_sub(req->path, 0, req->path.len - 1);
	if (req->query.len)
		path = str_fmt(req->arena, "%.*s?%.*s", STR_ARG(path), STR_ARG(req->query));
	TRY(response_redirect(res, path));
	res->status = 308;
	return NULL;
}

static err_t attempt(struct exchange *x)
{
	if (x->no_slash)
		return redirect_no_slash(&x->req, &x->res);
	if (x->fail)
		return err_make_(__FILE__, __LINE__, x->fail, "", NULL);
	TRY(x->thread->server->config.gate(&x->req, &x->res));
	return x->req.route->handler(&x->req, &x->res);
}

void exchange_run(struct exchange *x, unsigned slot, struct encoder *encoder)
{
	const struct http_config *config = &x->thread->server->config;
	x->req.slot = slot;
	err_t e = attempt(x);
	if (e)
		tell(x, e);
	if (config->leave)
		config->leave(&x->req, &x->res);
	x->answer = answer_make(x, encoder);
	if (config->finish)
		config->finish(&x->req, &x->res);
	x->stage = STAGE_READY;
}
