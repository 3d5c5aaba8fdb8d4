#include "codec/multipart.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

#define TYPE "multipart/form-data; boundary=XX"
#define PART(name) "--XX\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_PART(name, file)                                                         \
	"--XX\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file \
	"\"\r\nContent-Type: image/png\r\n\r\n"
#define END "--XX--\r\n"

static err_t parse(struct arena *a, const char *type, struct str body, struct form *ret_form)
{
	return multipart_parse(a, str_of(type), body, &form_limits_default, ret_form);
}

TEST(multipart_reads_fields_and_files)
{
	struct arena *a = arena_new();
	struct str body = STR(PART("title") "caf\xc3\xa9\r\n" PART("empty") "\r\n" FILE_PART(
		"photo",
		"me.png") "\x89PNG\r\n\0\xff--XX\r\n-\r\n" PART("title") "two\r\nlines\r\n" END);
	struct form form;
	REQUIRE_OK(parse(a, TYPE, body, &form));
	CHECK_INT((int64_t)form.len, 4);
	struct str title = form_get(&form, STR("title"));
	CHECK_STR(title, "caf\xc3\xa9");
	CHECK(title.p > body.p && title.p < body.p + body.len);
	CHECK_STR(form_get(&form, STR("empty")), "");
	CHECK(form_get(&form, STR("photo")).p == NULL);
	const struct form_field *photo = form_file(&form, STR("photo"));
	REQUIRE(photo);
	CHECK_STR(photo->filename, "me.png");
	CHECK_STR(photo->type, "image/png");
	CHECK(str_eq(photo->value, STR("\x89PNG\r\n\0\xff--XX\r\n-")));
	CHECK_STR(form.fields[3].value, "two\r\nlines");
	CHECK(form_file(&form, STR("title")) == NULL);
	arena_free(a);
}

TEST(multipart_no_file_chosen)
{
	struct arena *a = arena_new();
	struct form form;
	REQUIRE_OK(parse(a, TYPE, STR(FILE_PART("photo", "") "\r\n" END), &form));
	CHECK(form.fields[0].is_file);
	CHECK(form_file(&form, STR("photo")) == NULL);
	arena_free(a);
}

TEST(multipart_keeps_the_last_part_of_a_filename)
{
	static const char *const names[][2] = {{"a.png", "a.png"}, {"/etc/passwd", "passwd"},
		{"..\\..\\x.exe", "x.exe"}, {"C:\\fakepath\\a.png", "a.png"}, {"a\\", ""},
		{"a%22b.png", "a%22b.png"}};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str body = str_fmt(a,
			"--XX\r\ncontent-disposition:FORM-DATA;name=f;filename=\"%s\"\r\n\r\nx\r\n-"
			"-XX--",
			names[i][0]);
		struct form form;
		REQUIRE_OK(parse(a, TYPE, body, &form));
		CHECK_STR(form.fields[0].filename, names[i][1]);
		CHECK_STR(form.fields[0].name, "f");
	}
	arena_free(a);
}

TEST(multipart_boundaries)
{
	static const char *const good[] = {"multipart/form-data; boundary=XX",
		"Multipart/Form-Data ;\tBOUNDARY=\"XX\"; charset=utf-8",
		"multipart/form-data; x=\"a;boundary=YY\"; boundary=XX"};
	static const char *const bad[] = {"", "multipart/form-data", "multipart/form-data;",
		"multipart/form-data; boundary",
		"multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
		"multipart/form-data; boundary=\"XX",
		"multipart/form-data; boundary=XX; boundary=XX", "multipart/mixed; boundary=XX",
		"multipart/form-data; boundary=\"XX \"", "multipart/form-data; boundary=X\x01X",
		"multipart/form-data; boundary=\"X\xc3\xa9\"", "multipart/form-data boundary=XX",
		"multipart/form-data; boundary=XX x", "application/x-www-form-urlencoded",
		"multipart/form-data; "
		"boundary=1234567890123456789012345678901234567890123456789012345678901"
		"2345678901"};
	struct arena *a = arena_new();
	struct form form;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		CHECK_OK(parse(a, good[i], STR(PART("a") "1\r\n" END), &form));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		err_t e = parse(a, bad[i], STR(PART("a") "1\r\n" END), &form);
		unit_check(e && e->code == ERR_INVALID, __FILE__, __LINE__, bad[i]);
		err_free(e);
	}
	arena_free(a);
}

TEST(multipart_refuses_what_no_browser_sends)
{
	static const char *const bad[] = {"", "x", "--XX", "--XX\r\n", "--XX\r\n\r\n",
		"preamble\r\n" END, "\r\n" END, END "x", END "\r\n", "--XX--x", PART("a"),
		PART("a") "1", PART("a") "1\r\n--X", PART("a") "1\r\n--XX",
		PART("a") "1\r\n--XXx\r\n" END, PART("a") "1\r\n--XX-\r\n",
		PART("a") "1\r\n--XX \r\n" END, "--XX\n" END, "--XX\r\n\r\n1\r\n" END,
		"--XX\r\nX: y\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: form-data; name=\"a\"x\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; "
		"name=b\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition : form-data; name=a\r\n\r\n1\r\n" END,
		"--XX\r\n Content-Disposition: form-data; name=a\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: "
		"base64\r\n\r\n1\r\n" END,
		"--XX\r\nContent-Disposition: form-data; name=a\nX: y\r\n\r\n1\r\n" END,
		FILE_PART("a", "b\x01") "1\r\n" END, FILE_PART("a", "\xff") "1\r\n" END,
		PART("\xff") "1\r\n" END, PART("a") "\xff\r\n" END};
	struct arena *a = arena_new();
	struct form form;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		err_t e = parse(a, TYPE, str_of(bad[i]), &form);
		unit_check(e && e->code == ERR_INVALID, __FILE__, __LINE__, bad[i]);
		err_free(e);
	}
	CHECK_ERR(parse(a, TYPE, STR(PART("a") "x\0y\r\n" END), &form), ERR_INVALID);
	CHECK_ERR(parse(a, TYPE, STR(PART("a\0b") "x\r\n" END), &form), ERR_INVALID);
	arena_free(a);
}

TEST(multipart_may_be_empty)
{
	struct arena *a = arena_new();
	struct form form;
	CHECK_OK(parse(a, TYPE, STR("--XX--"), &form));
	CHECK_INT((int64_t)form.len, 0);
	arena_free(a);
}

TEST(multipart_keeps_its_limits)
{
	struct arena *a = arena_new();
	struct form form;
	struct str body = STR(PART("a") "1\r\n" PART("b") "2\r\n" END);
	struct form_limits limits = {.bytes = body.len, .fields = 2};
	CHECK_OK(multipart_parse(a, STR(TYPE), body, &limits, &form));
	limits.fields = 1;
	CHECK_ERR(multipart_parse(a, STR(TYPE), body, &limits, &form), ERR_TOO_LARGE);
	limits = (struct form_limits){.bytes = body.len - 1, .fields = 2};
	CHECK_ERR(multipart_parse(a, STR(TYPE), body, &limits, &form), ERR_TOO_LARGE);
	char x[5000];
	memset(x, 'x', sizeof(x));
	struct str wide = str_fmt(a,
		"--XX\r\nContent-Disposition: form-data; name=a\r\nX: %.*s\r\n\r\n1\r\n" END,
		(int)sizeof(x), x);
	CHECK_ERR(parse(a, TYPE, wide, &form), ERR_INVALID);
	arena_free(a);
}
