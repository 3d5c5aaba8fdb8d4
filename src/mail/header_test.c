#include "mail/header.h"

#include "base/arena.h"
#include "codec/base64.h"
#include "unit/unit.h"

#include <string.h>

static struct str text_of(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, a, 64, 8192);
	header_text(&b, s);
	CHECK_OK(buf_err(&b));
	return buf_str(&b);
}

TEST(header_plain_text_stays)
{
	struct arena *a = arena_new();
	CHECK_STR(text_of(a, STR("Your code")), "Your code");
	CHECK_STR(text_of(a, STR_NONE), "");
	arena_free(a);
}

TEST(header_other_text_becomes_encoded_words)
{
	struct arena *a = arena_new();
	CHECK_STR(text_of(a, STR("\u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1 \U0001f600")),
		"=?UTF-8?B?zprOsc67zrfOvM6tz4HOsSDwn5iA?=");
	/* what looks like an encoded word is text too */
	CHECK_STR(text_of(a, STR("=?UTF-8?Q?x?=")), "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=");
	arena_free(a);
}

/* Whatever goes in, no line breaks out of the field. */
static void check_field(struct str field, struct str want)
{
	struct arena *a = arena_new();
	struct buf back;
	buf_init(&back, a, 64, 8192);
	while (field.len) {
		struct str line = str_cut(&field, '\n'), bytes = STR_NONE;
		CHECK(line.len <= 78);
		if (field.len)
			CHECK(str_ends(line, STR("\r")) && field.p[0] == ' ');
		line = str_trim(line);
		CHECK(str_starts(line, STR("=?UTF-8?B?")) && str_ends(line, STR("?=")));
		CHECK(base64_parse(a, BASE64, str_sub(line, 10, line.len - 12), &bytes));
		CHECK(utf8_valid(bytes));
		buf_put(&back, bytes);
	}
	CHECK(str_eq(buf_str(&back), want));
	arena_free(a);
}

TEST(header_injection_is_impossible)
{
	static const char *const evil[] = {
		"Hello\r\nBcc: everyone@example.test",
		"Hello\nBcc: everyone@example.test",
		"Hello\rBcc: everyone@example.test",
		"Hello\r\n\r\nbody",
		"\x01\x7f\x1b[2J",
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(evil) / sizeof(*evil); i++)
		check_field(text_of(a, str_of(evil[i])), str_of(evil[i]));
	CHECK_STR(text_of(a, STR("bad \xff\r\nBcc: x")), "?");
	arena_free(a);
}

TEST(header_folds_long_text_between_characters)
{
	struct arena *a = arena_new();
	char p[400];
	for (int i = 0; i < 100; i++)
		memcpy(p + 4 * i, "\U0001f418", 4);
	struct str elephants = {p, sizeof(p)};
	check_field(text_of(a, elephants), elephants);
	memset(p, 'x', sizeof(p));
	check_field(text_of(a, elephants), elephants);
	arena_free(a);
}

static struct str mailbox_of(struct arena *a, struct str name, struct str address)
{
	struct buf b;
	buf_init(&b, a, 64, 1024);
	header_mailbox(&b, name, address);
	CHECK_OK(buf_err(&b));
	return buf_str(&b);
}

TEST(header_mailbox_quotes_names)
{
	struct arena *a = arena_new();
	struct str to = STR("eva@example.test");
	CHECK_STR(mailbox_of(a, STR_NONE, to), "eva@example.test");
	CHECK_STR(mailbox_of(a, STR("Leerpas"), to), "\"Leerpas\" <eva@example.test>");
	CHECK_STR(mailbox_of(a, STR("The \"A\\B\", Inc."), to),
		"\"The \\\"A\\\\B\\\", Inc.\" <eva@example.test>");
	CHECK_STR(mailbox_of(a, STR("Zo\u00eb"), to), "=?UTF-8?B?Wm/Dqw==?= <eva@example.test>");
	CHECK_STR(mailbox_of(a, STR("x\r\ny"), to), "=?UTF-8?B?eA0KeQ==?= <eva@example.test>");
	arena_free(a);
}

static struct str date_of(struct arena *a, const char *rfc3339)
{
	struct buf b;
	usec t = 0;
	buf_init(&b, a, 64, 64);
	CHECK(usec_parse(str_of(rfc3339), &t));
	header_date(&b, t);
	return buf_str(&b);
}

TEST(header_dates)
{
	struct arena *a = arena_new();
	CHECK_STR(date_of(a, "2026-11-22T12:31:05Z"), "Sun, 22 Nov 2026 12:31:05 +0000");
	CHECK_STR(date_of(a, "1970-01-01T00:00:00Z"), "Thu, 1 Jan 1970 00:00:00 +0000");
	CHECK_STR(date_of(a, "1969-12-31T23:59:59.5Z"), "Wed, 31 Dec 1969 23:59:59 +0000");
	CHECK_STR(date_of(a, "2028-02-29T23:59:59.999999Z"), "Tue, 29 Feb 2028 23:59:59 +0000");
	arena_free(a);
}
