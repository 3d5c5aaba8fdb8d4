/*
 * Several documents of our own as one, to be sent to a printer at once: each begins on a sheet of
 * its own, also where both sides are printed. What only matters on a screen (tags, bookmarks) is
 * left behind: each document by itself is the one to read.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct arena;

/* ERR_INVALID when there are none, or one is no PDF; ERR_TOO_LARGE past most bytes. */
err_t binding_join(
	struct arena *a, const struct str *pdfs, size_t count, size_t most, struct str *ret_pdf);
