/* Which row of a list has the headings, and what its columns are (app/participant_entry.h). */
#include "app/participant_entry.h"

#include "base/vec.h"
#include "codec/fold.h"

#define SAMPLE 50 /* rows that show what a column holds */

static const struct entry_heading *find_chosen(
	const struct entry_headings *chosen, struct str folded)
{
	for (size_t i = 0; i < chosen->len; i++)
		if (str_eq(chosen->at[i].heading, folded))
			return &chosen->at[i];
	return NULL;
}

static bool is_taken(const struct entry_plan *plan, enum participant_column column)
{
	for (size_t i = 0; i < SHEET_COLUMNS_MOST; i++)
		if (plan->columns[i] == column)
			return true;
	return false;
}

/* "Name" beside "Given name" is the family name; alone it is both, which we do not take apart. */
static void take_bare_name(struct arena *a, const struct sheet_row *row, struct entry_plan *io)
{
	if (!is_taken(io, COLUMN_GIVEN_NAME) || is_taken(io, COLUMN_FAMILY_NAME))
		return;
	for (size_t i = 0; i < row->len; i++) {
		struct str folded = fold(a, row->cells[i]);
		if (io->columns[i] || (!str_is(folded, "name") && !str_is(folded, "naam")))
			continue;
		io->columns[i] = COLUMN_FAMILY_NAME;
		return;
	}
}

/* How many columns are known by the headings of the row. */
static size_t guess_row(struct arena *a, const struct sheet_row *row,
	const struct entry_headings *chosen, struct entry_plan *io)
{
	size_t count = 0;
	memset(io->columns, 0, sizeof(io->columns));
	for (size_t i = 0; i < row->len; i++) {
		struct str folded = fold(a, row->cells[i]);
		const struct entry_heading *known = find_chosen(chosen, folded);
		enum participant_column column =
			known ? known->column : participant_column_guess(a, folded);
		if (!column || is_taken(io, column))
			continue;
		io->columns[i] = column;
		count++;
	}
	take_bare_name(a, row, io);
	return count;
}

/* --- without headings --- */

static bool looks_like(struct arena *a, const struct countries *all, enum participant_column column,
	struct str cell)
{
	day d;
	switch (column) {
	case COLUMN_COUNTRY:
		return country_find(all, a, cell);
	case COLUMN_MAIL:
		return str_find(cell, '@') < cell.len;
	default:
		return day_read(a, cell, DAY_ORDER_DAY_FIRST, &d) == DAY_READ_GOOD;
	}
}

/* In most of the cells. */
static bool holds(struct arena *a, const struct countries *all, const struct sheet *sheet,
	size_t at, enum participant_column column)
{
	size_t cells = 0, fit = 0;
	for (size_t i = 0; i < sheet->len && i < SAMPLE; i++) {
		struct str cell = sheet_cell(&sheet->rows[i], at);
		if (!str_trim(cell).len)
			continue;
		cells++;
		fit += looks_like(a, all, column, cell);
	}
	return fit * 2 > cells;
}

static void guess_content(struct arena *a, const struct countries *all, const struct sheet *sheet,
	struct entry_plan *io)
{
	static const enum participant_column seen[] = {COLUMN_COUNTRY, COLUMN_MAIL, COLUMN_BORN};
	for (size_t i = 0; i < sheet->columns; i++)
		for (size_t k = 0; k < sizeof(seen) / sizeof(*seen); k++)
			if (!io->columns[i] && !is_taken(io, seen[k]) &&
				holds(a, all, sheet, i, seen[k]))
				io->columns[i] = seen[k];
}

/* --- the whole --- */

void entry_guess_columns(struct arena *a, const struct sheet *sheet, const struct countries *all,
	const struct entry_headings *chosen, uint32_t head, struct entry_plan *io)
{
	memset(io->columns, 0, sizeof(io->columns));
	io->head = head;
	if (!head)
		guess_content(a, all, sheet, io);
	for (size_t i = 0; head && i < sheet->len && sheet->rows[i].number <= head; i++)
		if (sheet->rows[i].number == head)
			guess_row(a, &sheet->rows[i], chosen, io);
}

void entry_guess(struct arena *a, const struct sheet *sheet, const struct countries *all,
	const struct entry_headings *chosen, struct entry_plan *ret)
{
	struct entry_plan plan = {0};
	uint32_t head = 0;
	size_t best = 1; /* one may be chance */
	for (size_t i = 0; i < sheet->len && i < ENTRY_HEAD_MOST; i++) {
		size_t count = guess_row(a, &sheet->rows[i], chosen, &plan);
		if (count <= best)
			continue;
		best = count;
		head = sheet->rows[i].number;
	}
	entry_guess_columns(a, sheet, all, chosen, head, &plan);
	plan.order = DAY_ORDER_UNKNOWN;
	*ret = plan;
}

enum day_order entry_guess_order(
	struct arena *a, const struct sheet *sheet, const struct entry_plan *plan)
{
	struct day_proof proof = {0};
	for (size_t i = 0; i < sheet->len; i++)
		for (size_t k = 0; k < sheet->rows[i].len; k++) {
			enum participant_column column = plan->columns[k];
			if (sheet->rows[i].number > plan->head &&
				(column == COLUMN_BORN || column == COLUMN_STARTS ||
					column == COLUMN_ENDS))
				day_proof_add(&proof, a, sheet->rows[i].cells[k]);
		}
	return day_proof_order(&proof);
}
