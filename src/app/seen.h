/*
 * When sessions were last seen. A page only notes it here, at most once in SEEN_EACH for each
 * session; seen_write puts the notes into the database, from a thread that may wait. What does
 * not fit is left out: it comes back with the next page. Safe for use by many threads.
 */
#pragma once

#include "app/app.h"
#include "crypto/hash.h"

#define SEEN_EACH USEC_MINUTE
#define SEEN_MOST 4096

struct seen;

struct seen *seen_new(void);
void seen_free(struct seen *s);
/* The session of that digest was seen; never waits for the database. */
void seen_note(struct seen *s, const struct digest *session, usec now);
/* Writes what was noted. */
err_t seen_write(const struct app *app);
