/*
 * A table as it was read, to be read again at once: a workbook takes long. Only for bytes that
 * nobody else can write: what is no such table is ERR_INTERNAL.
 */
#pragma once

#include "codec/sheet.h"

/* False when it takes more than so many bytes. What says how it was read is kept too. */
bool sheet_keep(struct arena *a, const struct sheet *sheet, size_t most, struct str *ret_bytes);
/* bytes must outlive the sheet. */
err_t sheet_kept(struct arena *a, struct str bytes, struct sheet *ret_sheet);
