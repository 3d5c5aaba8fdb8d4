/*
 * The wall between the face and an engine; private to this folder. An engine is a table of
 * functions; its struct db and struct tx begin with these.
 */
#pragma once

#include "db/statement.h"

struct db_engine;

struct db {
	const struct db_engine *engine;
	const struct db_schema *schema;
};

/* Where the answer of a statement goes that was begun with others. */
struct db_soon {
	const struct db_statement *statement;
	struct arena *arena;
	void **ret_at;   /* the rows, or the only row; NULL: it has none */
	size_t *ret_len; /* NULL: there is at most one */
};

struct tx {
	struct db *db;
	bool writable;
	bool allowed;                      /* tx_allow was called */
	bool failed;                       /* the engine refused a statement */
	const struct db_statement *wrote;  /* the last statement that changed something */
	struct db_soon soon[DB_SOON_MOST]; /* begun and not waited for */
	size_t soon_count;
};

/* One statement at a time runs in a transaction: start, step until no row, finish. */
struct db_engine {
	bool remote;
	void (*close)(struct db *db);
	err_t (*tx)(struct db *db, db_fn fn, void *ctx);
	err_t (*read)(struct db *db, db_fn fn, void *ctx);
	/* As tx, keeping other processes that migrate out; runs with the schema not yet there. */
	err_t (*migration)(struct db *db, db_fn fn, void *ctx);
	err_t (*start)(struct tx *tx, const struct db_statement *st, const struct db_value *in);
	/* Where answers travel: start in two parts. What was sent is taken in the same order. */
	err_t (*send)(struct tx *tx, const struct db_statement *st, const struct db_value *in);
	err_t (*take)(struct tx *tx, const struct db_statement *st);
	/* Fills column_count values, valid until the next call; *ret_row is false at the end. */
	err_t (*step)(struct tx *tx, struct db_value *ret_values, bool *ret_row);
	/* Ends the statement, at any time; the number of rows that it changed. */
	int64_t (*finish)(struct tx *tx);
	/* Runs the engine's own text of a migration. */
	err_t (*script)(struct tx *tx, const struct db_migration *m);
	struct db *(*moment)(struct arena *a, struct db *db); /* NULL: as it is */
	void (*moment_end)(struct db *db);                    /* NULL: holds nothing */
	struct db *(*seen_by)(struct arena *a, struct db *db, int64_t mark); /* NULL: as it is */
	int64_t (*mark)(const struct db *db);                                /* NULL: 0 */
	err_t (*backup)(struct db *db, const char *path);
	err_t (*check)(struct db *db);
	err_t (*purge)(struct db *db);
};

/* The statements at the head of every schema, from ledger/ledger.sql. */
enum { LEDGER_LIST, LEDGER_ADD, LEDGER_REMOVE };

/* ERR_INTERNAL when st may not run here: another schema's, a change in a read, or after one that
 * failed. */
err_t tx_permit(struct tx *tx, const struct db_statement *st);
