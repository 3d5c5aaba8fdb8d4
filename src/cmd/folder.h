/*
 * Data folders of a real installation and of a demo world, told apart by what lies in them, so that
 * neither is ever started on the other's data.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define FOLDER_CONTENT "leerpas.db"
#define FOLDER_KEYS "keys.db"
#define FOLDER_MAILBOX "demo.db" /* a demo's from its first moment on, never another's */

/* ERR_CONFLICT when the folder is the other's; a folder without data is anybody's. */
err_t folder_for_demo(struct arena *a, struct str folder);
err_t folder_for_house(struct arena *a, struct str folder);
/* Does the folder hold that file? */
bool folder_has(struct arena *a, struct str folder, const char *file);
