#include "codec/sheet_inside.h"

#include "codec/csv.h"
#include "codec/xlsx.h"

#define ZIP_MARK STR("PK\3\4")
#define OLE_MARK STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

struct str sheet_cell(const struct sheet_row *row, size_t column)
{
	return column < row->len ? row->cells[column] : STR("");
}

struct str sheet_column_name(struct arena *a, size_t column)
{
	char letters[16];
	size_t at = sizeof(letters);
	for (size_t n = column + 1; n; n = (n - 1) / 26)
		letters[--at] = (char)('A' + (n - 1) % 26);
	return str_dup(a, (struct str){letters + at, sizeof(letters) - at});
}

static err_t refuse_known(struct str bytes)
{
	if (bytes.len > SHEET_FILE_MOST)
		return err_number(err_say(ERR_TOO_LARGE, N_("A table may have {n} MB at most.")),
			SHEET_FILE_MOST >> 20);
	if (str_starts(bytes, OLE_MARK))
		return err_say(ERR_INVALID,
			N_("This is an Excel file of the old kind, or it has a password. Save it "
			   "as XLSX without a password, or as CSV."));
	if (str_starts(bytes, STR("%PDF")))
		return err_say(
			ERR_INVALID, N_("This is a PDF. Send the table itself, as XLSX or CSV."));
	return NULL;
}

err_t sheet_read(
	struct arena *a, struct str bytes, const struct sheet_ask *ask, struct sheet *ret_sheet)
{
	TRY(refuse_known(bytes));
	if (str_starts(bytes, ZIP_MARK))
		return xlsx_read(a, bytes, ask->name, ret_sheet);
	return csv_read(a, bytes, ask, ret_sheet);
}

/* --- in the making --- */

void sheet_begin(struct sheet_making *m, struct arena *a)
{
	*m = (struct sheet_making){.arena = a};
}

void sheet_begin_row(struct sheet_making *m, uint32_t number)
{
	m->number = number;
	m->len = 0;
}

static err_t too_wide(uint32_t number)
{
	return err_number(err_say(ERR_TOO_LARGE, N_("Row {n} has too many columns.")), number);
}

err_t sheet_cell_too_large(uint32_t number, size_t column)
{
	err_t e = err_say(ERR_TOO_LARGE, N_("Row {n} has a cell with too much text in it."));
	return err_detail(err_number(e, number), "column %zu", column + 1);
}

static bool is_blank(struct str s)
{
	return !str_trim(s).len;
}

err_t sheet_put(struct sheet_making *m, size_t column, struct str text)
{
	if (is_blank(text))
		return NULL;
	if (column >= SHEET_COLUMNS_MOST)
		return too_wide(m->number);
	if (text.len > SHEET_CELL_MOST)
		return sheet_cell_too_large(m->number, column);
	while (m->len <= column)
		m->row[m->len++] = STR("");
	m->row[column] = text;
	return NULL;
}

err_t sheet_end_row(struct sheet_making *m)
{
	if (!m->len)
		return NULL;
	if (m->rows.len == SHEET_ROWS_MOST)
		return err_number(err_say(ERR_TOO_LARGE, N_("A table may have {n} rows at most.")),
			SHEET_ROWS_MOST);
	m->cells += m->len;
	if (m->cells > SHEET_CELLS_MOST)
		return err_number(err_say(ERR_TOO_LARGE, N_("A table may have {n} cells at most.")),
			SHEET_CELLS_MOST);
	struct str *cells = arena_array(m->arena, struct str, m->len);
	memcpy(cells, m->row, m->len * sizeof(*cells));
	vec_push(m->arena, &m->rows,
		(struct sheet_row){.cells = cells, .len = (uint32_t)m->len, .number = m->number});
	if (m->len > m->columns)
		m->columns = m->len;
	m->len = 0;
	return NULL;
}

void sheet_end(const struct sheet_making *m, struct sheet *io_sheet)
{
	io_sheet->rows = m->rows.at;
	io_sheet->len = m->rows.len;
	io_sheet->columns = m->columns;
}
