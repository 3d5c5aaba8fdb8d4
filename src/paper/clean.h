/* A person's text made ready for setting; for this folder only. */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct arena;

/*
 * ERR_INVALID when it is no UTF-8. Every kind of line break becomes a line feed, a tab a space;
 * other control characters go, and white space at both ends.
 */
err_t clean_text(struct arena *a, struct str text, struct str *ret_text);
/* Takes the next paragraph, ended by empty lines, off a cleaned text; false when none is left. */
bool clean_paragraph(struct str *rest, struct str *ret_words);
