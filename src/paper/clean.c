#include "paper/clean.h"

#include "base/arena.h"
#include "base/buf.h"

#define NEXT_LINE 0x85
#define LINE_SEPARATOR 0x2028
#define PARAGRAPH_SEPARATOR 0x2029

static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.p[i] < ' ' ? text.p[i] != '\n'
						   : (unsigned char)text.p[i] >= 0x7f)
			return false;
	return true;
}

static bool is_break(uint32_t code)
{
	return code == '\n' || code == '\r' || code == NEXT_LINE || code == LINE_SEPARATOR ||
	       code == PARAGRAPH_SEPARATOR;
}

static void put_clean(struct buf *out, uint32_t code)
{
	char bytes[4];
	if (is_break(code))
		buf_putc(out, '\n');
	else if (code == '\t')
		buf_putc(out, ' ');
	else if (code >= ' ' && (code < 0x7f || code > 0x9f))
		buf_put(out, (struct str){bytes, utf8_put(bytes, code)});
}

err_t clean_text(struct arena *a, struct str text, struct str *ret_text)
{
	if (!utf8_valid(text))
		return err_log(ERR_INVALID, "document: no UTF-8");
	if (is_plain(text)) {
		*ret_text = str_trim(text);
		return NULL;
	}
	struct buf out;
	buf_init(&out, a, text.len, text.len);
	for (struct str rest = text; rest.len;) {
		bool returns = rest.p[0] == '\r';
		put_clean(&out, utf8_next(&rest));
		if (returns && rest.len && rest.p[0] == '\n')
			rest = str_from(rest, 1);
	}
	TRY(buf_err(&out));
	*ret_text = str_trim(buf_str(&out));
	return NULL;
}

bool clean_paragraph(struct str *rest, struct str *ret_words)
{
	*rest = str_trim(*rest);
	if (!rest->len)
		return false;
	size_t end = 0;
	for (struct str left = *rest; left.len;) {
		struct str line = str_cut(&left, '\n');
		if (!str_trim(line).len)
			break;
		end = (size_t)(line.p + line.len - rest->p);
	}
	*ret_words = str_sub(*rest, 0, end);
	*rest = str_from(*rest, end);
	return true;
}
