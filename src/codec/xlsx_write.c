#include "codec/xlsx.h"

#include "base/arena.h"
#include "codec/sheet.h"
#include "codec/zip.h"

#include <string.h>

#define NAME_MOST 31 /* characters of a sheet's name */
#define WIDTH_MOST 100
#define DAYS_WRONG 60 /* that the calendar of 1900 begins with */
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define PROLOGUE "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* Places in cellXfs below. */
enum style { STYLE_PLAIN, STYLE_HEADING, STYLE_TEXT, STYLE_DAY };

static const char content_types[] =
	PROLOGUE "<Types xmlns=\"" PACKAGE "content-types\">"
		 "<Default Extension=\"rels\" "
		 "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
		 "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
		 "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
		 "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
		 "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
		 "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
		 "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/"
		 "vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
		 "</Types>";

static const char package_relations[] = PROLOGUE
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>"
	"</Relationships>";

static const char book_relations[] = PROLOGUE
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
	"</Relationships>";

static const char styles[] = PROLOGUE
	"<styleSheet xmlns=\"" MAIN "\">"
	"<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
	"<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
	"<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
	"<fill><patternFill patternType=\"gray125\"/></fill></fills>"
	"<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
	"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
	"</cellStyleXfs><cellXfs count=\"4\">"
	"<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
	"<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\" applyFont=\"1\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\"/>"
	"<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
	"applyNumberFormat=\"1\"/>"
	"</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
	"</cellStyles></styleSheet>";

/* --- text --- */

/* "_x000D_" stands for a character, so what only looks like one is written so that it does not. */
static bool looks_escaped(struct str s)
{
	if (s.len < 7 || s.p[1] != 'x' || s.p[6] != '_')
		return false;
	for (size_t i = 2; i < 6; i++)
		if (!memchr("0123456789abcdefABCDEF", s.p[i], 22))
			return false;
	return true;
}

/* U+FFFE and U+FFFF, which XML knows no way to write. */
static bool is_no_character(struct str s)
{
	return str_starts(s, STR("\xef\xbf\xbe")) || str_starts(s, STR("\xef\xbf\xbf"));
}

static void put_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		struct str rest = str_from(s, i);
		uint8_t c = (uint8_t)s.p[i];
		if (c == '&')
			buf_lit(out, "&amp;");
		else if (c == '<')
			buf_lit(out, "&lt;");
		else if (c == '>')
			buf_lit(out, "&gt;");
		else if (c == '"')
			buf_lit(out, "&quot;");
		else if ((c < ' ' && c != '\t' && c != '\n') || (c == '_' && looks_escaped(rest)))
			buf_fmt(out, "_x%04X_", c);
		else if (is_no_character(rest))
			i += 2;
		else
			buf_putc(out, s.p[i]);
	}
}

/* --- the sheet --- */

static void put_column_name(struct buf *out, size_t column)
{
	if (column >= 26)
		put_column_name(out, column / 26 - 1);
	buf_putc(out, (char)('A' + column % 26));
}

static void begin_cell(struct buf *out, size_t column, size_t row, enum style style)
{
	buf_lit(out, "<c r=\"");
	put_column_name(out, column);
	buf_int(out, (int64_t)row);
	buf_lit(out, "\" s=\"");
	buf_int(out, style);
}

static void put_text_cell(
	struct buf *out, size_t column, size_t row, enum style style, struct str text)
{
	if (!text.len)
		return;
	begin_cell(out, column, row, style);
	buf_lit(out, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
	put_text(out, text);
	buf_lit(out, "</t></is></c>");
}

static void put_number_cell(
	struct buf *out, size_t column, size_t row, enum style style, int64_t number)
{
	begin_cell(out, column, row, style);
	buf_lit(out, "\"><v>");
	buf_int(out, number);
	buf_lit(out, "</v></c>");
}

/* The calendar of spreadsheets has a day in 1900 that never was; before it, words are safer. */
static void put_day_cell(struct buf *out, size_t column, size_t row, day d)
{
	int64_t serial = d - day_of_date((struct date){1899, 12, 30});
	if (serial > DAYS_WRONG)
		put_number_cell(out, column, row, STYLE_DAY, serial);
	else
		put_text_cell(out, column, row, STYLE_TEXT, day_print(out->arena, d));
}

static void put_cell(struct buf *out, size_t column, size_t row, const struct xlsx_cell *cell)
{
	switch (cell->kind) {
	case XLSX_TEXT:
		put_text_cell(out, column, row, STYLE_TEXT, cell->text);
		break;
	case XLSX_DAY:
		put_day_cell(out, column, row, cell->day);
		break;
	case XLSX_NUMBER:
		put_number_cell(out, column, row, STYLE_PLAIN, cell->number);
		break;
	}
}

static void put_columns(struct buf *out, const struct xlsx_table *t)
{
	buf_lit(out, "<cols>");
	for (size_t i = 0; i < t->columns_len; i++) {
		unsigned width = t->columns[i].width;
		bool is_text = !t->rows || t->cells[i].kind == XLSX_TEXT;
		buf_fmt(out, "<col min=\"%zu\" max=\"%zu\" width=\"%u\" style=\"%d\" ", i + 1,
			i + 1, !width || width > WIDTH_MOST ? 12 : width,
			is_text ? STYLE_TEXT : STYLE_PLAIN);
		buf_lit(out, "customWidth=\"1\"/>");
	}
	buf_lit(out, "</cols>");
}

static void put_sheet(struct buf *out, const struct xlsx_table *t)
{
	buf_lit(out,
		PROLOGUE "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView "
			 "workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
			 "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
	put_columns(out, t);
	buf_lit(out, "<sheetData><row r=\"1\">");
	for (size_t i = 0; i < t->columns_len; i++)
		put_text_cell(out, i, 1, STYLE_HEADING, t->columns[i].heading);
	buf_lit(out, "</row>");
	for (size_t row = 0; row < t->rows; row++) {
		buf_lit(out, "<row r=\"");
		buf_int(out, (int64_t)row + 2);
		buf_lit(out, "\">");
		for (size_t i = 0; i < t->columns_len; i++)
			put_cell(out, i, row + 2, &t->cells[row * t->columns_len + i]);
		buf_lit(out, "</row>");
	}
	buf_lit(out, "</sheetData></worksheet>");
}

/* --- the book --- */

/* At most 31 characters, none of []:*?/\ and no apostrophe at its ends. */
static struct str sheet_name(struct arena *a, struct str wanted)
{
	struct buf out;
	size_t count = 0;
	buf_init(&out, a, wanted.len + 1, wanted.len + 1);
	while (wanted.len && count < NAME_MOST) {
		char bytes[4];
		uint32_t u = utf8_next(&wanted);
		if (u < ' ' || (u < 0x80 && strchr("[]:*?/\\'", (int)u)))
			continue;
		buf_put(&out, (struct str){bytes, utf8_put(bytes, u)});
		count += u < 0x10000 ? 1 : 2;
	}
	struct str name = str_trim(buf_str(&out));
	return name.len ? name : STR("Leerpas");
}

static void put_book(struct buf *out, struct str name)
{
	buf_lit(out, PROLOGUE "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE
			      "\"><bookViews><workbookView/></bookViews><sheets><sheet name=\"");
	put_text(out, name);
	buf_lit(out, "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
}

void xlsx_write(struct buf *out, const struct xlsx_table *table)
{
	struct arena *scratch = arena_child(out->arena);
	struct buf sheet, book;
	buf_init(&sheet, scratch, (size_t)64 << 10, out->max);
	buf_init(&book, scratch, 1024, 4096);
	put_sheet(&sheet, table);
	put_book(&book, sheet_name(scratch, table->name));
	const struct zip_file files[] = {
		{STR("[Content_Types].xml"), str_of(content_types)},
		{STR("_rels/.rels"), str_of(package_relations)},
		{STR("xl/workbook.xml"), buf_str(&book)},
		{STR("xl/_rels/workbook.xml.rels"), str_of(book_relations)},
		{STR("xl/styles.xml"), str_of(styles)},
		{STR("xl/worksheets/sheet1.xml"), buf_str(&sheet), .deflate = true},
	};
	zip_write(out, files, sizeof(files) / sizeof(*files));
	out->overflowed |= sheet.overflowed;
	arena_free(scratch);
}
