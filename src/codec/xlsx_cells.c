/* The cells of one sheet (ECMA-376 part 1, 18.3). */
#include "codec/xlsx_inside.h"

#define COLUMNS_MOST 16384 /* that a spreadsheet has */
#define MERGES_MOST 10000

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_BOOL, TYPE_DATE };

struct merge {
	uint32_t column, first, last; /* rows, by their numbers */
};

struct cells {
	struct xlsx_book *book;
	struct sheet_notes *notes;
	struct sheet_making making;
	struct xlsx_text text;
	bool in_data, is_hidden; /* the row */
	uint32_t row;
	size_t column, next; /* of the cell, and of one that does not say */
	enum cell_type type;
	size_t style;
	bool in_cell, has_formula, has_value;
	VEC(struct merge) merges;
};

/* --- references --- */

/* "C5" as column 2 and row 5; a part that is not there stays 0. */
static bool read_reference(struct str s, uint32_t *ret_column, uint32_t *ret_row)
{
	uint32_t column = 0;
	int64_t row = 0;
	size_t n = 0;
	for (; n < s.len && (s.p[n] | 0x20) >= 'a' && (s.p[n] | 0x20) <= 'z'; n++) {
		column = column * 26 + (uint32_t)((s.p[n] | 0x20) - 'a' + 1);
		if (column > COLUMNS_MOST)
			return false;
	}
	if (!column || !str_to_int(str_from(s, n), &row) || row < 1 || row > SHEET_NUMBER_MOST)
		return false;
	*ret_column = column - 1;
	*ret_row = (uint32_t)row;
	return true;
}

static bool is_true(struct str s)
{
	return str_is(s, "1") || str_is(s, "true");
}

/* --- rows --- */

static err_t begin_row(struct cells *c, xml_attributes attributes)
{
	struct str said = xml_attribute(attributes, "r");
	int64_t number = (int64_t)c->row + 1;
	if (said.p && (!str_to_int(said, &number) || number <= c->row))
		return xlsx_damaged("rows are not in order");
	if (number > SHEET_NUMBER_MOST)
		return xlsx_damaged("a row is too far down");
	c->row = (uint32_t)number;
	c->next = 0;
	c->is_hidden = is_true(xml_attribute(attributes, "hidden"));
	sheet_begin_row(&c->making, c->row);
	return NULL;
}

static err_t end_row(struct cells *c)
{
	if (!c->is_hidden)
		return sheet_end_row(&c->making);
	c->notes->hidden += c->making.len > 0;
	return NULL;
}

/* --- cells --- */

static enum cell_type type_of(struct str said)
{
	if (str_is(said, "s"))
		return TYPE_SHARED;
	if (str_is(said, "str") || str_is(said, "inlineStr") || str_is(said, "e"))
		return TYPE_TEXT;
	if (str_is(said, "b"))
		return TYPE_BOOL;
	return str_is(said, "d") ? TYPE_DATE : TYPE_NUMBER;
}

static err_t begin_cell(struct cells *c, xml_attributes attributes)
{
	struct str said = xml_attribute(attributes, "r");
	uint32_t column = (uint32_t)c->next, row = c->row;
	int64_t style = 0;
	if (said.p && (!read_reference(said, &column, &row) || row != c->row))
		return xlsx_damaged("a cell is in another row");
	if (column >= COLUMNS_MOST)
		return xlsx_damaged("a cell is too far right");
	said = xml_attribute(attributes, "s");
	if (said.p && (!str_to_int(said, &style) || style < 0))
		return xlsx_damaged("a style that is none");
	c->column = column;
	c->next = c->column + 1;
	c->style = (size_t)style;
	c->type = type_of(xml_attribute(attributes, "t"));
	c->in_cell = true;
	c->has_formula = c->has_value = false;
	c->text.out.len = 0;
	return NULL;
}

static err_t find_shared(struct cells *c, struct str *ret_text)
{
	int64_t at;
	if (!str_to_int(str_trim(buf_str(&c->text.out)), &at) || at < 0 ||
		(uint64_t)at >= c->book->strings_len)
		return xlsx_damaged("a string that is not there");
	*ret_text = c->book->strings[at];
	return NULL;
}

/* A day without the midnight behind it. */
static struct str show_date(struct str text)
{
	static const struct str midnights[] = {
		STR("T00:00:00"), STR("T00:00:00.000"), STR("T00:00:00Z"), STR("T00:00:00.000Z")};
	for (size_t i = 0; i < sizeof(midnights) / sizeof(*midnights); i++)
		if (str_ends(text, midnights[i]))
			return str_sub(text, 0, text.len - midnights[i].len);
	return text;
}

static struct str show_number(struct cells *c, struct str stored)
{
	static const struct number_format plain = {NUMBER_PLAIN, 0};
	const struct xlsx_styles *styles = &c->book->styles;
	const struct number_format *f = c->style < styles->len ? &styles->at[c->style] : &plain;
	return number_show(c->book->arena, stored, f, c->book->is_1904);
}

static err_t read_value(struct cells *c, struct str *ret_text)
{
	if (c->type == TYPE_SHARED && c->text.out.len)
		return find_shared(c, ret_text);
	struct str text = xlsx_text_take(&c->text, c->book->arena);
	if (c->type == TYPE_NUMBER)
		text = show_number(c, text);
	else if (c->type == TYPE_DATE)
		text = show_date(text);
	else if (c->type == TYPE_BOOL)
		text = is_true(text) ? STR("TRUE") : STR("FALSE");
	*ret_text = text;
	return NULL;
}

static void note_formula(struct cells *c)
{
	if (!c->has_formula || c->is_hidden)
		return;
	c->notes->formulas++;
	if (c->has_value)
		return;
	if (!c->notes->unknown++)
		c->notes->unknown_row = c->row;
}

static err_t end_cell(struct cells *c)
{
	struct str text;
	c->in_cell = false;
	note_formula(c);
	if (!c->text.out.len)
		return NULL;
	TRY(read_value(c, &text));
	return sheet_put(&c->making, c->column, text);
}

/* --- merged areas --- */

static err_t read_merge(struct cells *c, xml_attributes attributes)
{
	struct str rest = xml_attribute(attributes, "ref"), from = str_cut(&rest, ':');
	uint32_t last_column;
	struct merge m;
	if (!read_reference(from, &m.column, &m.first) ||
		!read_reference(rest, &last_column, &m.last) || m.last < m.first)
		return xlsx_damaged("a merged area that is none");
	if (c->merges.len == MERGES_MOST)
		return xlsx_damaged("too many merged areas");
	vec_push(c->book->scratch, &c->merges, m);
	return NULL;
}

/* The first row from that number on. */
static size_t row_from(const struct sheet_making *m, uint32_t number)
{
	size_t low = 0, high = m->rows.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->rows.at[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void set_cell(struct sheet_making *m, struct sheet_row *row, size_t column, struct str text)
{
	size_t len = row->len > column ? row->len : column + 1;
	struct str *cells = arena_array(m->arena, struct str, len);
	for (size_t i = 0; i < len; i++)
		cells[i] = sheet_cell(row, i);
	cells[column] = text;
	*row = (struct sheet_row){cells, (uint32_t)len, row->number};
	m->cells += len;
	if (len > m->columns)
		m->columns = len;
}

/* Downwards only: a title over several columns stays one title. */
static err_t spread(struct sheet_making *m, const struct merge *area)
{
	size_t at = row_from(m, area->first);
	if (at == m->rows.len || m->rows.at[at].number != area->first)
		return NULL;
	struct str text = sheet_cell(&m->rows.at[at], area->column);
	for (at++; text.len && at < m->rows.len && m->rows.at[at].number <= area->last; at++) {
		if (m->cells > SHEET_CELLS_MOST)
			return xlsx_damaged("merged areas are too large");
		if (!sheet_cell(&m->rows.at[at], area->column).len)
			set_cell(m, &m->rows.at[at], area->column, text);
		m->cells++;
	}
	return NULL;
}

/* --- the sheet --- */

static err_t begin_inside(struct cells *c, const char *name, xml_attributes attributes)
{
	if (strcmp(name, "row") == 0)
		return begin_row(c, attributes);
	if (strcmp(name, "c") == 0)
		return c->row ? begin_cell(c, attributes) : xlsx_damaged("a cell without a row");
	if (!c->in_cell)
		return NULL;
	xlsx_text_begin(&c->text, name);
	if (strcmp(name, "f") == 0)
		c->has_formula = true;
	if (strcmp(name, "v") == 0)
		c->has_value = c->text.open = true;
	return NULL;
}

static err_t begin(void *ctx, const char *name, xml_attributes attributes)
{
	struct cells *c = ctx;
	if (c->in_data)
		return begin_inside(c, name, attributes);
	if (strcmp(name, "sheetData") == 0)
		c->in_data = true;
	if (strcmp(name, "mergeCell") == 0)
		return read_merge(c, attributes);
	return NULL;
}

static err_t end(void *ctx, const char *name)
{
	struct cells *c = ctx;
	xlsx_text_end(&c->text, name);
	if (!c->in_data)
		return NULL;
	if (strcmp(name, "sheetData") == 0)
		c->in_data = false;
	if (strcmp(name, "row") == 0)
		return end_row(c);
	return strcmp(name, "c") == 0 && c->in_cell ? end_cell(c) : NULL;
}

static err_t piece(void *ctx, struct str text)
{
	struct cells *c = ctx;
	xlsx_text_piece(&c->text, text);
	return NULL;
}

err_t xlsx_read_cells(struct xlsx_book *b, struct sheet *io_sheet)
{
	static const struct xml_reader reader = {begin, end, piece};
	struct cells c = {.book = b, .notes = &io_sheet->notes};
	sheet_begin(&c.making, b->arena);
	xlsx_text_init(&c.text, b->scratch);
	TRY(xlsx_read_part(b, b->part, &reader, &c));
	c.notes->merged = c.merges.len;
	vec_each (const struct merge, it, &c.merges)
		TRY(spread(&c.making, it));
	sheet_end(&c.making, io_sheet);
	return NULL;
}
