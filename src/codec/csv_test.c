#include "codec/csv.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

/* Cells as "[a][b]\n", rows with their numbers. */
static struct str told(struct arena *a, const struct sheet *s)
{
	struct buf out;
	buf_init(&out, a, 256, 1 << 20);
	for (size_t i = 0; i < s->len; i++) {
		buf_fmt(&out, "%u", s->rows[i].number);
		for (size_t k = 0; k < s->rows[i].len; k++)
			buf_fmt(&out, "[%.*s]", STR_ARG(s->rows[i].cells[k]));
		buf_putc(&out, '\n');
	}
	return buf_str(&out);
}

static const struct sheet_ask any;

static void check_read_(struct str text, char separator, const char *want, int line)
{
	struct arena *a = arena_new();
	struct sheet s = {0};
	unit_check_err(csv_read(a, text, &any, &s), 0, __FILE__, line, text.p);
	unit_check_str(told(a, &s), str_of(want), __FILE__, line);
	unit_check_int(s.notes.separator, separator, __FILE__, line);
	arena_free(a);
}
#define CHECK_READ(text, separator, want) check_read_(STR(text), separator, want, __LINE__)

TEST(csv_reads_what_the_standard_says)
{
	CHECK_READ("a,b\r\nc,d\r\n", ',', "1[a][b]\n2[c][d]\n");
	CHECK_READ("a,b\r\nc,d", ',', "1[a][b]\n2[c][d]\n");
	CHECK_READ("\"a\",\"b,c\"\r\n\"d\"\"e\",\"f\r\ng\"\r\n", ',', "1[a][b,c]\n2[d\"e][f\ng]\n");
	CHECK_READ("a,,c\r\n,,\r\n,x,\r\n", ',', "1[a][][c]\n3[][x]\n");
	CHECK_READ("", ',', "");
}

TEST(csv_reads_what_people_send)
{
	CHECK_READ("a;b,5\nc;d\n", ';', "1[a][b,5]\n2[c][d]\n");
	CHECK_READ("a\tb;c\rd\te\r", '\t', "1[a][b;c]\n2[d][e]\n");
	CHECK_READ("a|b\nc|d\n", '|', "1[a][b]\n2[c][d]\n");
	CHECK_READ("sep=;\r\na,x;b\r\n", ';', "1[a,x][b]\n");
	CHECK_READ("SEP=\t\na\tb\n", '\t', "1[a][b]\n");
	CHECK_READ("sep=x\n", ',', "1[sep=x]\n");
	CHECK_READ("\n\na;b\n\n \n  ;\nc;d\n\n", ';', "3[a][b]\n7[c][d]\n");
	CHECK_READ("a; \"b;c\" ;d\n", ';', "1[a][b;c][d]\n");
	CHECK_READ("\"Jan\" de Boer;5\" nail;\"\"\n", ';', "1[Jan de Boer][5\" nail]\n");
	CHECK_READ("a;b\nc;d\n\x1a", ';', "1[a][b]\n2[c][d]\n");
	CHECK_READ("one column\nonly, it has a comma\nhere\n", ',',
		"1[one column]\n2[only][ it has a comma]\n3[here]\n");
	CHECK_READ("Participants, spring; autumn\na;b;c\nd;e;f\ng;h;i\n", ';',
		"1[Participants, spring][ autumn]\n2[a][b][c]\n3[d][e][f]\n4[g][h][i]\n");
	CHECK_READ("\xef\xbb\xbf\"Name\";\"Country\"\r\nZo\xc3\xab;BE\r\n", ';',
		"1[Name][Country]\n2[Zo\xc3\xab][BE]\n");
	CHECK_READ("\xff\xfe"
		   "a\0\t\0b\0\r\0\n\0",
		'\t', "1[a][b]\n");
}

TEST(csv_takes_the_apostrophe_off_what_was_defused)
{
	CHECK_READ(
		"'=1+1,''=1,'t Hooft,'+31 6,' -1\n", ',', "1[=1+1]['=1]['t Hooft][+31 6][ -1]\n");
}

TEST(csv_does_what_was_asked)
{
	struct arena *a = arena_new();
	struct sheet s;
	struct sheet_ask ask = {.charset = CHARSET_WINDOWS_1254, .separator = ','};
	CHECK_OK(csv_read(a,
		STR("Ay\xfe"
		    "e;1,Y\xfdlmaz"),
		&ask, &s));
	CHECK_STR(told(a, &s), "1[Ay\xc5\x9f"
			       "e;1][Y\xc4\xb1lmaz]\n");
	CHECK_INT(s.notes.charset, CHARSET_WINDOWS_1254);
	CHECK_STR(sheet_cell(&s.rows[0], 1), "Y\xc4\xb1lmaz");
	CHECK_STR(sheet_cell(&s.rows[0], 2), "");
	arena_free(a);
}

static void check_error_(struct str text, enum err_code code, int64_t row, int line)
{
	struct arena *a = arena_new();
	struct sheet s = {.len = 77};
	err_t e = csv_read(a, text, &any, &s);
	unit_check(e && e->code == code && e->text && e->n == row, __FILE__, line, "the error");
	unit_check_int((int64_t)s.len, 77, __FILE__, line);
	err_free(e);
	arena_free(a);
}

TEST(csv_says_which_row_is_wrong)
{
	struct arena *a = arena_new();
	struct buf wide;
	check_error_(STR("a;b\n\n\"c\";\"d\n;e\n"), ERR_INVALID, 3, __LINE__);
	check_error_(STR("a;b\nc\0;d\n"), ERR_INVALID, 0, __LINE__);
	check_error_(STR("\n<!DOCTYPE html><table>"), ERR_INVALID, 0, __LINE__);
	check_error_(STR("<Table border=1><tr>"), ERR_INVALID, 0, __LINE__);
	buf_init(&wide, a, 1024, 1 << 20);
	buf_lit(&wide, "a;b\nc");
	for (int i = 1; i < SHEET_COLUMNS_MOST; i++)
		buf_lit(&wide, ";x");
	buf_lit(&wide, ";;;\n");
	struct sheet s;
	CHECK_OK(csv_read(a, buf_str(&wide), &any, &s));
	CHECK_INT((int64_t)s.columns, SHEET_COLUMNS_MOST);
	wide.p[wide.len - 2] = 'x';
	check_error_(buf_str(&wide), ERR_TOO_LARGE, 2, __LINE__);
	arena_free(a);
}

TEST(csv_keeps_to_its_maxima)
{
	struct arena *a = arena_new();
	struct sheet s;
	struct buf text;
	buf_init(&text, a, 1 << 20, 1 << 20);
	buf_lit(&text, "a\n");
	size_t before = text.len;
	for (size_t i = 0; i < SHEET_CELL_MOST; i++)
		buf_putc(&text, 'x');
	CHECK_OK(csv_read(a, buf_str(&text), &any, &s));
	CHECK_INT((int64_t)s.rows[1].cells[0].len, SHEET_CELL_MOST);
	buf_putc(&text, 'x');
	check_error_(buf_str(&text), ERR_TOO_LARGE, 2, __LINE__);
	text.len = before - 2;
	for (int i = 0; i < SHEET_ROWS_MOST; i++)
		buf_lit(&text, "a\n\n");
	CHECK_OK(csv_read(a, buf_str(&text), &any, &s));
	CHECK_INT((int64_t)s.len, SHEET_ROWS_MOST);
	CHECK_INT(s.rows[SHEET_ROWS_MOST - 1].number, 2 * SHEET_ROWS_MOST - 1);
	buf_lit(&text, "a\n");
	check_error_(buf_str(&text), ERR_TOO_LARGE, SHEET_ROWS_MOST, __LINE__);
	arena_free(a);
}

/* --- writing --- */

static struct str written(struct arena *a, char separator, const char *const *cells)
{
	struct str row[16];
	size_t len = 0;
	struct buf out;
	for (; cells[len]; len++)
		row[len] = str_of(cells[len]);
	buf_init(&out, a, 256, 4096);
	csv_row(&out, separator, row, len);
	return buf_str(&out);
}

TEST(csv_defuses_formulas_and_leaves_telephone_numbers)
{
	static const char *const cells[] = {"=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+A1",
		"\t=1", " =1", "'=1", "+31 (0)6-12345678", "-5.5", "+", "'t Hooft", NULL};
	struct arena *a = arena_new();
	CHECK_STR(written(a, ',', cells),
		"'=1+1,'@SUM(A1),'+cmd|' /C calc'!A0,'-2+3+A1,'\t=1,\"' =1\",''=1,"
		"+31 (0)6-12345678,-5.5,'+,'t Hooft\r\n");
	arena_free(a);
}

TEST(csv_quotes_what_needs_it)
{
	static const char *const cells[] = {
		"a;b", "c,d", "say \"hi\"", "two\nlines", " blank ", "", "plain", NULL};
	struct arena *a = arena_new();
	CHECK_STR(written(a, ';', cells),
		"\"a;b\";c,d;\"say \"\"hi\"\"\";\"two\nlines\";\" blank \";;plain\r\n");
	struct buf out;
	buf_init(&out, a, 16, 16);
	csv_begin(&out);
	CHECK_STR(buf_str(&out), "\xef\xbb\xbf");
	arena_free(a);
}
