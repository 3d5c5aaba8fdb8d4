#include "codec/xlsx.h"

#include "base/arena.h"
#include "codec/zip.h"
#include "unit/unit.h"

#include <string.h>

/* A workbook in the making: parts that are NULL are those below, or left out where that is "". */
struct parts {
	const char *package, *book, *relations, *strings, *styles, *sheet, *other;
};

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define RELATIONS "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

static const struct parts plain = {
	.package = "<Relationships " RELATIONS "><Relationship Id=\"rId1\" Type=\"" OFFICE
		   "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
	.book = "<workbook " MAIN " xmlns:r=\"" OFFICE "\"><sheets>"
		"<sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/>"
		"<sheet name=\"Two\" sheetId=\"2\" r:id=\"rId4\"/></sheets></workbook>",
	.relations = "<Relationships " RELATIONS ">"
		     "<Relationship Id=\"rId1\" Type=\"" OFFICE
		     "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		     "<Relationship Id=\"rId2\" Type=\"" OFFICE
		     "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
		     "<Relationship Id=\"rId3\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
		     "<Relationship Id=\"rId4\" Type=\"" OFFICE
		     "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>",
	.strings = "<sst " MAIN "><si><t>Name</t></si><si><t xml:space=\"preserve\"> Zo\xc3\xab "
		   "</t></si><si><r><rPr><b/></rPr><t>Jan</t></r><r><t>ssen</t></r></si>"
		   "<si><t>\xe6\x9d\xb1</t><rPh sb=\"0\" eb=\"1\"><t>higashi</t></rPh></si>"
		   "<si><t>two_x000D_\nlines</t></si><si/></sst>",
	.styles = "<styleSheet " MAIN "><numFmts count=\"2\">"
		  "<numFmt numFmtId=\"164\" formatCode=\"d\\ mmmm\\ yyyy\"/>"
		  "<numFmt numFmtId=\"165\" formatCode=\"0000000000\"/></numFmts>"
		  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
		  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
		  "<xf numFmtId=\"165\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>",
	.sheet = "<worksheet " MAIN "><sheetData/></worksheet>",
	.other = "<worksheet " MAIN "><sheetData><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>"
		 "</sheetData></worksheet>",
};

static struct str workbook(struct arena *a, const struct parts *p)
{
	const char *const given[] = {
		p->package, p->book, p->relations, p->strings, p->styles, p->sheet, p->other};
	const char *const standard[] = {plain.package, plain.book, plain.relations, plain.strings,
		plain.styles, plain.sheet, plain.other};
	static const char *const names[] = {"_rels/.rels", "xl/workbook.xml",
		"xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
		"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"};
	struct zip_file files[sizeof(names) / sizeof(*names)];
	size_t len = 0;
	struct buf out;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str xml = str_of(given[i] ? given[i] : standard[i]);
		if (xml.len)
			files[len++] = (struct zip_file){str_of(names[i]), xml};
	}
	buf_init(&out, a, 8192, (size_t)64 << 20);
	zip_write(&out, files, len);
	return buf_str(&out);
}

/* Rows as "NUMBER[cell][cell]\n". */
static struct str told(struct arena *a, const struct sheet *s)
{
	struct buf out;
	buf_init(&out, a, 256, 1 << 20);
	for (size_t i = 0; i < s->len; i++) {
		buf_fmt(&out, "%u", s->rows[i].number);
		for (size_t k = 0; k < s->rows[i].len; k++)
			buf_fmt(&out, "[%.*s]", STR_ARG(s->rows[i].cells[k]));
		buf_putc(&out, '\n');
	}
	return buf_str(&out);
}

/* What the sheet holds whose data is these rows. */
static void check_rows_(const char *rows, const char *behind, const char *want, int line)
{
	struct arena *a = arena_new();
	struct sheet s = {0};
	struct str xml = str_fmt(a,
		"<worksheet " MAIN "><cols/><sheetData>%s</sheetData>%s</worksheet>", rows, behind);
	struct str bytes = workbook(a, &(struct parts){.sheet = xml.p});
	unit_check_err(xlsx_read(a, bytes, STR_NONE, &s), 0, __FILE__, line, rows);
	unit_check_str(told(a, &s), str_of(want), __FILE__, line);
	arena_free(a);
}
#define CHECK_ROWS(rows, want) check_rows_(rows, "", want, __LINE__)

TEST(xlsx_reads_strings_of_every_kind)
{
	CHECK_ROWS("<row r=\"1\" spans=\"1:5\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\">"
		   "<v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c>"
		   "<c r=\"E1\" t=\"s\"><v>4</v></c><c r=\"F1\" t=\"s\"><v>5</v></c></row>",
		"1[Name][ Zo\xc3\xab ][Janssen][\xe6\x9d\xb1][two\r\nlines]\n");
	CHECK_ROWS("<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>a &amp; b</t></is></c>"
		   "<c r=\"D2\" t=\"inlineStr\"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>"
		   "<c r=\"E2\" t=\"str\"><f>A1&amp;B1</f><v>made</v></c></row>",
		"2[][a & b][][rich][made]\n");
}

TEST(xlsx_reads_what_says_no_places)
{
	CHECK_ROWS("<row><c t=\"inlineStr\"><is><t>a</t></is></c><c/><c><v>3</v></c></row><row/>"
		   "<row><c><v>4</v></c></row>",
		"1[a][][3]\n3[4]\n");
	CHECK_ROWS("<row r=\"7\"><c r=\"C7\"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c>"
		   "</row>",
		"7[][][1][2]\n8[3]\n");
}

TEST(xlsx_reads_numbers_days_truths_and_errors)
{
	CHECK_ROWS("<row r=\"1\"><c r=\"A1\"><v>31612345678</v></c><c r=\"B1\"><v>4.1E+10</v></c>"
		   "<c r=\"C1\" s=\"1\"><v>45363</v></c><c r=\"D1\" s=\"2\"><v>45363</v></c>"
		   "<c r=\"E1\" s=\"3\"><v>612345678</v></c><c r=\"F1\" s=\"4\"><v>0.5</v></c>"
		   "<c r=\"G1\" t=\"b\"><v>1</v></c><c r=\"H1\" t=\"b\"><v>0</v></c>"
		   "<c r=\"I1\" t=\"e\"><v>#N/A</v></c><c r=\"J1\" s=\"99\"><v>45363</v></c>"
		   "<c r=\"K1\" t=\"d\"><v>2024-03-12T00:00:00</v></c>"
		   "<c r=\"L1\" t=\"n\" s=\"1\"><v>45363.5</v></c></row>",
		"1[31612345678][41000000000][2024-03-12][2024-03-12][0612345678][50%][TRUE][FALSE]"
		"[#N/A][45363][2024-03-12][2024-03-12]\n");
}

TEST(xlsx_counts_days_from_1904_where_the_workbook_does)
{
	struct arena *a = arena_new();
	struct sheet s;
	struct str bytes = workbook(
		a, &(struct parts){
			   .book = "<workbook " MAIN " xmlns:r=\"" OFFICE
				   "\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"One\" "
				   "r:id=\"rId1\"/></sheets></workbook>",
			   .sheet = "<worksheet " MAIN
				    "><sheetData><row><c s=\"1\"><v>43901</v></c></row>"
				    "</sheetData></worksheet>"});
	REQUIRE_OK(xlsx_read(a, bytes, STR_NONE, &s));
	CHECK_STR(told(a, &s), "1[2024-03-12]\n");
	arena_free(a);
}

static struct sheet_notes notes_of(struct arena *a, const char *sheet, const char *want)
{
	struct sheet s = {0};
	CHECK_OK(xlsx_read(a, workbook(a, &(struct parts){.sheet = sheet}), STR_NONE, &s));
	CHECK_STR(told(a, &s), want);
	return s.notes;
}

TEST(xlsx_says_what_it_made_of_formulas_and_hidden_rows)
{
	struct arena *a = arena_new();
	struct sheet_notes n = notes_of(a,
		"<worksheet " MAIN "><sheetData><row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c>"
		"<c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c></row>"
		"<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>5</v></c><c r=\"B2\"><f>1</f></c></row>"
		"<row r=\"3\" hidden=\"true\"/>"
		"<row r=\"4\"><c r=\"A4\"><v>6</v></c><c r=\"B4\"><f>NOW()</f></c><c "
		"r=\"C4\"><f/></c>"
		"</row></sheetData></worksheet>",
		"1[2]\n4[6]\n");
	CHECK_INT((int64_t)n.formulas, 4);
	CHECK_INT((int64_t)n.unknown, 2);
	CHECK_INT(n.unknown_row, 4);
	CHECK_INT((int64_t)n.hidden, 1);
	arena_free(a);
}

TEST(xlsx_spreads_merged_areas_downwards)
{
	struct arena *a = arena_new();
	struct sheet_notes n = notes_of(a,
		"<worksheet " MAIN "><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
		"<row r=\"2\"><c r=\"A2\"><v>7</v></c><c r=\"B2\"><v>8</v></c></row>"
		"<row r=\"3\"><c r=\"B3\"><v>9</v></c><c r=\"D3\"><v>4</v></c></row>"
		"<row r=\"4\"><c r=\"A4\" s=\"1\"/></row><row r=\"5\"><c "
		"r=\"B5\"><v>6</v></c></row>"
		"</sheetData><mergeCells count=\"3\"><mergeCell ref=\"A1:C1\"/>"
		"<mergeCell ref=\"A2:A4\"/><mergeCell ref=\"D3:E5\"/></mergeCells></worksheet>",
		"1[1]\n2[7][8]\n3[7][9][][4]\n5[][6][][4]\n");
	CHECK_INT((int64_t)n.merged, 3);
	arena_free(a);
}

TEST(xlsx_reads_the_sheet_that_is_seen_or_asked_for)
{
	struct arena *a = arena_new();
	struct sheet s;
	struct str bytes = workbook(a, &(struct parts){0});
	REQUIRE_OK(xlsx_read(a, bytes, STR_NONE, &s));
	CHECK_STR(s.name, "One");
	CHECK_INT((int64_t)s.names_len, 2);
	REQUIRE_OK(xlsx_read(a, bytes, STR("Two"), &s));
	CHECK_STR(told(a, &s), "1[2]\n");
	CHECK_ERR(xlsx_read(a, bytes, STR("Three"), &s), ERR_NOT_FOUND);
	bytes = workbook(
		a, &(struct parts){
			   .book = "<workbook " MAIN " xmlns:r=\"" OFFICE
				   "\"><sheets><sheet name=\"One\" r:id=\"rId1\" "
				   "state=\"veryHidden\"/><sheet name=\"Chart\" r:id=\"rId2\"/>"
				   "<sheet name=\"Two\" r:id=\"rId4\" state=\"visible\"/></sheets>"
				   "</workbook>"});
	REQUIRE_OK(xlsx_read(a, bytes, STR_NONE, &s));
	CHECK_STR(s.name, "Two");
	CHECK_INT((int64_t)s.names_len, 1);
	REQUIRE_OK(xlsx_read(a, bytes, STR("One"), &s));
	CHECK_STR(s.name, "One");
	arena_free(a);
}

/* Strict, in a folder of its own, targets from the root, names in another case, no styles. */
TEST(xlsx_reads_strict_workbooks_wherever_their_parts_are)
{
	static const struct zip_file files[] = {
		{STR("_rels/.rels"),
			STR("<Relationships " RELATIONS "><Relationship Id=\"a\" Type=\"" STRICT
			    "/officeDocument\" Target=\"/office/book/wb.xml\"/></Relationships>")},
		{STR("office/book/wb.xml"),
			STR("<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
			    "xmlns:q=\"" STRICT "\"><x:sheets><x:sheet name=\"S\" q:id=\"z\"/>"
			    "</x:sheets></x:workbook>")},
		{STR("office/book/_rels/wb.xml.rels"),
			STR("<Relationships " RELATIONS "><Relationship Id=\"z\" Type=\"" STRICT
			    "/worksheet\" Target=\"../Sheets/S1.xml\"/></Relationships>")},
		{STR("office/sheets/s1.XML"),
			STR("<x:worksheet "
			    "xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
			    "<x:sheetData><x:row><x:c "
			    "t=\"inlineStr\"><x:is><x:t>strict</x:t></x:is>"
			    "</x:c></x:row></x:sheetData></x:worksheet>")},
	};
	struct arena *a = arena_new();
	struct buf out;
	struct sheet s;
	buf_init(&out, a, 4096, 1 << 20);
	zip_write(&out, files, 4);
	REQUIRE_OK(xlsx_read(a, buf_str(&out), STR_NONE, &s));
	CHECK_STR(told(a, &s), "1[strict]\n");
	arena_free(a);
}

/* --- what is refused --- */

static void check_refused_(const struct parts *p, enum err_code code, int64_t row, int line)
{
	struct arena *a = arena_new();
	struct sheet s = {.len = 77};
	err_t e = xlsx_read(a, workbook(a, p), STR_NONE, &s);
	unit_check(e && e->code == code && e->text && e->n == row, __FILE__, line, "the error");
	unit_check_int((int64_t)s.len, 77, __FILE__, line);
	err_free(e);
	arena_free(a);
}
#define CHECK_REFUSED(...) check_refused_(&(struct parts){__VA_ARGS__}, ERR_INVALID, 0, __LINE__)
#define SHEET(rows) .sheet = "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

TEST(xlsx_that_is_broken_is_refused)
{
	CHECK_REFUSED(.package = "");
	CHECK_REFUSED(.package = "<Relationships/>");
	CHECK_REFUSED(.package = "no XML");
	CHECK_REFUSED(.book = "");
	CHECK_REFUSED(.book = "<workbook/>");
	CHECK_REFUSED(.relations = "");
	CHECK_REFUSED(.relations = "<Relationships/>");
	CHECK_REFUSED(.strings = "");
	CHECK_REFUSED(.strings = "<sst><si></sst>");
	CHECK_REFUSED(.styles = "");
	CHECK_REFUSED(.sheet = "");
	CHECK_REFUSED(.sheet = "<worksheet>");
	CHECK_REFUSED(.sheet = "<!DOCTYPE a [<!ENTITY b 'b'>]><worksheet>&b;</worksheet>");
	CHECK_REFUSED(SHEET("<row r=\"2\"/><row r=\"2\"/>"));
	CHECK_REFUSED(SHEET("<row r=\"0\"/>"));
	CHECK_REFUSED(SHEET("<row r=\"-1\"/>"));
	CHECK_REFUSED(SHEET("<row r=\"1048577\"/>"));
	CHECK_REFUSED(SHEET("<row r=\"99999999999999999999\"/>"));
	CHECK_REFUSED(SHEET("<c r=\"A1\"/>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c r=\"A2\"/></row>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c r=\"1\"/></row>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c r=\"XFE1\"/></row>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c r=\"XFD1\"/><c/></row>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c t=\"s\"><v>6</v></c></row>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c t=\"s\"><v>x</v></c></row>"));
	CHECK_REFUSED(SHEET("<row r=\"1\"><c s=\"-1\"><v>1</v></c></row>"));
	CHECK_REFUSED(.sheet = "<worksheet><mergeCell ref=\"A1\"/></worksheet>");
	CHECK_REFUSED(.sheet = "<worksheet><mergeCell ref=\"A2:A1\"/></worksheet>");
}

/* What is large would be unpacked for each of its roles. */
TEST(xlsx_of_a_part_with_two_roles_is_refused)
{
	static const char *const targets[] = {
		"worksheets/sheet1.xml", "/xl/WorkSheets/Sheet1.xml", "styles.xml", "workbook.xml"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		struct str relations = str_fmt(a,
			"<Relationships " RELATIONS "><Relationship Id=\"rId1\" Type=\"" OFFICE
			"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
			"<Relationship Id=\"rId2\" Type=\"" OFFICE
			"/sharedStrings\" Target=\"%s\"/>"
			"<Relationship Id=\"rId3\" Type=\"" OFFICE
			"/styles\" Target=\"styles.xml\"/></Relationships>",
			targets[i]);
		CHECK_REFUSED(.relations = relations.p);
	}
	arena_free(a);
}

TEST(xlsx_says_which_row_is_too_large)
{
	struct arena *a = arena_new();
	check_refused_(&(struct parts){SHEET("<row r=\"5\"><c r=\"IW5\"><v>1</v></c></row>")},
		ERR_TOO_LARGE, 5, __LINE__);
	struct buf long_text;
	buf_init(&long_text, a, 1 << 16, 1 << 20);
	buf_lit(&long_text, "<worksheet><sheetData><row r='9'><c t='inlineStr'><is><t>");
	for (size_t i = 0; i <= SHEET_CELL_MOST; i++)
		buf_putc(&long_text, 'x');
	buf_lit(&long_text, "</t></is></c></row></sheetData></worksheet>");
	check_refused_(&(struct parts){.sheet = str_dup(a, buf_str(&long_text)).p}, ERR_TOO_LARGE,
		9, __LINE__);
	arena_free(a);
}

TEST(xlsx_that_is_something_else_is_named)
{
	static const char *const others[] = {"mimetype", "xl/workbook.bin", "word/document.xml"};
	struct arena *a = arena_new();
	struct sheet s;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		const struct zip_file file = {str_of(others[i]), STR("x")};
		struct buf out;
		buf_init(&out, a, 1024, 4096);
		zip_write(&out, &file, 1);
		CHECK_ERR(xlsx_read(a, buf_str(&out), STR_NONE, &s), ERR_INVALID);
	}
	arena_free(a);
}

/* Many areas over many rows would be worked through for hours. */
TEST(xlsx_of_merged_areas_without_end_is_refused)
{
	struct arena *a = arena_new();
	struct buf xml;
	buf_init(&xml, a, 1 << 20, (size_t)8 << 20);
	buf_lit(&xml, "<worksheet><sheetData>");
	for (int i = 0; i < 5000; i++)
		buf_lit(&xml, "<row><c><v>1</v></c></row>");
	buf_lit(&xml, "</sheetData><mergeCells>");
	for (int i = 0; i < 2000; i++)
		buf_lit(&xml, "<mergeCell ref='A1:A5000'/>");
	buf_lit(&xml, "</mergeCells></worksheet>");
	check_refused_(
		&(struct parts){.sheet = str_dup(a, buf_str(&xml)).p}, ERR_INVALID, 0, __LINE__);
	arena_free(a);
}

TEST(xlsx_of_a_hundred_thousand_rows_is_read)
{
	struct arena *a = arena_new();
	struct buf xml;
	struct sheet s;
	buf_init(&xml, a, 1 << 20, (size_t)32 << 20);
	buf_lit(&xml, "<worksheet><sheetData>");
	for (int i = 1; i <= SHEET_ROWS_MOST; i++)
		buf_fmt(&xml,
			"<row r=\"%d\"><c r=\"A%d\" t=\"s\"><v>1</v></c><c r=\"B%d\"><v>%d</v></c>"
			"</row>",
			i, i, i, i);
	size_t before = xml.len;
	buf_lit(&xml, "</sheetData></worksheet>");
	struct str bytes = workbook(a, &(struct parts){.sheet = str_dup(a, buf_str(&xml)).p});
	REQUIRE_OK(xlsx_read(a, bytes, STR_NONE, &s));
	CHECK_INT((int64_t)s.len, SHEET_ROWS_MOST);
	CHECK_STR(sheet_cell(&s.rows[SHEET_ROWS_MOST - 1], 1), "100001");
	xml.len = before;
	buf_lit(&xml, "<row><c><v>1</v></c></row></sheetData></worksheet>");
	check_refused_(&(struct parts){.sheet = str_dup(a, buf_str(&xml)).p}, ERR_TOO_LARGE,
		SHEET_ROWS_MOST, __LINE__);
	arena_free(a);
}
