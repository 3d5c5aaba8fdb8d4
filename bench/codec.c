/* Figures of src/codec on one thread: lines of "figure NAME VALUE UNIT". Build with -O2 or more. */
#include "base/arena.h"
#include "base/time.h"
#include "codec/escape.h"
#include "codec/csv.h"
#include "codec/jcs.h"
#include "codec/xlsx.h"

#include <stdio.h>
#include <stdlib.h>

#define LARGE_COPIES 700
#define ROUND (USEC_SECOND / 2)
#define TABLE_ROWS 100000
#define TABLE_COLUMNS 6

static const char credential[] =
	"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
	"\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
	"\"id\":\"urn:uuid:7f0d6a52-0e41-4d4c-9a0c-3f1f2f1c9d10\","
	"\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
	"\"issuer\":{\"id\":\"https://school.example.org/issuers/17\",\"type\":[\"Profile\"],"
	"\"name\":\"Example School\",\"email\":\"info@school.example.org\"},"
	"\"validFrom\":\"2026-11-22T09:30:00Z\",\"name\":\"Planning a project\","
	"\"credentialSubject\":{\"id\":\"did:key:"
	"z6MkExampleExampleExampleExampleExampleExample12\","
	"\"type\":[\"AchievementSubject\"],"
	"\"achievement\":{\"id\":\"https://school.example.org/achievements/42\","
	"\"type\":[\"Achievement\"],\"name\":\"Planning a project\",\"creditsAvailable\":1.5,"
	"\"criteria\":{\"narrative\":\"Makes a plan for a project of at least six weeks,\\nkeeps "
	"to it "
	"and says afterwards what went well and what did not.\"},"
	"\"description\":\"Shows that the holder can plan, caf\xc3\xa9 work included.\"}},"
	"\"credentialStatus\":{\"id\":\"https://school.example.org/status/3#94567\","
	"\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"revocation\","
	"\"statusListIndex\":\"94567\","
	"\"statusListCredential\":\"https://school.example.org/status/3\"}}";

static void stop_on(err_t e)
{
	if (!e)
		return;
	fprintf(stderr, "%s\n", e->detail);
	exit(1);
}

static void parse(struct arena *a, struct str text)
{
	struct json *value;
	stop_on(json_parse(a, text, &json_limits_default, &value));
}

static void canonize(struct arena *a, struct str text)
{
	struct json *value;
	struct buf out;
	buf_init(&out, a, text.len + text.len / 8, text.len * 2);
	stop_on(json_parse(a, text, &json_limits_default, &value));
	stop_on(jcs_write(&out, value));
}

static void escape(struct arena *a, struct str text)
{
	struct buf out;
	buf_init(&out, a, text.len * 2, text.len * 6);
	escape_html(&out, text);
	stop_on(buf_err(&out));
}

static void measure(const char *name, void run(struct arena *a, struct str text), struct str text)
{
	struct arena *a = arena_new();
	usec start = clock_monotonic(), took = 0;
	double bytes = 0;
	for (; took < ROUND; took = clock_monotonic() - start) {
		for (size_t done = 0; done < (64u << 10); done += text.len) {
			run(a, text);
			arena_reset(a);
			bytes += (double)text.len;
		}
	}
	printf("figure %s %.0f MB/s\n", name, bytes / (double)took);
	arena_free(a);
}

/* --- tables --- */

static void measure_sheet(const char *name, struct str bytes)
{
	struct arena *a = arena_new();
	usec start = clock_monotonic(), took = 0;
	double rows = 0;
	for (; took < ROUND; took = clock_monotonic() - start) {
		struct sheet sheet;
		stop_on(sheet_read(a, bytes, &(struct sheet_ask){0}, &sheet));
		rows += (double)sheet.len;
		arena_reset(a);
	}
	printf("figure %s %.0f rows/s\n", name, rows * USEC_SECOND / (double)took);
	arena_free(a);
}

/* 100,000 participants with six cells each. */
static void measure_sheets(struct arena *a)
{
	static const struct xlsx_column columns[TABLE_COLUMNS] = {{STR("Family name"), 20},
		{STR("Given name"), 20}, {STR("Country"), 12}, {STR("Born"), 12}, {STR("Mail"), 30},
		{STR("Number"), 8}};
	struct xlsx_cell *cells = arena_array(a, struct xlsx_cell, TABLE_ROWS * TABLE_COLUMNS);
	struct xlsx_table table = {STR("Participants"), columns, TABLE_COLUMNS, cells, TABLE_ROWS};
	struct buf csv, xlsx;
	buf_init(&csv, a, 1 << 20, SHEET_FILE_MOST);
	buf_init(&xlsx, a, 1 << 20, 4 * SHEET_FILE_MOST);
	for (int i = 0; i < TABLE_ROWS; i++, cells += TABLE_COLUMNS) {
		struct str row[] = {str_fmt(a, "Peeters %d", i), STR("Zo\xc3\xab"), STR("Belgium"),
			STR("2008-04-03"), str_fmt(a, "zoe%d@example.org", i), str_fmt(a, "%d", i)};
		csv_row(&csv, ';', row, TABLE_COLUMNS);
		for (int k = 0; k < TABLE_COLUMNS; k++)
			cells[k] = (struct xlsx_cell){XLSX_TEXT, .text = row[k]};
	}
	xlsx_write(&xlsx, &table);
	stop_on(buf_err(&csv));
	stop_on(buf_err(&xlsx));
	measure_sheet("sheet_rows_per_s_csv", buf_str(&csv));
	measure_sheet("sheet_rows_per_s", buf_str(&xlsx));
}

int main(void)
{
	struct arena *a = arena_new();
	struct buf large, prose;
	buf_init(&large, a, 1 << 20, 1 << 20);
	buf_init(&prose, a, 1 << 16, 1 << 16);
	for (int i = 0; i < LARGE_COPIES; i++)
		buf_fmt(&large, "%c%s", i ? ',' : '[', credential);
	buf_putc(&large, ']');
	for (int i = 0; i < 300; i++)
		buf_lit(&prose,
			"Wat ik leerde: \"plannen\" is meer dan een lijst maken & afvinken.\n");
	stop_on(buf_err(&large));
	measure("json_parse_credential", parse, str_of(credential));
	measure("json_parse_large", parse, buf_str(&large));
	measure("json_parse_and_jcs_credential", canonize, str_of(credential));
	measure("json_parse_and_jcs_large", canonize, buf_str(&large));
	measure("escape_html_prose", escape, buf_str(&prose));
	measure_sheets(a);
	arena_free(a);
	return 0;
}
