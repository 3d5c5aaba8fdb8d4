/* A store of a test: in a folder of its own under /tmp, or where location.h says. */
#pragma once

#include "base/arena.h"
#include "db/db.h"

struct scratch {
	char folder[40];
	const char *place; /* on SQLite: the path of its file */
	const struct db_schema *schema;
	struct db *db;
	struct arena *arena;
};

/* A new, empty, migrated store; ends the program when it cannot be made. */
void scratch_open(struct scratch *s, const struct db_schema *schema);
/* Closes it and opens it again. */
void scratch_reopen(struct scratch *s);
/* Closes it and removes all that is in it. */
void scratch_close(struct scratch *s);

/* True when any file of the store holds these bytes. */
bool scratch_holds(const struct scratch *s, struct str bytes);
/* "FOLDER/name" on the store's arena. */
char *scratch_file(const struct scratch *s, const char *name);
