/* Inside of lists of participants: how one is kept, and its way through a transaction. */
#pragma once

#include "app/participant_import.h"
#include "app/participant_inside.h"
#include "base/vec.h"

/* What was chosen about a list. */
struct list_state {
	struct sheet_ask ask;
	bool is_read;  /* what is kept is the table that was read, not the file */
	bool has_plan; /* head and columns were chosen */
	uint32_t head;
	enum day_order order;
	enum participant_column columns[SHEET_COLUMNS_MOST];
	struct {
		struct entry_mend *at;
		size_t len, cap;
	} mends;
	struct {
		uint32_t *at; /* rows that came in, ascending */
		size_t len, cap;
	} came;
};

struct list_work {
	struct project_act act;
	struct participant_import_row *row; /* NULL: none waits */
	struct participant_chunk_row_list chunks;
	struct participant_name_row_list names;
	struct participant_heading_row_list headings; /* by their marks */
	VEC(struct entry_heading) known;              /* of them, those that stand in the list */
	VEC(struct entry_heading) chosen;             /* by their marks: to be remembered */
	struct list_state state;
	struct participant_list list;
	struct str sealed; /* the state, to be written */
};

/*
 * The list in sealed chunks: as it was sent, or as it was read where that takes long and can be
 * done in one way only, as of a workbook with one sheet. Sets io->state.is_read.
 */
err_t list_seal_chunks(struct list_work *io, usec sent, struct str bytes, const struct sheet *sheet,
	struct str **ret_chunks, size_t *ret_len);
/* What is kept, as a table. */
err_t list_open_chunks(
	const struct list_work *w, const struct sheet_ask *ask, struct sheet *ret_sheet);
err_t list_seal_state(struct list_work *io, usec sent);
err_t list_open_state(struct list_work *io);

/* app/participant_heading.c: fills known; fills chosen; keeps them. */
err_t list_know_headings(struct list_work *io);
err_t list_choose_headings(struct list_work *io);
err_t list_remember_headings(struct tx *tx, const struct list_work *w);

/* Finds the list and makes it out; without one, io->row is NULL. */
err_t list_open(struct list_work *io);
/* The same; ERR_NOT_FOUND without one. */
err_t list_need(struct list_work *io);
/* Writes io->sealed; ERR_CONFLICT when it changed meanwhile. */
err_t list_set(struct tx *tx, const struct list_work *w);
