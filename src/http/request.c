#include "http/request.h"

#include "codec/multipart.h"
#include "http/cookie.h"

struct str request_header(const struct request *req, const char *name)
{
	struct str wanted = str_of(name);
	for (size_t i = 0; i < req->header_count; i++)
		if (str_eq_nocase(req->headers[i].name, wanted))
			return req->headers[i].value;
	return STR_NONE;
}

struct str request_param(const struct request *req, const char *name)
{
	int at = route_param_index(req->route, name);
	return at < 0 ? STR_NONE : req->params[at];
}

struct str request_cookie(const struct request *req, const char *name)
{
	struct str value = STR_NONE, full = str_of(name);
	if (req->origin->secure)
		full = str_fmt(req->arena, "__Host-%s", name);
	if (!cookie_find(request_header(req, "Cookie"), full, &value))
		return STR_NONE;
	return value;
}

bool request_type_is(const struct request *req, const char *type)
{
	struct str rest = req->type;
	return str_eq_nocase(str_trim(str_cut(&rest, ';')), str_of(type));
}

static struct form_limits limits_of(struct str text)
{
	struct form_limits limits = form_limits_default;
	limits.bytes = text.len; /* was limited before it was read */
	return limits;
}

err_t request_query(struct request *req, const struct form **ret_form)
{
	if (!req->query_form) {
		struct form_limits limits = limits_of(req->query);
		struct form *form = arena_make(req->arena, struct form);
		TRY(form_parse(req->arena, req->query, &limits, form));
		req->query_form = form;
	}
	*ret_form = req->query_form;
	return NULL;
}

static err_t parse_body(const struct request *req, struct form *ret_form)
{
	struct form_limits limits = limits_of(req->body);
	if (request_type_is(req, "application/x-www-form-urlencoded"))
		return form_parse(req->arena, req->body, &limits, ret_form);
	if (request_type_is(req, "multipart/form-data"))
		return multipart_parse(req->arena, req->type, req->body, &limits, ret_form);
	return err_log(ERR_INVALID, "the body is no form");
}

err_t request_form(struct request *req, const struct form **ret_form)
{
	if (!req->body_form) {
		struct form *form = arena_make(req->arena, struct form);
		TRY(parse_body(req, form));
		req->body_form = form;
	}
	*ret_form = req->body_form;
	return NULL;
}

void request_log(const struct log *log, const struct request *req, int status)
{
	log_event(log, LOG_NOTE, "request", LOG_S("id", req->id),
		LOG_Z("method", method_name(req->method)),
		LOG_Z("route", req->route ? req->route->pattern : "-"), LOG_I("status", status),
		LOG_I("us", clock_monotonic() - req->started));
}

err_t request_own_origin(const struct request *req)
{
	struct str site = request_header(req, "Sec-Fetch-Site");
	struct str origin = request_header(req, "Origin");
	if (origin.p && !str_eq(origin, req->origin->text))
		return err_log(ERR_FORBIDDEN, "sent by another origin");
	if (site.p && !str_is(site, "same-origin") && !str_is(site, "none"))
		return err_log(ERR_FORBIDDEN, "sent by another site");
	if (!site.p && !origin.p)
		return err_log(ERR_FORBIDDEN, "sent by nobody knows whom");
	return NULL;
}
