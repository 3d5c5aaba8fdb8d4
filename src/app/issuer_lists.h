/*
 * Status lists as they were signed, kept until what they say changes or they are renewed. What is
 * signed follows from the state and the day alone, so each process that keeps its own gives the
 * same bytes. Safe for use by many threads.
 */
#pragma once

#include "base/str.h"
#include "crypto/hash.h"

#define ISSUER_LISTS_KEPT 16
#define ISSUER_LIST_BYTES_MOST ((size_t)256 << 10) /* of one; a longer one is not kept */

struct arena;
struct issuer_lists;

struct issuer_lists *issuer_lists_new(void);
void issuer_lists_free(struct issuer_lists *lists);
/* On a; STR_NONE when there is none of what that digest stands for. */
struct str issuer_lists_get(struct issuer_lists *lists, struct arena *a, const struct digest *of);
/* Takes the place of the one kept longest, when there is no room. */
void issuer_lists_put(struct issuer_lists *lists, const struct digest *of, struct str text);
/* How many were put so far. */
int64_t issuer_lists_count(struct issuer_lists *lists);
