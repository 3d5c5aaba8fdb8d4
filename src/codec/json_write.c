#include "codec/json.h"

#include "codec/swar.h"

/* How a byte of a string is written: '\0' as it is, 'u' as \u00XX, else after a backslash. */
static const char escapes[256] = {
	[0] = 'u',
	[1] = 'u',
	[2] = 'u',
	[3] = 'u',
	[4] = 'u',
	[5] = 'u',
	[6] = 'u',
	[7] = 'u',
	['\b'] = 'b',
	['\t'] = 't',
	['\n'] = 'n',
	[11] = 'u',
	['\f'] = 'f',
	['\r'] = 'r',
	[14] = 'u',
	[15] = 'u',
	[16] = 'u',
	[17] = 'u',
	[18] = 'u',
	[19] = 'u',
	[20] = 'u',
	[21] = 'u',
	[22] = 'u',
	[23] = 'u',
	[24] = 'u',
	[25] = 'u',
	[26] = 'u',
	[27] = 'u',
	[28] = 'u',
	[29] = 'u',
	[30] = 'u',
	[31] = 'u',
	['"'] = '"',
	['\\'] = '\\',
};

static void write_escape(struct buf *out, uint8_t c)
{
	static const char hex[] = "0123456789abcdef";
	if (escapes[c] == 'u') {
		char text[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
		buf_put(out, (struct str){text, sizeof(text)});
		return;
	}
	char text[] = {'\\', escapes[c]};
	buf_put(out, (struct str){text, sizeof(text)});
}

/* How many bytes of s from there on are written as they are. */
static size_t plain_run(struct str s, size_t from)
{
	size_t i = from;
	for (; s.len - i >= 8; i += 8) {
		uint64_t mark = swar_json_mark(swar_load(s.p + i));
		if (mark)
			return i + swar_first(mark) - from;
	}
	if (i > from && !swar_json_mark(swar_load(s.p + s.len - 8)))
		return s.len - from;
	while (i < s.len && !escapes[(uint8_t)s.p[i]])
		i++;
	return i - from;
}

void json_write_str(struct buf *out, struct str s)
{
	size_t run = plain_run(s, 0);
	char *room = run == s.len ? buf_room(out, s.len + 2) : NULL;
	if (room) {
		room[0] = '"';
		if (s.len)
			memcpy(room + 1, s.p, s.len);
		room[s.len + 1] = '"';
		out->len += s.len + 2;
		return;
	}
	buf_putc(out, '"');
	for (size_t i = 0; i < s.len; run = plain_run(s, i)) {
		buf_put(out, str_sub(s, i, run));
		i += run;
		if (i < s.len)
			write_escape(out, (uint8_t)s.p[i++]);
	}
	buf_putc(out, '"');
}

static void write_array(struct buf *out, const struct json *array)
{
	buf_putc(out, '[');
	json_each_item (item, array) {
		if (item != array->items)
			buf_putc(out, ',');
		json_write(out, item);
	}
	buf_putc(out, ']');
}

static void write_object(struct buf *out, const struct json *object)
{
	buf_putc(out, '{');
	json_each_member (m, object) {
		if (m != object->members)
			buf_putc(out, ',');
		json_write_str(out, m->name);
		buf_putc(out, ':');
		json_write(out, &m->value);
	}
	buf_putc(out, '}');
}

void json_write(struct buf *out, const struct json *value)
{
	switch (value->type) {
	case JSON_NULL:
		buf_lit(out, "null");
		return;
	case JSON_BOOL:
		buf_put(out, value->truth ? STR("true") : STR("false"));
		return;
	case JSON_NUMBER:
		buf_put(out, (struct str){value->text, value->len});
		return;
	case JSON_STRING:
		json_write_str(out, json_str(value));
		return;
	case JSON_ARRAY:
		write_array(out, value);
		return;
	case JSON_OBJECT:
		write_object(out, value);
		return;
	}
}
