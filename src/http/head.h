/*
 * Inspection of a request's head (RFC 9112) before anything looks at it. libmicrohttpd forgives
 * what others read differently (two lengths, folding, NUL, bare LF, blanks); whoever sits before
 * us may be such another, so nothing of it is let through.
 */
#pragma once

#include "http/request.h"

#define TARGET_MOST 4096

struct head {
	struct str method, target, version; /* as sent */
	const struct request_header *headers;
	size_t header_count;
	bool cut;        /* there were more headers than fit */
	const char *raw; /* where the first header's name should stand; NULL: nobody knows */
	const char *end; /* behind the empty line */
};

struct head_facts {
	enum method method;
	bool head; /* HEAD, which method calls GET */
	struct str path, query;
	uint64_t length; /* of the body */
};

/* A token, as names of headers, methods and cookies are (RFC 9110, section 5.6.2). */
bool head_is_token(struct str s);
/* Why the head is refused, in a word or two for the log, with the status to answer; NULL: it is
 * fine. Values in headers need not be trimmed. */
const char *head_check(const struct head *h, const struct http_origin *origin,
	struct head_facts *ret_facts, int *ret_status);

/*
 * Decodes %XX. False when the result is no text for a path segment: invalid UTF-8, a control
 * character, "/" or a dot segment. Allocates only when there is something to decode.
 */
bool head_decode_segment(struct arena *a, struct str raw, struct str *ret_text);
