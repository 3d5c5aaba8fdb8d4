/*
 * Places for the stores of a test. On SQLite each is a file in the test's folder; with
 * LEERPAS_TEST_DATABASE it is a schema of its own in that PostgreSQL database.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

/* A new place without tables; ends the program when it cannot be made. */
const char *location_new(struct arena *a, const char *folder, const char *name);
/* The same place on the server's replica, which LEERPAS_TEST_REPLICA names. */
const char *location_replica(struct arena *a, const char *place);
/* Takes away all that is in it, when it is not a file. */
void location_drop(const char *place);
/* Takes the rows out of its tables, and out of their files: as it was when it was migrated. For a
 * place that is no file. */
void location_empty(const char *place);
/* Is there a PostgreSQL to test on? */
bool location_is_remote(void);
/* Runs SQL there; the number that it answers, or 0. */
int64_t location_number(const char *place, const char *sql);
void location_exec(const char *place, const char *sql);
/* Do the tables hold these bytes, as they stand on the server's disk? For a place that is no
 * file. */
bool location_holds(const char *place, struct str bytes);
