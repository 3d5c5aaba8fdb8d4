/* A folder of its own under /tmp with files that a test writes. */
#pragma once

#include "base/arena.h"
#include "base/str.h"

struct folder {
	char path[40];
	struct arena *arena;
};

bool folder_make(struct folder *f);
/* With all files in it. */
void folder_end(struct folder *f);
/* Writes a file; its path. */
const char *folder_write(struct folder *f, const char *name, struct str bytes);
