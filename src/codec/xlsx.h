/*
 * Workbooks: Office Open XML, SpreadsheetML (ECMA-376, transitional and strict), as Excel,
 * LibreOffice, Google Sheets and smaller programs write it.
 *
 * One sheet is read, as a person sees it: the first that is not hidden, without its hidden rows. A
 * formula is its last worked-out value. A number is written out in full, with as many digits as
 * stand there (15 after rounding errors), with its leading zeroes or percent sign if its format has
 * those. A day is 2026-11-22, with T14:05:00 behind it unless it is midnight; a time is 14:05:00.
 * TRUE, FALSE and #N/A are those words.
 *
 * Refused: what unpacks to more than XLSX_UNPACKED_MOST or breaks the rules of codec/zip.h and
 * codec/xml.h, among them document types.
 */
#pragma once

#include "base/buf.h"
#include "base/time.h"
#include "codec/sheet.h"

#define XLSX_UNPACKED_MOST ((size_t)192 << 20)

/* As sheet_read. name: of the sheet, hidden or not; STR_NONE: the first that is not hidden. */
err_t xlsx_read(struct arena *a, struct str bytes, struct str name, struct sheet *ret_sheet);

/* --- writing --- */

enum xlsx_kind { XLSX_TEXT, XLSX_DAY, XLSX_NUMBER };

struct xlsx_cell {
	enum xlsx_kind kind;
	union {
		struct str text; /* valid UTF-8, at most SHEET_CELL_MOST bytes; empty: no cell */
		day day;         /* before March 1900 it is written as text */
		int64_t number;
	};
};

struct xlsx_column {
	struct str heading;
	unsigned width; /* in characters */
};

struct xlsx_table {
	struct str name; /* of the sheet; what a sheet's name cannot hold is left out */
	const struct xlsx_column *columns;
	size_t columns_len;
	const struct xlsx_cell *cells; /* columns_len a row */
	size_t rows;                   /* at most SHEET_ROWS_MOST with the headings */
};

/*
 * A workbook of one sheet whose row of headings stays in sight; text is text, never a formula, and
 * columns of text stay so for what is typed there later. The same table gives the same bytes.
 */
void xlsx_write(struct buf *out, const struct xlsx_table *table);
