/*
 * A request, as a handler sees it: checked, whole, and alive until its response has been sent.
 * Everything here is owned by the request; strings are not NUL-terminated unless said.
 */
#pragma once

#include "base/arena.h"
#include "base/log.h"
#include "codec/form.h"
#include "http/peer.h"
#include "http/route.h"

#define REQUEST_HEADERS 64
#define REQUEST_ID_TEXT 16

struct request_header {
	struct str name, value;
};

/* Where the installation lives: http_config.public_url, taken apart. */
struct http_origin {
	struct str text; /* "https://leerpas.example.org", as an Origin header has it */
	struct str host; /* "leerpas.example.org", with a port that is not the scheme's own */
	bool secure;     /* https */
};

struct request {
	struct arena *arena;       /* ends after the response was sent */
	enum method method;        /* GET for HEAD too */
	struct str path;           /* from "/", as sent */
	struct str query;          /* after "?", as sent */
	const struct route *route; /* NULL when none was found (seen by http_config.error) */
	struct str body;           /* whole; empty without one */
	struct str type;           /* Content-Type as sent, or empty */
	struct peer peer;          /* the client, seen through our own proxies */
	struct str id;             /* random, printable, for the log and error pages */
	usec started;              /* clock_monotonic when the headers were complete */
	unsigned slot;             /* of the thread that runs it: 0 to http_slots() - 1 */
	void *server_user;         /* http_config.user */
	void *user;                /* the gate's, for the handler */

	const struct http_origin *origin;
	struct request_header headers[REQUEST_HEADERS];
	size_t header_count;
	struct str params[ROUTE_PARAMS];           /* decoded */
	const struct form *query_form, *body_form; /* once asked for */
};

/* The value of the first header of that name, or STR_NONE; ASCII case does not matter. */
struct str request_header(const struct request *req, const char *name);
/* The {name} of the route's pattern, decoded, valid UTF-8 without control characters. */
struct str request_param(const struct request *req, const char *name);
/* The cookie that response_cookie set under that name; STR_NONE when absent or ambiguous. */
struct str request_cookie(const struct request *req, const char *name);
/* "application/json" of "application/json; charset=utf-8": is it the content type? */
bool request_type_is(const struct request *req, const char *type);
/* The query's fields, parsed when first asked for. ERR_INVALID, ERR_TOO_LARGE. */
err_t request_query(struct request *req, const struct form **ret_form);
/* The body's fields in either form encoding; ERR_INVALID for another content type too. */
err_t request_form(struct request *req, const struct form **ret_form);
/* The line that each answered request leaves in the log. */
void request_log(const struct log *log, const struct request *req, int status);
/*
 * For unsafe methods: ERR_FORBIDDEN unless a page of our own origin, or the person directly, sent
 * it. Sec-Fetch-Site decides (same-origin or none), else Origin; neither there: refused.
 */
err_t request_own_origin(const struct request *req);
