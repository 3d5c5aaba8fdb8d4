/*
 * The PostgreSQL engine (15 or newer): many processes over one database. Every transaction has a
 * connection of its own out of a pool. db_tx is SERIALIZABLE and is run again when the server says
 * that it could not be brought into an order with the others; db_read is one REPEATABLE READ
 * snapshot.
 */
#pragma once

#include "db/db.h"

/* Does the place name a PostgreSQL database? */
bool postgresql_is(const char *place);
err_t postgresql_open(const struct db_config *config, struct db **ret_db);
