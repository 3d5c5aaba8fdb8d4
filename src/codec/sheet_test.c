#include "codec/sheet_inside.h"

#include "base/arena.h"
#include "base/embed.h"
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

/* --- files that LibreOffice wrote --- */

extern const struct embed sheet_files[];

static const struct sheet_row *row_of(const struct sheet *s, uint32_t number)
{
	for (size_t i = 0; i < s->len; i++)
		if (s->rows[i].number == number)
			return &s->rows[i];
	return NULL;
}

static void check_row(const struct sheet *s, uint32_t number, const char *const *want)
{
	const struct sheet_row *row = row_of(s, number);
	if (!CHECK(row != NULL))
		return;
	for (size_t i = 0; want[i]; i++)
		CHECK_STR(sheet_cell(row, i), want[i]);
}

static bool read_file(
	struct arena *a, const char *name, const struct sheet_ask *ask, struct sheet *ret_sheet)
{
	const struct embed *file = sheet_files;
	while (file->name && !str_is(str_of(file->name), name))
		file++;
	return CHECK(file->name != NULL) && CHECK_OK(sheet_read(a, file->bytes, ask, ret_sheet));
}

TEST(sheet_of_libreoffice_is_read)
{
	static const char *const first[] = {"Belgium", "Zo\xc3\xab Peeters", "2008-04-03",
		"0612345678", "25%", "zo\xc3\xab peeters@example.org", NULL};
	static const char *const second[] = {"Belgium",
		"\xce\x93\xce\xb9\xcf\x8e\xcf\x81\xce\xb3\xce\xbf\xcf\x82", "2007-12-31",
		"31612345678", NULL};
	static const char *const last[] = {"T\xc3\xbcrkiye",
		"Ay\xc5\x9f"
		"e",
		"12 March 2008", "+90 555", "0.1", "#DIV/0!", NULL};
	struct arena *a = arena_new();
	struct sheet s = {0};
	REQUIRE(read_file(a, "libreoffice.xlsx", &(struct sheet_ask){0}, &s));
	CHECK_STR(s.name, "Participants");
	CHECK_INT((int64_t)s.names_len, 1);
	CHECK_INT((int64_t)s.len, 5);
	check_row(&s, 4, first);
	check_row(&s, 5, second);
	check_row(&s, 7, last);
	CHECK_INT((int64_t)s.notes.hidden, 1);
	CHECK_INT((int64_t)s.notes.merged, 2);
	CHECK_INT((int64_t)s.notes.formulas, 2);
	REQUIRE(read_file(a, "libreoffice.xlsx", &(struct sheet_ask){.name = STR("Lists")}, &s));
	CHECK_STR(sheet_cell(&s.rows[0], 0), "hidden");
	arena_free(a);
}

TEST(sheet_of_libreoffice_as_text_is_read)
{
	static const char *const utf8[] = {"T\xc3\xbcrkiye",
		"Ay\xc5\x9f"
		"e",
		"12 March 2008", NULL};
	static const char *const western[] = {"T\xc3\xbcrkiye", "Ay?e", "12 March 2008", NULL};
	struct arena *a = arena_new();
	struct sheet s = {0};
	REQUIRE(read_file(a, "libreoffice-tabs.csv", &(struct sheet_ask){0}, &s));
	CHECK_INT(s.notes.separator, '\t');
	CHECK_INT(s.notes.charset, CHARSET_UTF_8);
	check_row(&s, 7, utf8);
	REQUIRE(read_file(a, "libreoffice-1252.csv", &(struct sheet_ask){0}, &s));
	CHECK_INT(s.notes.separator, ';');
	CHECK_INT(s.notes.charset, CHARSET_WINDOWS_1252);
	check_row(&s, 7, western);
	arena_free(a);
}
