/* Text in workbooks: plain, in runs of different looks, with pronunciation beside it. */
#include "codec/xlsx_inside.h"

/* So long that what is left after decoding is still too long for a cell. */
#define GATHERED_MOST ((size_t)8 * SHEET_CELL_MOST)
#define STRINGS_MOST SHEET_CELLS_MOST

void xlsx_text_init(struct xlsx_text *t, struct arena *a)
{
	*t = (struct xlsx_text){0};
	buf_init(&t->out, a, 256, GATHERED_MOST);
}

void xlsx_text_begin(struct xlsx_text *t, const char *element)
{
	if (strcmp(element, "rPh") == 0)
		t->phonetic++;
	t->open = strcmp(element, "t") == 0 && !t->phonetic;
}

void xlsx_text_end(struct xlsx_text *t, const char *element)
{
	if (strcmp(element, "rPh") == 0 && t->phonetic)
		t->phonetic--;
	t->open = false;
}

void xlsx_text_piece(struct xlsx_text *t, struct str piece)
{
	if (t->open)
		buf_put(&t->out, str_sub(piece, 0, GATHERED_MOST - t->out.len));
}

struct str xlsx_text_take(struct xlsx_text *t, struct arena *a)
{
	struct str text = xlsx_text_decode(a, buf_str(&t->out));
	t->out.len = 0;
	return text;
}

/* --- escapes --- */

#define ESCAPE_LEN 7 /* "_x000D_" */

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character that an escape at the beginning of s stands for, or -1. */
static int32_t escaped(struct str s)
{
	int32_t code = 0;
	if (s.len < ESCAPE_LEN || s.p[1] != 'x' || s.p[6] != '_')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		int digit = hex_value(s.p[i]);
		if (digit < 0)
			return -1;
		code = code << 4 | digit;
	}
	return code;
}

static void put_character(struct buf *out, int32_t code)
{
	char bytes[4];
	if (code >= 0xd800 && code < 0xe000)
		code = CHARSET_NONE;
	if (code)
		buf_put(out, (struct str){bytes, utf8_put(bytes, (uint32_t)code)});
}

struct str xlsx_text_decode(struct arena *a, struct str text)
{
	if (!str_has(text, "_x"))
		return str_dup(a, text);
	struct buf out;
	buf_init(&out, a, text.len, text.len);
	for (size_t i = 0; i < text.len; i++) {
		int32_t code = text.p[i] == '_' ? escaped(str_from(text, i)) : -1;
		if (code < 0) {
			buf_putc(&out, text.p[i]);
			continue;
		}
		put_character(&out, code);
		i += ESCAPE_LEN - 1;
	}
	return buf_str(&out);
}

/* --- strings that cells share --- */

struct shared {
	struct xlsx_book *book;
	struct xlsx_text text;
	VEC(struct str) all;
};

static err_t begin(void *ctx, const char *name, xml_attributes attributes)
{
	struct shared *s = ctx;
	(void)attributes;
	xlsx_text_begin(&s->text, name);
	return NULL;
}

static err_t end(void *ctx, const char *name)
{
	struct shared *s = ctx;
	xlsx_text_end(&s->text, name);
	if (strcmp(name, "si") != 0)
		return NULL;
	if (s->all.len == STRINGS_MOST)
		return xlsx_damaged("too many strings");
	vec_push(s->book->scratch, &s->all, xlsx_text_take(&s->text, s->book->arena));
	return NULL;
}

static err_t piece(void *ctx, struct str text)
{
	struct shared *s = ctx;
	xlsx_text_piece(&s->text, text);
	return NULL;
}

err_t xlsx_read_strings(struct xlsx_book *b)
{
	static const struct xml_reader reader = {begin, end, piece};
	struct shared shared = {.book = b};
	if (!b->strings_part.p)
		return NULL;
	xlsx_text_init(&shared.text, b->scratch);
	TRY(xlsx_read_part(b, b->strings_part, &reader, &shared));
	b->strings = shared.all.at;
	b->strings_len = shared.all.len;
	return NULL;
}
