/* How pages look, beside those that somebody looked at and approved (tests/data/paper). */
#pragma once

#include "base/arena.h"

/* The part of two PNG pictures that differs visibly, from 0 to 1; 1 when they are not as large. */
double looks_apart(const char *one, const char *other);
