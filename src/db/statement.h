/*
 * What the code made by tools/gen_sql stands on: types of values, the table of statements and the
 * ways to run one. Nothing else calls these, but for tx_wait.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/time.h"
#include "db/db.h"

/* Lists, as parameters (IN (:names), LISTS(:names, :values)) and as results of one column. At most
 * DB_LIST_MAX items. */
struct id_list {
	const struct row_id *at;
	size_t len;
};
struct int_list {
	const int64_t *at;
	size_t len;
};
struct text_list {
	const struct str *at;
	size_t len;
};
struct bytes_list {
	const struct str *at;
	size_t len;
};
struct public_id_list {
	const struct public_id *at;
	size_t len;
};

#define DB_LIST_MAX 10000
#define DB_ROWS_MAX 100000
#define DB_COLUMNS_MAX 32
#define DB_SOON_MOST 64

enum db_type {
	DB_ID,        /* struct row_id; none: n is 0 */
	DB_PUBLIC_ID, /* struct public_id */
	DB_TIME,      /* usec */
	DB_DAY,       /* day */
	DB_TEXT,      /* struct str; none: p is NULL */
	DB_BYTES,     /* struct str */
	DB_INT,       /* int64_t */
	DB_BOOL,      /* bool */
	DB_LANGMAP,   /* struct str: a JSON object from language tag to text */
};

/* A parameter or a result column. A nullable one whose type has no "none" is a pointer. */
struct db_item {
	const char *name;
	enum db_type type;
	bool nullable;
	bool list;
	size_t offset; /* in the row's struct */
};

struct db_statement {
	const char *name;
	bool writes;
	const char *sqlite, *postgresql;
	const struct db_item *params, *columns;
	size_t param_count, column_count, row_size;
};

struct db_migration {
	int number; /* 0: the ledger in which migrations are noted */
	const char *name, *hash;
	const char *sqlite, *postgresql;
};

#define DB_KEY_MOST 4

/* A table and the statements that copy it, in the order of its key. */
struct db_table {
	const char *name;
	/* The first rows; those after a key. The last parameter of both: how many at most. */
	const struct db_statement *first, *after;
	const struct db_statement *last; /* the greatest key */
	const struct db_statement *add;
	const struct db_statement *number, *set_number; /* that its id came to; else NULL */
	size_t key[DB_KEY_MOST];                        /* the key's columns */
};

struct db_schema {
	const char *name;
	bool wipes;                            /* what is deleted is overwritten */
	const struct db_statement *statements; /* the ledger's first: see engine.h */
	size_t statement_count;
	const struct db_migration *migrations; /* in order, ended by a NULL name */
	const struct db_table *tables; /* as they were made, ended by a NULL name; the ledger not */
};

/* A value on its way in or out; which member counts, the db_item says. A list: s.len items at
 * s.p. */
struct db_value {
	int64_t n;    /* id, time, day, int, bool */
	struct str s; /* text, bytes, langmap, public_id */
	bool null;
};

/* Changes something and returns no rows. */
err_t tx_run(struct tx *tx, const struct db_statement *st, const struct db_value *in);
/* The same, counting the rows that changed. */
err_t tx_count(struct tx *tx, const struct db_statement *st, const struct db_value *in,
	int64_t *ret_count);
/* The only row, into the caller's struct; ERR_NOT_FOUND without one. a may be NULL if no column
 * needs memory. */
err_t tx_one(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void *ret_row);
/* The only row if there is one. */
err_t tx_maybe(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void *ret_row, bool *ret_found);
/* All rows, one after the other; ERR_TOO_LARGE past DB_ROWS_MAX. */
err_t tx_many(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void **ret_rows, size_t *ret_len);

/*
 * The same for several statements that need nothing of each other: their questions travel together,
 * so that a network is waited for once.
 *
 *	TRY(pick_list_soon(tx, a, person, &picks));
 *	TRY(answer_marks_soon(tx, a, person, &marks));
 *	TRY(tx_wait(tx));
 *
 * Until tx_wait has returned NULL the results are not there, and no other statement may run. At
 * most DB_SOON_MOST at a time. What db_tx or db_read ends with need not be waited for: it travels
 * with the end, and its results are there when that has returned NULL.
 */
err_t tx_many_soon(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void **ret_rows, size_t *ret_len);
/* *ret_row: NULL without one. */
err_t tx_maybe_soon(struct tx *tx, struct arena *a, const struct db_statement *st,
	const struct db_value *in, void **ret_row);
err_t tx_run_soon(struct tx *tx, const struct db_statement *st, const struct db_value *in);
err_t tx_wait(struct tx *tx);
