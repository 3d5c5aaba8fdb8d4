#include "http/request.h"

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
	struct str full = str_fmt(req->arena, "%s%s", req->origin->secure ? "__Host-" : "", name);
	struct str value = STR_NONE;
	if (!cookie_find(request_header(req, "Cookie"), full, &value))
		return STR_NONE;
	return value;
}

bool request_type_is(const struct request *req, const char *type)
{
	struct str rest = req->type;
	return str_eq_nocase(str_trim(str_cut(&rest, ';')), str_of(type));
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
