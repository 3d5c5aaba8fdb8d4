#include "codec/csv.h"

#include "codec/sheet_inside.h"

static const char separators[] = "\t;,|"; /* a tie goes to the first */

#define SEPARATORS (sizeof(separators) - 1)
#define LOOKED_AT ((size_t)64 << 10)
#define LOOKED_AT_ROWS 50
#define END_OF_FILE 0x1a /* of DOS */

/* --- which separator --- */

struct row_counts {
	unsigned of[SEPARATORS];
};

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Counts separators outside of quotes, row by row; returns how many rows. */
static size_t count_separators(struct str s, struct row_counts rows[LOOKED_AT_ROWS])
{
	size_t len = 0;
	bool in_quotes = false, is_begun = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		if (c == '"')
			in_quotes = !in_quotes;
		if (in_quotes)
			continue;
		if (is_line_end(c)) {
			len += is_begun;
			is_begun = false;
			if (len == LOOKED_AT_ROWS)
				return len;
			continue;
		}
		is_begun = true;
		const char *hit = memchr(separators, c, SEPARATORS);
		if (hit)
			rows[len].of[hit - separators]++;
	}
	return len + is_begun;
}

/* How many rows have it as often as one another, and how often that is. */
static size_t agreement(
	const struct row_counts *rows, size_t len, size_t separator, unsigned *ret_often)
{
	size_t best = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned often = rows[i].of[separator];
		size_t same = 0;
		for (size_t k = 0; k < len; k++)
			same += rows[k].of[separator] == often;
		if (often && (same > best || (same == best && often > *ret_often))) {
			best = same;
			*ret_often = often;
		}
	}
	return best;
}

static char find_separator(struct str text)
{
	struct row_counts rows[LOOKED_AT_ROWS] = {0};
	size_t len = count_separators(str_sub(text, 0, LOOKED_AT), rows), best = 0;
	unsigned best_often = 0;
	char found = ',';
	for (size_t i = 0; i < SEPARATORS; i++) {
		unsigned often = 0;
		size_t same = agreement(rows, len, i, &often);
		if (same > best || (same == best && often > best_often)) {
			best = same;
			best_often = often;
			found = separators[i];
		}
	}
	return found;
}

static void skip_line_end(struct str *rest)
{
	if (str_starts(*rest, STR("\r\n")))
		*rest = str_from(*rest, 2);
	else if (rest->len && is_line_end(rest->p[0]))
		*rest = str_from(*rest, 1);
}

/* Takes the line "sep=;" off *rest; 0 when there is none. */
static char take_separator_line(struct str *rest)
{
	if (rest->len < 6 || !str_eq_nocase(str_sub(*rest, 0, 4), STR("sep=")) ||
		!is_line_end(rest->p[5]) || !memchr(separators, rest->p[4], SEPARATORS))
		return 0;
	char separator = rest->p[4];
	*rest = str_from(*rest, 5);
	skip_line_end(rest);
	return separator;
}

/* --- cells --- */

struct reading {
	struct sheet_making making;
	struct str rest;
	char separator;
	uint32_t number; /* of the row */
};

static bool ends_cell(const struct reading *r, char c)
{
	return c == r->separator || is_line_end(c);
}

static size_t bare_len(const struct reading *r)
{
	size_t n = 0;
	while (n < r->rest.len && !ends_cell(r, r->rest.p[n]))
		n++;
	return n;
}

static bool is_formula_start(char c)
{
	return c && strchr("=+-@\t\r\n", c);
}

/* After any apostrophes and blanks. */
static bool looks_like_formula(struct str s)
{
	while (s.len && (s.p[0] == '\'' || s.p[0] == ' '))
		s = str_from(s, 1);
	return s.len && is_formula_start(s.p[0]);
}

/* The apostrophe that csv_row writes. */
static struct str without_guard(struct str s)
{
	return s.len && s.p[0] == '\'' && looks_like_formula(s) ? str_from(s, 1) : s;
}

static err_t never_closed(const struct reading *r)
{
	return err_number(
		err_say(ERR_INVALID,
			N_("Row {n} has a cell that begins with a quotation mark and has none at "
			   "its end.")),
		r->number);
}

/* Where the quoted cell that *rest begins with ends; *ret_plain: nothing in it is to be changed. */
static bool find_close(struct str s, size_t *ret_at, bool *ret_plain)
{
	bool plain = true;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '\r')
			plain = false;
		if (s.p[i] != '"')
			continue;
		if (i + 1 == s.len || s.p[i + 1] != '"') {
			*ret_at = i;
			*ret_plain = plain;
			return true;
		}
		plain = false;
		i++;
	}
	return false;
}

/* Quotes once, and LF for every line end. */
static void put_unquoted(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i], next = i + 1 < s.len ? s.p[i + 1] : 0;
		if ((c == '"' && next == '"') || (c == '\r' && next == '\n'))
			c = s.p[++i];
		buf_putc(out, c == '\r' ? '\n' : c);
	}
}

/* After the opening quote; what follows the closing one before the separator belongs to it. */
static err_t take_quoted(struct reading *r, struct str *ret_text)
{
	size_t at;
	bool plain;
	if (!find_close(r->rest, &at, &plain))
		return never_closed(r);
	struct str inside = str_sub(r->rest, 0, at);
	r->rest = str_from(r->rest, at + 1);
	struct str behind = str_sub(r->rest, 0, bare_len(r));
	r->rest = str_from(r->rest, behind.len);
	if (!str_trim(behind).len && plain) {
		*ret_text = inside;
		return NULL;
	}
	struct buf out;
	buf_init(&out, r->making.arena, inside.len + behind.len, inside.len + behind.len);
	put_unquoted(&out, inside);
	if (str_trim(behind).len)
		buf_put(&out, behind);
	*ret_text = buf_str(&out);
	return NULL;
}

static err_t take_cell(struct reading *r, struct str *ret_text)
{
	size_t blanks = 0;
	while (blanks < r->rest.len && r->rest.p[blanks] == ' ')
		blanks++;
	if (blanks < r->rest.len && r->rest.p[blanks] == '"') {
		r->rest = str_from(r->rest, blanks + 1);
		return take_quoted(r, ret_text);
	}
	*ret_text = str_sub(r->rest, 0, bare_len(r));
	r->rest = str_from(r->rest, ret_text->len);
	return NULL;
}

static err_t take_row(struct reading *r)
{
	struct str text;
	sheet_begin_row(&r->making, ++r->number);
	for (size_t column = 0;; column++) {
		TRY(take_cell(r, &text));
		TRY(sheet_put(&r->making, column, without_guard(text)));
		if (!r->rest.len || r->rest.p[0] != r->separator)
			break;
		r->rest = str_from(r->rest, 1);
	}
	skip_line_end(&r->rest);
	return sheet_end_row(&r->making);
}

/* --- the whole --- */

static err_t refuse_no_text(struct str text)
{
	return str_find(text, '\0') < text.len
		       ? err_say(ERR_INVALID,
				 N_("This is no table that we can read. Save it as XLSX or CSV."))
		       : NULL;
}

static err_t refuse_web_page(struct str text)
{
	struct str start = str_trim(str_sub(text, 0, 256));
	if (str_eq_nocase(str_sub(start, 0, 5), STR("<html")) ||
		str_eq_nocase(str_sub(start, 0, 6), STR("<table")) ||
		str_starts(start, STR("<?xml")) ||
		str_eq_nocase(str_sub(start, 0, 9), STR("<!doctype")))
		return err_say(ERR_INVALID,
			N_("This is a web page, not a table. Open it in a spreadsheet program and "
			   "save it as XLSX or CSV."));
	return NULL;
}

err_t csv_read(
	struct arena *a, struct str bytes, const struct sheet_ask *ask, struct sheet *ret_sheet)
{
	struct reading r = {0};
	struct sheet sheet = {0};
	enum charset charset = ask->charset ? ask->charset : charset_of(bytes);
	struct str text = charset_decode(a, bytes, charset);
	while (text.len && text.p[text.len - 1] == END_OF_FILE)
		text.len--;
	TRY(refuse_no_text(text));
	if (!ask->separator) /* who says what separates the cells says that it is a table */
		TRY(refuse_web_page(text));
	char said = take_separator_line(&text);
	r.separator = ask->separator ? ask->separator : said ? said : find_separator(text);
	r.rest = text;
	sheet_begin(&r.making, a);
	while (r.rest.len)
		TRY(take_row(&r));
	sheet_end(&r.making, &sheet);
	sheet.notes.charset = charset;
	sheet.notes.separator = r.separator;
	*ret_sheet = sheet;
	return NULL;
}

/* --- writing --- */

/* Digits and what stands between them, after one sign: nothing to work out. */
static bool is_telephone(struct str s)
{
	size_t digits = 0;
	for (size_t i = 1; i < s.len; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		if (!strchr("0123456789 ().-/", s.p[i]) || !s.p[i])
			return false;
	}
	return digits && (s.p[0] == '+' || s.p[0] == '-');
}

static bool needs_quotes(struct str s, char separator)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] == separator || s.p[i] == '"' || is_line_end(s.p[i]))
			return true;
	return s.len && (s.p[0] == ' ' || s.p[s.len - 1] == ' ');
}

static void put_cell(struct buf *out, char separator, struct str s)
{
	bool quoted = needs_quotes(s, separator);
	if (quoted)
		buf_putc(out, '"');
	if (looks_like_formula(s) && !is_telephone(s))
		buf_putc(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"')
			buf_putc(out, '"');
		buf_putc(out, s.p[i]);
	}
	if (quoted)
		buf_putc(out, '"');
}

void csv_begin(struct buf *out)
{
	buf_lit(out, "\xef\xbb\xbf");
}

void csv_row(struct buf *out, char separator, const struct str *cells, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (i)
			buf_putc(out, separator);
		put_cell(out, separator, cells[i]);
	}
	buf_lit(out, "\r\n");
}
