#include "base/log.h"

#include "base/arena.h"
#include "base/buf.h"

#include <unistd.h>

#define LINE_MOST 2048

/* A value with white space, quotes or control characters is quoted, those escaped. */
static void put_text(struct buf *b, struct str s)
{
	bool plain = s.len > 0;
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] <= ' ' || s.p[i] == '"' || s.p[i] == '=' || s.p[i] == '\\' ||
			s.p[i] == 0x7f)
			plain = false;
	if (plain) {
		buf_put(b, s);
		return;
	}
	buf_putc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '"' || c == '\\')
			buf_fmt(b, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			buf_fmt(b, "\\x%02x", c);
		else
			buf_putc(b, (char)c);
	}
	buf_putc(b, '"');
}

static void put_value(struct buf *b, const struct log_value *v)
{
	buf_fmt(b, " %s=", v->key);
	if (v->text.p)
		put_text(b, v->text);
	else
		buf_int(b, v->number);
}

void log_write_(const struct log *log, enum log_level level, const char *event,
	const struct log_value *values)
{
	static const char *const names[] = {"debug", "note", "warn", "fail"};
	if (log->fd < 0 || level < log->least)
		return;
	struct arena *a = arena_new();
	struct buf b;
	buf_init(&b, a, 512, LINE_MOST);
	buf_put(&b, usec_print(a, clock_now(log->clock)));
	buf_fmt(&b, " %s %s", names[level], event);
	for (; values->key; values++)
		put_value(&b, values);
	buf_putc(&b, '\n');
	if (b.overflowed)
		b.p[b.len - 1] = '\n';
	ssize_t done = write(log->fd, b.p, b.len);
	(void)done; /* a log that cannot be written has nowhere to say so */
	arena_free(a);
}

void log_err(const struct log *log, struct str request_id, const struct err *e)
{
	for (; e; e = e->next)
		log_event(log, e->code == ERR_INTERNAL ? LOG_FAIL : LOG_NOTE, "error",
			LOG_S("id", request_id), LOG_Z("code", err_kind(e->code)->name),
			LOG_Z("field", e->field), LOG_Z("detail", e->detail),
			LOG_Z("file", e->file), LOG_I("line", e->line));
}
