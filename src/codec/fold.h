/*
 * Text as people compare it, for names of countries, months and columns: lower case, letters of
 * Latin and Greek without their marks ("é" is "e", "ß" is "ss", "ø" is "o"), everything that is no
 * letter or digit as one blank, none at the ends. Other scripts keep their marks.
 */
#pragma once

#include "base/str.h"

struct arena;

/* Valid UTF-8 in and out. */
struct str fold(struct arena *a, struct str text);

/*
 * Letters to change, leave out, put in or swap with the next to make one of the other (optimal
 * string alignment); most + 1 when there are more, or when one is longer than FOLD_MOST. Compares
 * bytes.
 */
#define FOLD_MOST 64
unsigned fold_distance(struct str a, struct str b, unsigned most);
