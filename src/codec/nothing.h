/*
 * Text that says nothing: what people type into a field that they would rather leave empty, such as
 * "-", "nvt", "n/a", "geen" or "niks". White space, case and punctuation do not matter.
 */
#pragma once

#include "base/str.h"

struct arena;

/* Valid UTF-8. */
bool says_nothing(struct arena *a, struct str text);
