/*
 * Participants from a list: a spreadsheet, a CSV file or pasted rows. The list is kept, sealed by
 * its sender's key, for PARTICIPANT_LIST_LIFE; only who sent it sees it. It is made out row by row
 * (app/participant_entry.h) and nothing is written until its sender says which rows come in: all
 * of those in one transaction. Rows that are wrong, or that were not chosen, stay in the list, to
 * be mended; it is forgotten when nothing is left of it. Who came in together can be taken back
 * together, as long as one of them can (PROJECT_UNDO).
 */
#pragma once

#include "app/participant_entry.h"

#define PARTICIPANT_LIST_LIFE (7 * USEC_DAY)
#define PARTICIPANT_LIST_BYTES ((size_t)16 << 20)
#define PARTICIPANT_LIST_ROWS (PARTICIPANTS_MOST + ENTRY_HEAD_MOST)
#define PARTICIPANT_MENDS_MOST 2000
#define PARTICIPANT_MEND_BYTES 1000
#define PARTICIPANT_HEADINGS_MOST 300 /* that an organisation's choices are remembered of */
#define PARTICIPANT_BATCHES_SHOWN 3   /* the newest */

struct participant_list {
	bool waits; /* else all else is zero */
	usec ends;
	int64_t version; /* changes with every change to it */
	struct sheet sheet;
	struct sheet_ask ask; /* as chosen */
	struct entry_plan plan;
	struct entries entries;
};

/* Takes the place of the one before. ERR_INVALID or ERR_TOO_LARGE: no list that we read. */
err_t participant_list_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str bytes);
err_t participant_list_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct participant_list *ret);
/* None is fine. */
err_t participant_list_drop(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at);

/* All below: ERR_NOT_FOUND when no list waits, ERR_CONFLICT when it changed meanwhile. */

/* How it is read. When the first two are other than before, columns are guessed anew. */
struct participant_choice {
	struct sheet_ask ask;
	uint32_t head; /* 0: there are no headings */
	enum day_order order;
	const enum participant_column *columns;
	size_t columns_len;
};
/* What its columns are is remembered for other lists of the organisation, when a coordinator of it
 * chose. */
err_t participant_list_choose(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_choice *in);
/* The order of day and month alone. */
err_t participant_list_order(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum day_order order);

/* In the place of a cell; of an unknown country wherever the list says so. */
struct participant_fix {
	uint32_t row;
	enum participant_column column;
	struct str text;
};
/* ERR_CONFLICT past the most. */
err_t participant_list_mend(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_fix *fixes, size_t len);

struct participant_bring {
	const uint32_t *shown, *chosen; /* rows that could be chosen, and those that were */
	size_t shown_len, chosen_len;
};
/*
 * Brings in the rows that were chosen, and those that are right and were not shown to choose.
 * ERR_INVALID when there is none; ERR_CONFLICT past the most of a project.
 */
err_t participant_list_bring(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_bring *in, int64_t *ret_came);

/* --- who came in together: app/participant_batch.c --- */

struct participant_batch {
	struct public_id public;
	usec at;
	int64_t came;
	bool is_undone;
};
/* That can be taken back, or put back; the newest first. */
struct participant_batches {
	const struct participant_batch *at;
	size_t len;
	bool list_waits; /* the reader's */
};
err_t participant_batch_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct participant_batches *ret);
/* Within PROJECT_UNDO after they came in, as long as none of them wrote or has a certificate; else
 * ERR_NOT_FOUND. */
err_t participant_batch_undo(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id batch);
err_t participant_batch_redo(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id batch);
