/*
 * Tables as plain text: RFC 4180, and what people send instead. The separator is a comma, a
 * semicolon, a tab or a bar, told by a first line "sep=;" or by which of them stands equally often
 * in most rows; lines end in CRLF, LF or CR; a cell in quotes holds separators, line ends (as LF)
 * and quotes written twice; a quote inside a bare cell is itself. Encodings: codec/charset.h.
 *
 * A cell that a spreadsheet would take for a formula is written with an apostrophe before it, as
 * OWASP advises ("CSV Injection"), unless it is a bare number or telephone number: "+31 6 1234
 * 5678" stays. Reading takes that apostrophe off again, so a table that we wrote comes back as it
 * was.
 */
#pragma once

#include "base/buf.h"
#include "codec/sheet.h"

/* As sheet_read, for what is no workbook. */
err_t csv_read(
	struct arena *a, struct str bytes, const struct sheet_ask *ask, struct sheet *ret_sheet);

/* The byte order mark, without which Excel reads UTF-8 as something else; once, before all rows. */
void csv_begin(struct buf *out);
/* One row. In Dutch, French and German settings Excel expects ';' for separator. */
void csv_row(struct buf *out, char separator, const struct str *cells, size_t len);
