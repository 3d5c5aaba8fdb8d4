/* A sheet in the making: where its readers meet its maxima. For the readers of this folder. */
#pragma once

#include "base/vec.h"
#include "codec/sheet.h"

struct sheet_making {
	struct arena *arena;
	VEC(struct sheet_row) rows;
	struct str row[SHEET_COLUMNS_MOST]; /* the one in the making */
	size_t len;                         /* of it; the last cell is not empty */
	size_t cells, columns;
	uint32_t number; /* of it */
};

void sheet_begin(struct sheet_making *m, struct arena *a);
/* Begins that row; numbers ascend. */
void sheet_begin_row(struct sheet_making *m, uint32_t number);
/* Sets a cell of the row; empty ones need not be set. */
err_t sheet_put(struct sheet_making *m, size_t column, struct str text);
/* Keeps the row if something stands in it. */
err_t sheet_end_row(struct sheet_making *m);
/* Sets rows, len and columns. */
void sheet_end(const struct sheet_making *m, struct sheet *io_sheet);

/* The cell in that row holds more than SHEET_CELL_MOST. */
err_t sheet_cell_too_large(uint32_t number, size_t column);
