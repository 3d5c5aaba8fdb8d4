/* What the files of xlsx share. */
#pragma once

#include "codec/charset_inside.h"
#include "codec/sheet_inside.h"
#include "codec/xlsx.h"
#include "codec/xml.h"
#include "codec/zip.h"

/* How a style shows its numbers. */
enum number_kind {
	NUMBER_PLAIN,
	NUMBER_DAY,
	NUMBER_MOMENT, /* a day with a time */
	NUMBER_TIME,   /* of the day */
	NUMBER_SPAN,   /* hours may pass 24 */
	NUMBER_PERCENT,
	NUMBER_ZEROS, /* so many digits at least */
};

struct number_format {
	enum number_kind kind;
	unsigned digits; /* of NUMBER_ZEROS */
};

struct xlsx_styles {
	const struct number_format *at; /* by the style number of a cell */
	size_t len;
};

struct xlsx_book {
	struct arena *arena, *scratch; /* scratch ends before the sheet does */
	struct zip zip;
	struct str folder;                    /* that the workbook lies in, with its "/" or empty */
	struct str part;                      /* name of the sheet's part */
	struct str strings_part, styles_part; /* or STR_NONE */
	bool is_1904;
	struct xlsx_styles styles;
	struct str *strings; /* that cells share */
	size_t strings_len;
};

/* What is wrong with the file, for the person. */
err_t xlsx_damaged(const char *detail);
/* Reads a part; errors of the XML itself become xlsx_damaged. */
err_t xlsx_read_part(
	struct xlsx_book *b, struct str part, const struct xml_reader *reader, void *ctx);

/* Finds the parts of the sheet of that name, or of the first seen; sets its name and names. */
err_t xlsx_find_parts(struct xlsx_book *b, struct str name, struct sheet *io_sheet);
err_t xlsx_read_styles(struct xlsx_book *b);
err_t xlsx_read_strings(struct xlsx_book *b);
err_t xlsx_read_cells(struct xlsx_book *b, struct sheet *io_sheet);

/* How a format code shows numbers (ECMA-376 part 1, 18.8.31), or one of those that have no code. */
struct number_format number_format_of_code(struct str code);
struct number_format number_format_builtin(unsigned id);
/* A stored number as its format shows it; text that is no number stays as it is. */
struct str number_show(
	struct arena *a, struct str stored, const struct number_format *format, bool is_1904);

/* Text in elements <t>, those of phonetic runs left out. */
struct xlsx_text {
	struct buf out;
	unsigned phonetic; /* depth */
	bool open;
};
void xlsx_text_init(struct xlsx_text *t, struct arena *a);
void xlsx_text_begin(struct xlsx_text *t, const char *element);
void xlsx_text_end(struct xlsx_text *t, const char *element);
void xlsx_text_piece(struct xlsx_text *t, struct str piece);
/* What was gathered, "_x000D_" and the like decoded; begins anew. */
struct str xlsx_text_take(struct xlsx_text *t, struct arena *a);
/* "_x000D_" and the like (ST_Xstring, 22.9.2.19) as characters. */
struct str xlsx_text_decode(struct arena *a, struct str text);
