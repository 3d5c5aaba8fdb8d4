#include "http/head.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

static const struct http_origin origin = {
	{"http://leerpas.test:8080", 24}, {"leerpas.test:8080", 17}, false};

/* Cuts text in place as libmicrohttpd does; lines are separated by "\r\n". */
struct cut {
	char text[8192];
	struct request_header headers[REQUEST_HEADERS + 1];
	struct head head;
};

static void cut_head(struct cut *c, const char *request_line, const char *lines)
{
	memset(c, 0, sizeof(*c));
	memcpy(c->text, lines, strlen(lines));
	struct str rest = str_of(request_line);
	c->head.method = str_cut(&rest, ' ');
	c->head.target = str_cut(&rest, ' ');
	c->head.version = rest;
	c->head.headers = c->headers;
	c->head.raw = c->text;
	c->head.end = c->text + 2;
	for (char *at = c->text, *end; (end = strstr(at, "\r\n")); at = end + 2) {
		char *colon = strchr(at, ':'), *value = colon + 1 + strspn(colon + 1, " \t");
		*colon = end[0] = end[1] = 0;
		c->headers[c->head.header_count++] =
			(struct request_header){str_of(at), str_of(value)};
		c->head.end = end + 4;
	}
}

static struct head_facts check_fine(const char *request_line, const char *lines)
{
	struct cut c;
	struct head_facts facts = {0};
	int status;
	cut_head(&c, request_line, lines);
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), "");
	return facts;
}

static void check_refused(const char *request_line, const char *lines, int want, const char *why)
{
	struct cut c;
	struct head_facts facts = {0};
	int status = 0;
	cut_head(&c, request_line, lines);
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), why);
	CHECK_INT(status, want);
	CHECK(!facts.path.p);
}

#define HOST "Host: leerpas.test:8080\r\n"

TEST(head_takes_a_request_apart)
{
	struct head_facts f = check_fine("GET /a/b?c=d?e HTTP/1.1", HOST "Accept: */*\r\n");
	CHECK_INT(f.method, GET);
	CHECK_STR(f.path, "/a/b");
	CHECK_STR(f.query, "c=d?e");
	CHECK(!f.head);
	f = check_fine("HEAD / HTTP/1.0", "");
	CHECK(f.head);
	CHECK_INT(f.method, GET);
	f = check_fine("POST / HTTP/1.1", HOST "Content-Length: 12\r\nExpect: 100-Continue\r\n");
	CHECK_INT((int64_t)f.length, 12);
	f = check_fine("GET http://leerpas.test:8080/x?y HTTP/1.1", HOST);
	CHECK_STR(f.path, "/x");
}

TEST(head_knows_the_methods)
{
	check_refused("FETCH / HTTP/1.1", HOST, 501, "method");
	check_refused("OPTIONS / HTTP/1.1", HOST, 501, "method");
	check_refused("get / HTTP/1.1", HOST, 501, "method");
	check_refused("G(T / HTTP/1.1", HOST, 400, "method");
	check_fine("PATCH / HTTP/1.1", HOST);
	check_fine("DELETE / HTTP/1.1", HOST);
}

TEST(head_refuses_odd_targets)
{
	check_refused("GET * HTTP/1.1", HOST, 400, "target");
	check_refused("GET a HTTP/1.1", HOST, 400, "target");
	check_refused("GET /a#b HTTP/1.1", HOST, 400, "target");
	check_refused("GET /a\tb HTTP/1.1", HOST, 400, "target");
	check_refused("GET /caf\xc3\xa9 HTTP/1.1", HOST, 400, "target");
	check_refused("GET /% HTTP/1.1", HOST, 400, "target");
	check_refused("GET /%4 HTTP/1.1", HOST, 400, "target");
	check_refused("GET /%4g HTTP/1.1", HOST, 400, "target");
	check_refused("GET /?%zz HTTP/1.1", HOST, 400, "target");
	check_refused("GET http://evil.test/ HTTP/1.1", HOST, 400, "target");
	check_refused("GET http://leerpas.test:8080.evil.test/ HTTP/1.1", HOST, 400, "target");
	check_refused("GET  HTTP/1.1", HOST, 400, "target");
	char line[TARGET_MOST + 32] = "GET /";
	memset(line + 5, 'a', TARGET_MOST);
	memcpy(line + 5 + TARGET_MOST, " HTTP/1.1", 10);
	check_refused(line, HOST, 414, "target length");
}

TEST(head_refuses_two_readings_of_the_length)
{
	const char *post = "POST / HTTP/1.1";
	check_refused(post, HOST "Content-Length: 1\r\nContent-Length: 1\r\n", 400, "header twice");
	check_refused(post, HOST "Content-Length: 1\r\ncontent-length: 2\r\n", 400, "header twice");
	check_refused(post, HOST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400,
		"length and encoding");
	check_refused(post, HOST "Transfer-Encoding: chunked\r\n", 411, "transfer encoding");
	check_refused(post, HOST "Transfer-Encoding: identity\r\n", 411, "transfer encoding");
	static const char *const lengths[] = {
		"+1", "-1", "1,1", "0x1", "1 1", "", "18446744073709551617", "1000000000000000"};
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct arena *a = arena_new();
		check_refused(post, str_z(a, str_fmt(a, HOST "Content-Length: %s\r\n", lengths[i])),
			400, "length");
		arena_free(a);
	}
	check_refused("GET / HTTP/1.1", HOST "Content-Length: 1\r\n", 400, "body of a get");
	check_refused(post, HOST "Expect: pigs\r\n", 417, "expect");
}

TEST(head_wants_one_host_that_is_ours)
{
	check_refused("GET / HTTP/1.1", "Accept: x\r\n", 400, "no host");
	check_refused("GET / HTTP/1.1", HOST HOST, 400, "header twice");
	check_refused("GET / HTTP/1.1", "Host: evil.test\r\n", 421, "host");
	check_refused("GET / HTTP/1.1", "Host: leerpas.test\r\n", 421, "host");
	check_refused("GET / HTTP/1.1", "Host: localhost.evil.test\r\n", 421, "host");
	check_refused("GET / HTTP/1.1", "Host: localhost:1.evil.test\r\n", 421, "host");
	check_refused("GET / HTTP/1.1", "Host: 128.0.0.1\r\n", 421, "host");
	check_refused("GET / HTTP/1.1", "Host: \r\n", 421, "host");
	check_fine("GET / HTTP/1.1", "Host: localhost:1234\r\n");
	check_fine("GET / HTTP/1.1", "Host: 127.0.0.1\r\n");
	check_fine("GET / HTTP/1.1", "Host: [::1]:8080\r\n");
	check_fine("GET / HTTP/1.1", "Host: LEERPAS.test:8080\r\n");
	check_fine("GET / HTTP/1.0", "");
}

TEST(head_refuses_other_versions)
{
	check_refused("GET / HTTP/1.2", HOST, 400, "version");
	check_refused("GET / http/1.1", HOST, 400, "version");
	check_refused("GET / x HTTP/1.1", HOST, 400, "version");
}

TEST(head_refuses_odd_header_bytes)
{
	check_refused("GET / HTTP/1.1", HOST "Na me: x\r\n", 400, "header bytes");
	check_refused("GET / HTTP/1.1", HOST "Name : x\r\n", 400, "header bytes");
	check_refused("GET / HTTP/1.1", HOST ": x\r\n", 400, "header bytes");
	check_refused("GET / HTTP/1.1", HOST "Name: a\rb\r\n", 400, "header bytes");
	check_refused("GET / HTTP/1.1", HOST "Name: a\x01\r\n", 400, "header bytes");
	check_refused("GET / HTTP/1.1", HOST "Name: a\x7f\r\n", 400, "header bytes");
	check_fine("GET / HTTP/1.1", HOST "Name:a\tb \xe9\r\nEmpty:\r\n");
}

TEST(head_refuses_bytes_that_no_line_holds)
{
	struct cut c;
	struct head_facts facts;
	int status;
	cut_head(&c, "GET / HTTP/1.1", HOST "A: bcd\r\nE: f\r\n");
	c.headers[1].value.len = 2; /* "bc" NUL "d" */
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), "header lines");
	cut_head(&c, "GET / HTTP/1.1", HOST "A: bcd\r\nE: f\r\n");
	c.head.header_count--; /* a line that was not reported */
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), "header lines");
	cut_head(&c, "GET / HTTP/1.1", HOST);
	c.head.raw++;
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), "header lines");
	cut_head(&c, "GET / HTTP/1.1", HOST);
	c.head.end++; /* NUL as the last byte of the last value */
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), "header lines");
	cut_head(&c, "GET / HTTP/1.1", HOST);
	c.head.raw = NULL;
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), "header lines");
	cut_head(&c, "GET / HTTP/1.1", HOST);
	c.head.cut = true;
	CHECK_STR(str_of(head_check(&c.head, &origin, &facts, &status)), "many headers");
	CHECK_INT(status, 431);
}

TEST(head_decodes_segments)
{
	struct arena *a = arena_new();
	struct str text;
	CHECK(head_decode_segment(a, STR("plain"), &text));
	CHECK_STR(text, "plain");
	CHECK(head_decode_segment(a, STR("caf%C3%a9%20%25"), &text));
	CHECK_STR(text, "caf\xc3\xa9 %");
	static const char *const bad[] = {
		"a%2Fb", "%00", "%0a", "%7f", "%ff", "%c0%80", "%2e", "..", "%2E%2e", "%ed%a0%80"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!head_decode_segment(a, str_of(bad[i]), &text));
	CHECK_STR(text, "caf\xc3\xa9 %");
	arena_free(a);
}
