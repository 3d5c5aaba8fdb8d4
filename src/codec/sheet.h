/*
 * A table of text: what a spreadsheet, a CSV file or rows pasted from either come down to. Rows
 * without anything in them are left out, but every row knows its number, so that "row 17" is the
 * one that a person sees. Cells are valid UTF-8 without NUL, as they were written: not trimmed,
 * nothing guessed.
 *
 * Whose bytes they are is told by the bytes, not by a name: codec/xlsx.h for workbooks, codec/csv.h
 * for all other text. Whatever a file says, it takes no more than the maxima below.
 */
#pragma once

#include "base/err.h"
#include "codec/charset.h"

#define SHEET_FILE_MOST ((size_t)32 << 20)
#define SHEET_ROWS_MOST (100000 + 1) /* with one of headings */
#define SHEET_COLUMNS_MOST 256
#define SHEET_CELLS_MOST 4000000
#define SHEET_CELL_MOST 32000     /* bytes; a spreadsheet holds as many characters */
#define SHEET_NUMBER_MOST 1048576 /* rows of a spreadsheet, empty ones too */
#define SHEET_NAMES_MOST 100

struct sheet_row {
	const struct str *cells;
	uint32_t len;    /* the last cell is not empty */
	uint32_t number; /* from 1 */
};

/* What was read otherwise than as it stands there. */
struct sheet_notes {
	enum charset charset; /* of a CSV file */
	char separator;       /* the same */
	size_t hidden;        /* rows that were left out */
	size_t merged;        /* areas: their value stands in every row of their first column */
	size_t formulas;      /* read as the value that was last worked out */
	size_t unknown;       /* of these: without a value, so read as empty */
	uint32_t unknown_row; /* the first */
};

struct sheet {
	const struct sheet_row *rows;
	size_t len;
	size_t columns;          /* of the widest row */
	struct str name;         /* of a workbook's sheet, or STR_NONE */
	const struct str *names; /* of all its sheets that are not hidden */
	size_t names_len;
	struct sheet_notes notes;
};

/* What a person chose; all zero: what the bytes say. */
struct sheet_ask {
	enum charset charset;
	char separator;  /* one of ",;|" and tab */
	struct str name; /* of the workbook's sheet; STR_NONE: the first that is not hidden */
};

/*
 * A whole file, or pasted rows; bytes must outlive the sheet. ERR_INVALID: no table that we read;
 * ERR_TOO_LARGE. Both with a text for the person, who is told the row where it has one.
 */
err_t sheet_read(
	struct arena *a, struct str bytes, const struct sheet_ask *ask, struct sheet *ret_sheet);

/* The cell, or an empty one where there is none. */
struct str sheet_cell(const struct sheet_row *row, size_t column);
/* As a spreadsheet names the column from 0 on: A to Z, AA. */
struct str sheet_column_name(struct arena *a, size_t column);
