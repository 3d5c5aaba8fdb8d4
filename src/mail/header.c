#include "mail/header.h"

#include "base/arena.h"
#include "codec/base64.h"

#define PLAIN_MOST 60 /* characters; more is folded */
#define WORD_MOST 45  /* bytes; an encoded word has at most 75 characters */

static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] < ' ' || s.p[i] > '~')
			return false;
	return s.len <= PLAIN_MOST && !str_has(s, "=?");
}

/* As many whole characters of s as an encoded word holds. */
static size_t word_length(struct str s)
{
	size_t n = 0;
	for (struct str rest = s; rest.len;) {
		utf8_next(&rest);
		if (s.len - rest.len > WORD_MOST)
			break;
		n = s.len - rest.len;
	}
	return n;
}

static void put_words(struct buf *out, struct str s)
{
	while (s.len) {
		size_t n = word_length(s);
		struct str word = base64_print(out->arena, BASE64, str_sub(s, 0, n));
		buf_fmt(out, "=?UTF-8?B?%.*s?=", STR_ARG(word));
		s = str_from(s, n);
		if (s.len)
			buf_lit(out, "\r\n ");
	}
}

/* Valid UTF-8 only; anything else would not be text. */
static struct str clean(struct str s)
{
	return utf8_valid(s) ? s : STR("?");
}

void header_text(struct buf *out, struct str text)
{
	text = clean(text);
	if (is_plain(text))
		buf_put(out, text);
	else
		put_words(out, text);
}

static void put_quoted(struct buf *out, struct str s)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_putc(out, '\\');
		buf_putc(out, s.p[i]);
	}
	buf_putc(out, '"');
}

void header_mailbox(struct buf *out, struct str name, struct str address)
{
	name = clean(name);
	if (!name.len) {
		buf_put(out, address);
		return;
	}
	if (is_plain(name))
		put_quoted(out, name);
	else
		put_words(out, name);
	buf_fmt(out, " <%.*s>", STR_ARG(address));
}

void header_date(struct buf *out, usec t)
{
	static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char months[12][4] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	usec second = t / USEC_SECOND - (t % USEC_SECOND < 0);
	int of_day = (int)((second % 86400 + 86400) % 86400);
	day d = (day)((second - of_day) / 86400);
	struct date date = date_of_day(d);
	buf_fmt(out, "%s, %d %s %04d %02d:%02d:%02d +0000", days[day_weekday(d)], date.day,
		months[date.month - 1], date.year, of_day / 3600, of_day / 60 % 60, of_day % 60);
}
