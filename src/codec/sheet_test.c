#include "codec/sheet_inside.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(sheet_names_columns_as_spreadsheets_do)
{
	struct arena *a = arena_new();
	CHECK_STR(sheet_column_name(a, 0), "A");
	CHECK_STR(sheet_column_name(a, 25), "Z");
	CHECK_STR(sheet_column_name(a, 26), "AA");
	CHECK_STR(sheet_column_name(a, 255), "IV");
	CHECK_STR(sheet_column_name(a, 16383), "XFD");
	arena_free(a);
}

TEST(sheet_keeps_rows_in_which_something_stands)
{
	struct arena *a = arena_new();
	struct sheet_making m;
	struct sheet s = {0};
	sheet_begin(&m, a);
	sheet_begin_row(&m, 3);
	CHECK_OK(sheet_put(&m, 2, STR("c")));
	CHECK_OK(sheet_put(&m, 5, STR(" \t")));
	CHECK_OK(sheet_end_row(&m));
	sheet_begin_row(&m, 4);
	CHECK_OK(sheet_put(&m, 0, STR("")));
	CHECK_OK(sheet_put(&m, SHEET_COLUMNS_MOST + 7, STR("")));
	CHECK_OK(sheet_end_row(&m));
	sheet_begin_row(&m, 9);
	CHECK_OK(sheet_put(&m, 0, STR("a")));
	CHECK_ERR(sheet_put(&m, SHEET_COLUMNS_MOST, STR("x")), ERR_TOO_LARGE);
	CHECK_OK(sheet_end_row(&m));
	sheet_end(&m, &s);
	CHECK_INT((int64_t)s.len, 2);
	CHECK_INT((int64_t)s.columns, 3);
	CHECK_INT(s.rows[0].number, 3);
	CHECK_INT(s.rows[0].len, 3);
	CHECK_STR(s.rows[0].cells[0], "");
	CHECK_STR(s.rows[0].cells[2], "c");
	CHECK_INT(s.rows[1].number, 9);
	CHECK_INT(s.rows[1].len, 1);
	arena_free(a);
}

TEST(sheet_knows_files_by_their_bytes)
{
	struct arena *a = arena_new();
	const struct sheet_ask any = {0};
	struct sheet s;
	CHECK_OK(sheet_read(a, STR("a;b\n"), &any, &s));
	CHECK_INT((int64_t)s.columns, 2);
	CHECK_ERR(sheet_read(a, STR("PK\3\4 a workbook cut off"), &any, &s), ERR_INVALID);
	CHECK_ERR(
		sheet_read(a, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), &any, &s), ERR_INVALID);
	CHECK_ERR(sheet_read(a, STR("%PDF-1.7"), &any, &s), ERR_INVALID);
	struct str large = {arena_alloc(a, SHEET_FILE_MOST + 1), SHEET_FILE_MOST + 1};
	CHECK_ERR(sheet_read(a, large, &any, &s), ERR_TOO_LARGE);
	arena_free(a);
}
