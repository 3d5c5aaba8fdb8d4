#include "http/response.h"

#include "http/request.h"
#include "unit/unit.h"

#include <string.h>

static struct response new_response(struct arena *a)
{
	return (struct response){.status = 200, .arena = a};
}

TEST(response_refuses_headers_that_end_too_early)
{
	struct arena *a = arena_new();
	struct response res = new_response(a);
	static const char *const values[] = {
		"a\rb", "a\nb", "a\r\nSet-Cookie: x=y", "", "caf\xc3\xa9", "a\x7f"};
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		CHECK_ERR(response_header(&res, "X-A", str_of(values[i])), ERR_INTERNAL);
	CHECK_ERR(response_header(&res, "X-A", (struct str){"a\0b", 3}), ERR_INTERNAL);
	static const char *const names[] = {"", "X A", "X:", "X\r\nY", "Content-Length",
		"connection", "Transfer-Encoding", "SERVER", "Content-Security-Policy"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		CHECK_ERR(response_header(&res, names[i], STR("x")), ERR_INTERNAL);
	CHECK_INT((int64_t)res.header_count, 0);
	CHECK_OK(response_header(&res, "Clear-Site-Data", STR("\"cookies\"")));
	CHECK_INT((int64_t)res.header_count, 1);
	arena_free(a);
}

TEST(response_has_room_for_so_many_headers)
{
	struct arena *a = arena_new();
	struct response res = new_response(a);
	for (int i = 0; i < RESPONSE_HEADERS; i++)
		CHECK_OK(response_header(&res, "Link", STR("x")));
	CHECK_ERR(response_header(&res, "Link", STR("x")), ERR_INTERNAL);
	res = new_response(a);
	struct str half = {memset(arena_bytes(a, 4000), 'x', 4000), 4000};
	CHECK_OK(response_header(&res, "Link", half));
	CHECK_ERR(response_header(&res, "Link", half), ERR_INTERNAL);
	arena_free(a);
}

TEST(response_redirects_to_own_paths_only)
{
	struct arena *a = arena_new();
	static const char *const bad[] = {"", "passport", "//evil.test", "/\\evil.test", "/a\\b",
		"https://evil.test/", "/a\r\nb", "/a b", "\t/a", "/caf\xc3\xa9"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct response res = new_response(a);
		CHECK_ERR(response_redirect(&res, str_of(bad[i])), ERR_INTERNAL);
		CHECK_INT(res.status, 200);
	}
	struct response res = new_response(a);
	CHECK_OK(response_redirect(&res, STR("/passport?x=%20#y")));
	CHECK_INT(res.status, 303);
	CHECK_STR(str_of(res.headers[0].value), "/passport?x=%20#y");
	arena_free(a);
}

TEST(response_cookies_are_strict)
{
	struct arena *a = arena_new();
	struct response res = new_response(a);
	res.secure = true;
	CHECK_OK(response_cookie(&res, "session", STR("abc"), 0));
	CHECK_STR(str_of(res.headers[0].value),
		"__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
	CHECK_OK(response_cookie_end(&res, "session"));
	CHECK_STR(str_of(res.headers[1].value),
		"__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
	res.secure = false;
	CHECK_OK(response_cookie(&res, "session", STR("abc"), 60));
	CHECK_STR(str_of(res.headers[2].value),
		"session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
	CHECK_ERR(response_cookie(&res, "session", STR("a; Domain=x"), 0), ERR_INTERNAL);
	CHECK_ERR(response_cookie(&res, "a=b", STR("x"), 0), ERR_INTERNAL);
	arena_free(a);
}

TEST(response_download_carries_any_name)
{
	struct arena *a = arena_new();
	struct response res = new_response(a);
	CHECK_OK(
		response_download(&res, "application/pdf", STR("x"), STR("a/\"\r\n\xc3\xa9'.pdf")));
	CHECK_STR(str_of(res.headers[0].value), "attachment; filename=\"a______'.pdf\"; "
						"filename*=UTF-8''a%2F%22%0D%0A%C3%A9%27.pdf");
	CHECK(res.sandbox);
	arena_free(a);
}

static struct request with_headers(size_t n, struct request_header *headers)
{
	static const struct http_origin origin = {
		{"https://leerpas.test", 20}, {"leerpas.test", 12}, true};
	struct request req = {.origin = &origin, .header_count = n};
	memcpy(req.headers, headers, n * sizeof(*headers));
	return req;
}

#define REQUEST(...)                                                                            \
	with_headers(                                                                           \
		sizeof((struct request_header[]){__VA_ARGS__}) / sizeof(struct request_header), \
		(struct request_header[]){__VA_ARGS__})
#define HEADER(n, v)           \
	{                      \
		STR(n), STR(v) \
	}

TEST(request_own_origin_believes_the_browser)
{
	struct request fine[] = {
		REQUEST(HEADER("Sec-Fetch-Site", "same-origin")),
		REQUEST(HEADER("sec-fetch-site", "none")),
		REQUEST(HEADER("Origin", "https://leerpas.test")),
		REQUEST(HEADER("Origin", "https://leerpas.test"),
			HEADER("Sec-Fetch-Site", "same-origin")),
	};
	for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
		CHECK_OK(request_own_origin(&fine[i]));
	struct request bad[] = {
		REQUEST(HEADER("Accept", "*/*")),
		REQUEST(HEADER("Sec-Fetch-Site", "same-site")),
		REQUEST(HEADER("Sec-Fetch-Site", "cross-site")),
		REQUEST(HEADER("Sec-Fetch-Site", "")),
		REQUEST(HEADER("Origin", "null")),
		REQUEST(HEADER("Origin", "http://leerpas.test")),
		REQUEST(HEADER("Origin", "https://leerpas.test.evil.test")),
		REQUEST(HEADER("Origin", "https://evil.test"),
			HEADER("Sec-Fetch-Site", "same-origin")),
		REQUEST(HEADER("Origin", "https://leerpas.test"),
			HEADER("Sec-Fetch-Site", "cross-site")),
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_ERR(request_own_origin(&bad[i]), ERR_FORBIDDEN);
}

TEST(request_looks_headers_up_without_case)
{
	struct arena *a = arena_new();
	struct request req = REQUEST(HEADER("Cookie", "session=a; __Host-session=b"),
		HEADER("X-A", "1"), HEADER("x-a", "2"));
	req.arena = a;
	req.type = STR("Application/JSON ; charset=utf-8");
	CHECK_STR(request_header(&req, "X-a"), "1");
	CHECK(!request_header(&req, "X-b").p);
	CHECK_STR(request_cookie(&req, "session"), "b");
	CHECK(!request_cookie(&req, "other").p);
	CHECK(request_type_is(&req, "application/json"));
	CHECK(!request_type_is(&req, "application/jso"));
	arena_free(a);
}

TEST(request_parses_forms_once)
{
	struct arena *a = arena_new();
	struct request req = REQUEST(HEADER("Accept", "x"));
	const struct form *form = NULL, *again = NULL;
	req.arena = a;
	req.query = STR("a=1&b=%20");
	REQUIRE_OK(request_query(&req, &form));
	CHECK_STR(form_get(form, STR("b")), " ");
	CHECK_OK(request_query(&req, &again));
	CHECK(form == again);
	req.body = STR("c=2");
	CHECK_ERR(request_form(&req, &form), ERR_INVALID);
	req.type = STR("application/x-www-form-urlencoded; charset=UTF-8");
	REQUIRE_OK(request_form(&req, &form));
	CHECK_STR(form_get(form, STR("c")), "2");
	arena_free(a);
}

TEST(request_reads_multipart_bodies)
{
	struct arena *a = arena_new();
	struct request req = REQUEST(HEADER("Accept", "x"));
	const struct form *form = NULL;
	req.arena = a;
	req.type = STR("multipart/form-data; boundary=xyz");
	req.body = STR("--xyz\r\nContent-Disposition: form-data; name=\"d\"\r\n\r\n3\r\n"
		       "--xyz--\r\n");
	REQUIRE_OK(request_form(&req, &form));
	CHECK_STR(form_get(form, STR("d")), "3");
	arena_free(a);
}
