/*
 * What a file to save is called: words from anywhere, in valid UTF-8, made harmless. No name leads
 * elsewhere, hides what it is (a dot at its beginning, characters that turn the direction), means a
 * device to some system, or is longer than a disk can hold.
 */
#pragma once

#include "base/str.h"

struct arena;

#define FILE_NAME_MOST 200 /* bytes, with its ending */

/* "Certificaat Water 2.pdf": the words that are not empty, with a space between them. */
struct str file_name(struct arena *a, const struct str *words, size_t count, const char *ending);
