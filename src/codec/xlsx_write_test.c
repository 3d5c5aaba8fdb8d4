#include "codec/xlsx.h"

#include "base/arena.h"
#include "codec/zip.h"
#include "unit/unit.h"

static const struct xlsx_column columns[] = {
	{STR("Name"), 24}, {STR("Born"), 12}, {STR("Score"), 0}};

static struct xlsx_cell text(const char *z)
{
	return (struct xlsx_cell){XLSX_TEXT, .text = str_of(z)};
}

static struct str written(
	struct arena *a, const char *name, const struct xlsx_cell *cells, size_t rows)
{
	const struct xlsx_table table = {str_of(name), columns, 3, cells, rows};
	struct buf out;
	buf_init(&out, a, 4096, 1 << 20);
	xlsx_write(&out, &table);
	CHECK_OK(buf_err(&out));
	return buf_str(&out);
}

/* The text of a part. */
static struct str part(struct arena *a, struct str bytes, const char *name)
{
	struct zip zip;
	struct str xml = STR_NONE;
	CHECK_OK(zip_open(a, bytes, 1 << 20, &zip));
	const struct zip_entry *entry = zip_find(&zip, str_of(name));
	if (CHECK(entry != NULL))
		CHECK_OK(zip_unpack(a, entry, &xml));
	return xml;
}

TEST(xlsx_comes_back_as_it_was_written)
{
	struct arena *a = arena_new();
	day born = day_of_date((struct date){2008, 4, 3}),
	    old = day_of_date((struct date){1900, 2, 1});
	const struct xlsx_cell cells[] = {text("Zo\xc3\xab & <co> \"x\""), {XLSX_DAY, .day = born},
		{XLSX_NUMBER, .number = -7}, text("=1+1"), text(""),
		{XLSX_NUMBER, .number = 31612345678}, text(" two\nlines\r\t_x000D_ \x01 +31 6 "),
		{XLSX_DAY, .day = old},
		text("\xef\xbf\xbf"
		     "end")};
	struct sheet s;
	REQUIRE_OK(xlsx_read(a, written(a, "People", cells, 3), STR_NONE, &s));
	CHECK_STR(s.name, "People");
	REQUIRE(s.len == 4 && s.columns == 3);
	CHECK_STR(sheet_cell(&s.rows[0], 0), "Name");
	CHECK_STR(sheet_cell(&s.rows[0], 2), "Score");
	CHECK_STR(sheet_cell(&s.rows[1], 0), "Zo\xc3\xab & <co> \"x\"");
	CHECK_STR(sheet_cell(&s.rows[1], 1), "2008-04-03");
	CHECK_STR(sheet_cell(&s.rows[1], 2), "-7");
	CHECK_STR(sheet_cell(&s.rows[2], 0), "=1+1");
	CHECK_STR(sheet_cell(&s.rows[2], 1), "");
	CHECK_STR(sheet_cell(&s.rows[2], 2), "31612345678");
	CHECK_STR(sheet_cell(&s.rows[3], 0), " two\nlines\r\t_x000D_ \x01 +31 6 ");
	CHECK_STR(sheet_cell(&s.rows[3], 1), "1900-02-01");
	CHECK_STR(sheet_cell(&s.rows[3], 2), "end");
	CHECK_INT((int64_t)s.notes.formulas, 0);
	arena_free(a);
}

TEST(xlsx_text_is_never_a_formula_and_headings_stay_in_sight)
{
	struct arena *a = arena_new();
	const struct xlsx_cell cells[] = {text("=cmd|' /C calc'!A0"), text("@x"), text("+1")};
	struct str sheet = part(a, written(a, "a", cells, 1), "xl/worksheets/sheet1.xml");
	CHECK(!str_has(sheet, "<f>") && str_has(sheet, "t=\"inlineStr\""));
	CHECK(str_has(sheet, "state=\"frozen\"") && str_has(sheet, "width=\"24\""));
	arena_free(a);
}

TEST(xlsx_of_the_same_table_has_the_same_bytes)
{
	struct arena *a = arena_new();
	const struct xlsx_cell cells[] = {text("a"), text("b"), text("c")};
	CHECK(str_eq(written(a, "a", cells, 1), written(a, "a", cells, 1)));
	arena_free(a);
}

TEST(xlsx_sheet_has_a_name_that_can_be_one)
{
	static const char *const names[][2] = {{"a/b\\c[d]*?:'", "abcd"}, {"", "Leerpas"},
		{"???", "Leerpas"},
		{"Deelnemers van de zomeruitwisseling", "Deelnemers van de zomeruitwisse"}};
	struct arena *a = arena_new();
	const struct xlsx_cell cells[] = {text("a"), text("b"), text("c")};
	struct sheet s;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		CHECK_OK(xlsx_read(a, written(a, names[i][0], cells, 1), STR_NONE, &s));
		CHECK_STR(s.name, names[i][1]);
	}
	arena_free(a);
}

TEST(xlsx_that_does_not_fit_is_told)
{
	struct arena *a = arena_new();
	const struct xlsx_cell cells[] = {text("a"), text("b"), text("c")};
	const struct xlsx_table table = {STR("a"), columns, 3, cells, 1};
	for (size_t most = 0; most < 6000; most += 97) {
		struct buf out;
		buf_init(&out, a, 64, most);
		xlsx_write(&out, &table);
		err_t e = buf_err(&out);
		CHECK(e || out.len > 2000);
		err_free(e);
	}
	arena_free(a);
}
