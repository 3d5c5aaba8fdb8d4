/*
 * What documents are made with: the fonts, read once at start from a listed set of Debian's files
 * (the machine's own settings and fonts play no part, so a document is the same everywhere), and
 * presses that keep what shaping and drawing learnt of them. Shared by all threads.
 */
#pragma once

#include "base/err.h"

struct arena;
struct paper;

/* Ends with the arena. ERR_UNAVAILABLE names a font file that cannot be read. */
err_t paper_new(struct arena *a, struct paper **ret_paper);
