/*
 * Bytes of a file or standard input ("-"): the whole of it, or line after line in constant
 * memory. What is longer than the maximum is skipped to its end, and told.
 */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define LINES_MOST ((size_t)1 << 20) /* bytes of a line, or of the whole */

struct lines;

/* ERR_NOT_FOUND when it cannot be opened. Closed when a ends. */
err_t lines_open(struct arena *a, const char *path, struct lines **ret_lines);
/*
 * The next line without its end, or, of lines_all, all that is left; good until the next call.
 * STR_NONE (p NULL) at the end. ERR_TOO_LARGE for one past the maximum, after which the next call
 * goes on behind it; ERR_UNAVAILABLE when reading fails.
 */
err_t lines_next(struct lines *l, struct str *ret_line);
err_t lines_all(struct lines *l, struct str *ret_text);
