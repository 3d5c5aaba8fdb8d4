/*
 * Moving a store to another place, whichever engines: table by table in the order of the keys, some
 * hundred rows in a transaction. Until it is finished the new store bears a mark, so that no
 * program takes it for a whole one, and a copy that was interrupted goes on where it was. Nobody
 * may write to either store meanwhile.
 */
#pragma once

#include "db/statement.h"

struct db_copying {
	struct db *from, *to;
	struct str source; /* what it is a copy of: only the same goes on with it */
	usec now;
	void (*progress)(void *ctx, const char *table, int64_t rows);
	void *ctx;
};

/* Copies all rows. ERR_CONFLICT when `to` holds anything but an interrupted copy of the same. */
err_t db_copy(const struct db_copying *c);
/* Takes the mark away. */
err_t db_copy_finish(struct db *to);

typedef err_t (*db_row_fn)(void *ctx, struct str row);
/* Calls fn with each row of a table in the order of its key, as bytes that are the same whichever
 * engine holds it. */
err_t db_each_row(struct db *db, const struct db_table *table, db_row_fn fn, void *ctx);

/* The tables of a schema, ended by a NULL name. */
const struct db_table *db_tables(const struct db_schema *schema);
