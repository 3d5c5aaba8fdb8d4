#include "http/response.h"

#include "base/buf.h"
#include "codec/url.h"
#include "http/cookie.h"
#include "http/head.h"

#include <string.h>

#define VALUE_MOST (5 << 10)

static bool is_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c < ' ' && c != '\t') || c >= 0x7f)
			return false;
	}
	return s.len > 0 && s.len <= VALUE_MOST;
}

/* Headers that http writes itself, or that would change where the message ends. */
static bool is_reserved(struct str name)
{
	static const char *const names[] = {"Connection", "Content-Encoding", "Content-Length",
		"Content-Security-Policy", "Content-Type", "Date", "ETag", "Keep-Alive",
		"Cache-Control", "Server", "Trailer", "Transfer-Encoding", "Upgrade", "Vary"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	return false;
}

void response_body(struct response *res, const char *type, struct str body)
{
	res->type = type;
	res->body = body;
}

err_t response_header(struct response *res, const char *name, struct str value)
{
	struct str n = str_of(name);
	if (!head_is_token(n) || is_reserved(n))
		return err_log(ERR_INTERNAL, "response: header name %s", name);
	if (!is_value(value))
		return err_log(ERR_INTERNAL, "response: value of %s", name);
	size_t bytes = res->header_bytes + n.len + value.len;
	if (res->header_count == RESPONSE_HEADERS || bytes > RESPONSE_HEADER_BYTES)
		return err_log(ERR_INTERNAL, "response: too many headers");
	res->header_bytes = bytes;
	res->headers[res->header_count++] =
		(struct response_header){name, str_z(res->arena, value)};
	return NULL;
}

err_t response_redirect(struct response *res, struct str path)
{
	if (!url_is_path(path))
		return err_log(ERR_INTERNAL, "response: redirect to what is no path of ours");
	TRY(response_header(res, "Location", path));
	res->status = 303;
	return NULL;
}

static err_t set_cookie(
	struct response *res, const char *name, struct str value, const char *max_age)
{
	if (!head_is_token(str_of(name)) || !cookie_value_valid(value))
		return err_log(ERR_INTERNAL, "response: cookie %s", name);
	struct str line = str_fmt(res->arena, "%s%s=%.*s; Path=/%s; HttpOnly; SameSite=Lax%s",
		res->secure ? "__Host-" : "", name, STR_ARG(value), res->secure ? "; Secure" : "",
		max_age);
	return response_header(res, "Set-Cookie", line);
}

err_t response_cookie(struct response *res, const char *name, struct str value, int max_age)
{
	const char *age = "";
	if (max_age > 0)
		age = str_z(res->arena, str_fmt(res->arena, "; Max-Age=%d", max_age));
	return set_cookie(res, name, value, age);
}

err_t response_cookie_end(struct response *res, const char *name)
{
	return set_cookie(res, name, STR(""), "; Max-Age=0");
}

/* For readers of RFC 2183 only: what is not plain becomes "_". */
static void put_plain(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		buf_putc(b, c < ' ' || c >= 0x7f || strchr("\"\\/:", c) ? '_' : c);
	}
}

err_t response_download(struct response *res, const char *type, struct str body, struct str name)
{
	struct buf b;
	buf_init(&b, res->arena, 128, VALUE_MOST);
	buf_lit(&b, "attachment; filename=\"");
	put_plain(&b, name);
	buf_lit(&b, "\"; filename*=UTF-8''"); /* ext-value of RFC 8187 */
	url_put(&b, name);
	TRY(buf_err(&b));
	TRY(response_header(res, "Content-Disposition", buf_str(&b)));
	response_body(res, type, body);
	res->sandbox = true;
	return NULL;
}
