#include "http/head.h"

#include "codec/url.h"

#include <string.h>

#define LENGTH_DIGITS 15

static bool is_token_char(unsigned char c)
{
	return c > ' ' && c < 0x7f && !memchr("\"(),/:;<=>?@[\\]{}", c, 17);
}

bool head_is_token(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_token_char((unsigned char)s.p[i]))
			return false;
	return s.len > 0;
}

static bool is_field_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

/*
 * libmicrohttpd cuts lines in place: it writes NUL over ":" and CR LF. When what it reports lies
 * in memory exactly as "name:value CRLF" again and again up to the empty line, then nothing was
 * folded, cut short by a NUL, ended by a bare LF or passed over.
 */
static bool is_tight(const struct head *h)
{
	const char *at = h->raw;
	for (size_t i = 0; at && i < h->header_count; i++) {
		const struct request_header *line = &h->headers[i];
		if (line->name.p != at)
			return false;
		at += line->name.len + 1;
		while (at < line->value.p && (*at == ' ' || *at == '\t'))
			at++;
		if (at != line->value.p)
			return false;
		at += line->value.len;
		if (at[0] || at[1])
			return false;
		at += 2;
	}
	return at && at + 2 == h->end;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_target(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f || s.p[i] == '#')
			return false;
		if (s.p[i] != '%')
			continue;
		if (s.len - i < 3 || hex_digit(s.p[i + 1]) < 0 || hex_digit(s.p[i + 2]) < 0)
			return false;
	}
	return true;
}

bool head_decode_segment(struct arena *a, struct str raw, struct str *ret_text)
{
	struct str text;
	if (!url_decode(a, raw, &text))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f || text.p[i] == '/')
			return false;
	if (str_is(text, ".") || str_is(text, ".."))
		return false;
	*ret_text = text;
	return true;
}

struct known {
	struct str host, length, encoding, expect;
};

/* Headers that mean something else when there are two. */
static bool collect(const struct head *h, struct known *ret_known)
{
	static const struct str once[] = {STR("host"), STR("content-length"),
		STR("transfer-encoding"), STR("expect"), STR("content-type"),
		STR("content-encoding"), STR("authorization"), STR("cookie"), STR("origin"),
		STR("sec-fetch-site"), STR("if-none-match"), STR("accept-encoding")};
	enum { ONCE = sizeof(once) / sizeof(once[0]) };
	struct str seen[ONCE] = {0};
	for (size_t i = 0; i < h->header_count; i++)
		for (size_t k = 0; k < ONCE; k++) {
			if (!str_eq_nocase(h->headers[i].name, once[k]))
				continue;
			if (seen[k].p)
				return false;
			seen[k] = str_trim(h->headers[i].value);
		}
	*ret_known = (struct known){seen[0], seen[1], seen[2], seen[3]};
	return true;
}

static bool parse_length(struct str s, uint64_t *ret_length)
{
	uint64_t n = 0;
	if (!s.len || s.len > LENGTH_DIGITS)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (uint64_t)(s.p[i] - '0');
	}
	*ret_length = n;
	return true;
}

static bool parse_method(struct str s, struct head_facts *facts)
{
	facts->head = str_is(s, "HEAD");
	facts->method = GET;
	if (facts->head)
		return true;
	for (; facts->method <= DELETE; facts->method++)
		if (str_is(s, method_name(facts->method)))
			return true;
	return false;
}

/* "localhost", "127.0.0.1" and "::1": no page of somebody else's can be under these names. */
static bool is_loopback(struct str host)
{
	struct peer p;
	size_t port = host.len;
	while (port && host.p[port - 1] >= '0' && host.p[port - 1] <= '9')
		port--;
	if (port && port < host.len && host.p[port - 1] == ':')
		host = str_sub(host, 0, port - 1);
	if (str_eq_nocase(host, STR("localhost")))
		return true;
	struct peer_net nets[2] = {{.base.ip = {[10] = 0xff, [11] = 0xff, [12] = 127}, .bits = 104},
		{.base.ip = {[15] = 1}, .bits = 128}};
	return peer_parse(host, &p) && peer_in(p, nets, 2);
}

/* Turns absolute-form (RFC 9112 3.2.2) for the host itself into origin-form. */
static struct str origin_form(struct str target, struct str host)
{
	static const char *const schemes[] = {"http://", "https://"};
	for (int i = 0; i < 2; i++) {
		struct str scheme = str_of(schemes[i]);
		struct str rest = str_from(target, scheme.len);
		if (!str_starts(target, scheme) || !str_starts(rest, host) || !host.len)
			continue;
		rest = str_from(rest, host.len);
		return rest.len ? rest : STR("/");
	}
	return target;
}

static const char *check_lines(const struct head *h, int *ret_status)
{
	*ret_status = 400;
	for (size_t i = 0; i < h->header_count; i++)
		if (!head_is_token(h->headers[i].name) || !is_field_value(h->headers[i].value))
			return "header bytes";
	if (h->cut) {
		*ret_status = 431;
		return "many headers";
	}
	return is_tight(h) ? NULL : "header lines";
}

static const char *check_target(
	const struct head *h, struct str host, struct head_facts *facts, int *ret_status)
{
	if (h->target.len > TARGET_MOST) {
		*ret_status = 414;
		return "target length";
	}
	struct str target = origin_form(h->target, host);
	if (!target.len || target.p[0] != '/' || !is_target(target))
		return "target";
	facts->query = target;
	facts->path = str_cut(&facts->query, '?');
	return NULL;
}

static const char *check_host(const struct head *h, const struct known *k,
	const struct http_origin *origin, int *ret_status)
{
	if (!k->host.p)
		return str_is(h->version, "HTTP/1.1") ? "no host" : NULL;
	if (str_eq_nocase(k->host, origin->host) || is_loopback(k->host))
		return NULL;
	*ret_status = 421;
	return "host";
}

static const char *check_body(const struct known *k, struct head_facts *facts, int *ret_status)
{
	facts->length = 0;
	if (k->encoding.p && k->length.p)
		return "length and encoding";
	if (k->encoding.p) {
		*ret_status = 411;
		return "transfer encoding";
	}
	if (k->length.p && !parse_length(k->length, &facts->length))
		return "length";
	if (facts->length && facts->method == GET)
		return "body of a get";
	if (k->expect.p && !str_eq_nocase(k->expect, STR("100-continue"))) {
		*ret_status = 417;
		return "expect";
	}
	return NULL;
}

const char *head_check(const struct head *h, const struct http_origin *origin,
	struct head_facts *ret_facts, int *ret_status)
{
	struct head_facts facts;
	struct known known;
	const char *why = check_lines(h, ret_status);
	if (why)
		return why;
	if (!str_is(h->version, "HTTP/1.1") && !str_is(h->version, "HTTP/1.0"))
		return "version";
	if (!parse_method(h->method, &facts)) {
		*ret_status = head_is_token(h->method) ? 501 : 400;
		return "method";
	}
	if (!collect(h, &known))
		return "header twice";
	if ((why = check_target(h, known.host, &facts, ret_status)) ||
		(why = check_body(&known, &facts, ret_status)) ||
		(why = check_host(h, &known, origin, ret_status)))
		return why;
	*ret_facts = facts;
	return NULL;
}
