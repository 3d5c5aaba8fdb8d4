/* What is read keeps to the maxima; what is written comes back as it was, and is no formula. */
#include "codec/csv.h"

#include "base/arena.h"
#include "codec/sheet.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_maxima(const struct sheet *s)
{
	uint32_t last = 0;
	if (s->len > SHEET_ROWS_MOST || s->columns > SHEET_COLUMNS_MOST)
		abort();
	for (size_t i = 0; i < s->len; i++) {
		const struct sheet_row *row = &s->rows[i];
		if (row->number <= last || row->len > s->columns || !row->len ||
			!str_trim(row->cells[row->len - 1]).len)
			abort();
		last = row->number;
		for (size_t k = 0; k < row->len; k++)
			if (!utf8_valid(row->cells[k]) || row->cells[k].len > SHEET_CELL_MOST ||
				str_find(row->cells[k], '\0') < row->cells[k].len)
				abort();
	}
}

/* A bare CR comes back as LF, a first line "sep=;" is taken for one. */
static bool comes_back(const struct sheet *s)
{
	for (size_t i = 0; i < s->len; i++)
		for (size_t k = 0; k < s->rows[i].len; k++)
			if (str_find(s->rows[i].cells[k], '\r') < s->rows[i].cells[k].len)
				return false;
	return !s->len || !str_eq_nocase(str_sub(s->rows[0].cells[0], 0, 4), STR("sep="));
}

static void check_same(const struct sheet *s, const struct sheet *t)
{
	if (s->len != t->len)
		abort();
	for (size_t i = 0; i < s->len; i++) {
		if (s->rows[i].len != t->rows[i].len)
			abort();
		for (size_t k = 0; k < s->rows[i].len; k++)
			if (!str_eq(s->rows[i].cells[k], t->rows[i].cells[k]))
				abort();
	}
}

static void check_written(struct arena *a, const struct sheet *s, char separator)
{
	const struct sheet_ask ask = {.charset = CHARSET_UTF_8, .separator = separator};
	struct buf out;
	struct sheet again;
	buf_init(&out, a, 1024, (size_t)8 << 20);
	csv_begin(&out);
	for (size_t i = 0; i < s->len; i++)
		csv_row(&out, separator, s->rows[i].cells, s->rows[i].len);
	err_t e = csv_read(a, buf_str(&out), &ask, &again);
	if (e)
		abort();
	if (comes_back(s))
		check_same(s, &again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const struct sheet_ask ask = {0};
	struct sheet s;
	err_t e = sheet_read(a, (struct str){(const char *)data, size}, &ask, &s);
	if (!e) {
		check_maxima(&s);
		check_written(a, &s, ';');
		check_written(a, &s, '\t');
	}
	err_free(e);
	arena_free(a);
	return 0;
}
