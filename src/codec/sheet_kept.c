#include "codec/sheet_kept.h"

#include "base/arena.h"
#include "base/buf.h"

#include <string.h>

#define NUMBER sizeof(uint32_t)

/* --- writing --- */

static void put(struct buf *out, size_t n)
{
	const uint32_t number = (uint32_t)n;
	buf_put(out, (struct str){(const char *)&number, NUMBER});
}

static void put_text(struct buf *out, struct str text)
{
	put(out, text.len);
	buf_put(out, text);
}

static void put_notes(struct buf *out, const struct sheet_notes *notes)
{
	put(out, notes->hidden);
	put(out, notes->merged);
	put(out, notes->formulas);
	put(out, notes->unknown);
	put(out, notes->unknown_row);
}

bool sheet_keep(struct arena *a, const struct sheet *sheet, size_t most, struct str *ret_bytes)
{
	struct buf out;
	buf_init(&out, a, 64 << 10, most);
	put_text(&out, sheet->name);
	put(&out, sheet->names_len);
	for (size_t i = 0; i < sheet->names_len; i++)
		put_text(&out, sheet->names[i]);
	put_notes(&out, &sheet->notes);
	put(&out, sheet->columns);
	put(&out, sheet->len);
	for (size_t i = 0; i < sheet->len; i++) {
		const struct sheet_row *row = &sheet->rows[i];
		put(&out, row->number);
		put(&out, row->len);
		for (size_t k = 0; k < row->len; k++)
			put_text(&out, row->cells[k]);
	}
	if (out.overflowed)
		return false;
	*ret_bytes = buf_str(&out);
	return true;
}

/* --- reading --- */

struct reading {
	struct arena *arena;
	struct str rest;
	bool is_broken;
};

static uint32_t take(struct reading *io)
{
	uint32_t n = 0;
	if (io->rest.len < NUMBER) {
		io->is_broken = true;
		return 0;
	}
	memcpy(&n, io->rest.p, NUMBER);
	io->rest = str_from(io->rest, NUMBER);
	return n;
}

static struct str take_text(struct reading *io)
{
	uint32_t len = take(io);
	if (len > io->rest.len) {
		io->is_broken = true;
		return STR_NONE;
	}
	struct str text = str_sub(io->rest, 0, len);
	io->rest = str_from(io->rest, len);
	return text;
}

/* How many there are, each of which takes so many numbers at least. */
static uint32_t take_count(struct reading *io, size_t numbers)
{
	uint32_t count = take(io);
	if (count <= io->rest.len / (numbers * NUMBER))
		return count;
	io->is_broken = true;
	return 0;
}

static const struct str *take_texts(struct reading *io, uint32_t count)
{
	struct str *texts = arena_array(io->arena, struct str, count);
	for (uint32_t i = 0; i < count; i++)
		texts[i] = take_text(io);
	return texts;
}

static struct sheet_notes take_notes(struct reading *io)
{
	struct sheet_notes notes = {.hidden = take(io)};
	notes.merged = take(io);
	notes.formulas = take(io);
	notes.unknown = take(io);
	notes.unknown_row = take(io);
	return notes;
}

err_t sheet_kept(struct arena *a, struct str bytes, struct sheet *ret_sheet)
{
	struct reading r = {a, bytes, false};
	struct sheet sheet = {.name = take_text(&r)};
	sheet.names_len = take_count(&r, 1);
	sheet.names = take_texts(&r, (uint32_t)sheet.names_len);
	sheet.notes = take_notes(&r);
	sheet.columns = take(&r);
	sheet.len = take_count(&r, 2);
	struct sheet_row *rows = arena_array(a, struct sheet_row, sheet.len);
	for (size_t i = 0; i < sheet.len; i++) {
		rows[i].number = take(&r);
		rows[i].len = take_count(&r, 1);
		rows[i].cells = take_texts(&r, rows[i].len);
	}
	sheet.rows = rows;
	if (r.is_broken || r.rest.len)
		return err_log(ERR_INTERNAL, "no table that was kept");
	*ret_sheet = sheet;
	return NULL;
}
