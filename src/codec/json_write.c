#include "codec/json.h"

#include <string.h>

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

void json_write_str(struct buf *out, struct str s)
{
	buf_putc(out, '"');
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		uint8_t c = (uint8_t)s.p[i];
		if (!escapes[c])
			continue;
		buf_put(out, str_sub(s, from, i - from));
		write_escape(out, c);
		from = i + 1;
	}
	buf_put(out, str_from(s, from));
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
