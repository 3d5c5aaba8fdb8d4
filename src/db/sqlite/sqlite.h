/*
 * The SQLite engine: one file in WAL mode, synchronous=FULL. Reads run on connections of their own
 * and never wait for a writer. Writers share one connection and one commit: see group.c.
 */
#pragma once

#include "db/db.h"

/* What only tests change. */
struct sqlite_knobs {
	const char *vfs;         /* NULL: the usual one */
	const char *synchronous; /* "FULL" */
};

err_t sqlite_open(const struct db_config *config, struct db **ret_db);
err_t sqlite_open_with(
	const struct db_config *config, const struct sqlite_knobs *knobs, struct db **ret_db);
