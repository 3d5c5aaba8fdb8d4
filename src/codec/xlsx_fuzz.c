/*
 * Workbooks as bytes, and as parts that are packed here, one behind the other, so that
 * changes reach what lies behind the checksums. What is read keeps to the maxima.
 */
#include "codec/xlsx.h"

#include "base/arena.h"
#include "codec/zip.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Parts end at this character, which no XML holds. */
#define PART_END '\x1e'

static const struct str names[] = {STR("xl/worksheets/sheet1.xml"), STR("xl/sharedStrings.xml"),
	STR("xl/styles.xml"), STR("xl/workbook.xml"), STR("xl/_rels/workbook.xml.rels"),
	STR("_rels/.rels")};

#define PARTS (sizeof(names) / sizeof(*names))

static const struct str standard[PARTS] = {
	STR("<worksheet><sheetData/></worksheet>"),
	STR("<sst/>"),
	STR("<styleSheet/>"),
	STR("<workbook xmlns:r='x/relationships'><sheets><sheet name='a' r:id='1'/></sheets>"
	    "</workbook>"),
	STR("<R><Relationship Id='1' Type='/worksheet' Target='worksheets/sheet1.xml'/>"
	    "<Relationship Id='2' Type='/sharedStrings' Target='/xl/sharedStrings.xml'/>"
	    "<Relationship Id='3' Type='/styles' Target='styles.xml'/></R>"),
	STR("<R><Relationship Id='1' Type='/officeDocument' Target='xl/workbook.xml'/></R>"),
};

static void check_maxima(const struct sheet *s)
{
	uint32_t last = 0;
	if (s->len > SHEET_ROWS_MOST || s->columns > SHEET_COLUMNS_MOST)
		abort();
	for (size_t i = 0; i < s->len; i++) {
		const struct sheet_row *row = &s->rows[i];
		if (row->number <= last || row->number > SHEET_NUMBER_MOST || row->len > s->columns)
			abort();
		last = row->number;
		for (size_t k = 0; k < row->len; k++)
			if (!utf8_valid(row->cells[k]) || row->cells[k].len > SHEET_CELL_MOST)
				abort();
	}
}

static void read_bytes(struct arena *a, struct str bytes)
{
	struct sheet s;
	err_t e = xlsx_read(a, bytes, STR_NONE, &s);
	if (e && !e->text)
		abort();
	if (!e)
		check_maxima(&s);
	err_free(e);
}

static struct str packed(struct arena *a, struct str parts)
{
	struct zip_file files[PARTS];
	struct buf out;
	for (size_t i = 0; i < PARTS; i++) {
		struct str part = str_cut(&parts, PART_END);
		files[i] = (struct zip_file){names[i], part.len ? part : standard[i]};
	}
	buf_init(&out, a, 4096, (size_t)8 << 20);
	zip_write(&out, files, PARTS);
	return buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str bytes = {(const char *)data, size};
	if (str_starts(bytes, STR("PK")))
		read_bytes(a, bytes);
	else
		read_bytes(a, packed(a, bytes));
	arena_free(a);
	return 0;
}
