/* A content store and a key store in a folder of their own under /tmp, for tests. */
#pragma once

#include "base/arena.h"
#include "db/content.h"
#include "db/db.h"
#include "db/keys.h"

struct store {
	char folder[64];
	struct arena *arena;
	struct db *content, *keys;
};

/* Makes and migrates them; false, having said why, when it cannot. */
bool store_open(struct store *s);
void store_close(struct store *s);
/* Closes and opens again what is in the files: as after the program's end. */
bool store_reopen(struct store *s);
/* Does any file of the stores hold these bytes? */
bool store_holds(const struct store *s, struct str needle);
