/*
 * A response under construction. It starts as 200, without body, not to be stored. Bytes given to
 * it live until it was sent: in the request's arena or in static storage.
 *
 * http adds to every response: Content-Security-Policy, Strict-Transport-Security (https only),
 * X-Content-Type-Options, Referrer-Policy, Cross-Origin-Opener/Resource-Policy, Cache-Control.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

#define RESPONSE_HEADERS 16
#define RESPONSE_HEADER_BYTES (6 << 10) /* of all together */

#define TYPE_HTML "text/html; charset=utf-8"
#define TYPE_JSON "application/json"
#define TYPE_TEXT "text/plain; charset=utf-8"

enum response_cache {
	CACHE_NO_STORE, /* personal pages */
	CACHE_CHECK,    /* kept by the browser, asked for again with its ETag */
	CACHE_PUBLIC,   /* anyone may keep it for max_age seconds, then with its ETag */
};

struct response_header {
	const char *name;
	const char *value;
};

struct response {
	int status;
	const char *type; /* NULL: no body */
	struct str body;
	enum response_cache cache;
	int max_age;  /* seconds, for CACHE_PUBLIC */
	bool sandbox; /* something a person uploaded: CSP sandbox */

	struct arena *arena;
	bool secure;
	struct response_header headers[RESPONSE_HEADERS];
	size_t header_count, header_bytes;
};

/* type: a constant such as TYPE_HTML. */
void response_body(struct response *res, const char *type, struct str body);
/* 303 to a path of our own ("/passport?x=1"); anything else is ERR_INTERNAL. */
err_t response_redirect(struct response *res, struct str path);
/* ERR_INTERNAL: no header may have that name or value, http sets it itself, or too many. */
err_t response_header(struct response *res, const char *name, struct str value);
/* HttpOnly, SameSite=Lax, Path=/; Secure with the prefix __Host- when public_url is https.
 * max_age in seconds; 0: until the browser ends. */
err_t response_cookie(struct response *res, const char *name, struct str value, int max_age);
err_t response_cookie_end(struct response *res, const char *name);
/* The body is a file to save under that name (RFC 6266), never shown: attachment, CSP sandbox. */
err_t response_download(struct response *res, const char *type, struct str body, struct str name);
