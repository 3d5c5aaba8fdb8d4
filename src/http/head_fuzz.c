#include "http/head.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST 8192

/* Cuts the text in place as libmicrohttpd does, forgiving all that it forgives. */
static void cut_lines(char *at, struct request_header *headers, struct head *h)
{
	h->end = at;
	for (char *end; (end = strchr(at, '\n')) && h->header_count < REQUEST_HEADERS;
		at = end + 1) {
		h->end = end + 1;
		char *colon = memchr(at, ':', (size_t)(end - at));
		*end = 0;
		if (end > at && end[-1] == '\r')
			end[-1] = 0;
		if (!colon)
			continue;
		*colon = 0;
		char *value = colon + 1 + strspn(colon + 1, " \t");
		headers[h->header_count++] = (struct request_header){str_of(at), str_of(value)};
	}
}

static void check_facts(const struct head *h, const struct head_facts *f)
{
	size_t hosts = 0, lengths = 0;
	for (size_t i = 0; i < h->header_count; i++) {
		hosts += str_eq_nocase(h->headers[i].name, STR("host"));
		lengths += str_eq_nocase(h->headers[i].name, STR("content-length"));
		if (str_eq_nocase(h->headers[i].name, STR("transfer-encoding")))
			abort();
	}
	if (hosts > 1 || lengths > 1 || (f->length && !lengths))
		abort();
	if (!f->path.len || f->path.p[0] != '/' || str_find(f->path, '?') < f->path.len)
		abort();
}

/* "METHOD target version\r\n" and header lines. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct http_origin origin = {{"https://a.test", 14}, {"a.test", 6}, true};
	static char text[MOST + 4];
	struct request_header headers[REQUEST_HEADERS];
	if (size > MOST)
		return 0;
	memcpy(text, data, size);
	memset(text + size, 0, 4);
	char *lines = memchr(text, '\n', size);
	if (!lines || lines == text)
		return 0;
	struct str rest = {text, (size_t)(lines - text) - 1};
	struct head h = {.headers = headers, .raw = lines + 1};
	h.method = str_cut(&rest, ' ');
	h.target = str_cut(&rest, ' ');
	h.version = rest;
	cut_lines(lines + 1, headers, &h);
	struct head_facts facts;
	int status;
	if (!head_check(&h, &origin, &facts, &status))
		check_facts(&h, &facts);
	else if (status < 400 || status > 501)
		abort();
	return 0;
}
