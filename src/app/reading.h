/*
 * Who looked: every reading of a passport by another person, noted in the transaction that allowed
 * it. Readings of the same part within READING_EACH are one entry that counts them.
 */
#pragma once

#include "app/access.h"
#include "app/grant.h"

#define READING_EACH (10 * USEC_MINUTE)
#define READING_AGAIN USEC_MINUTE /* a page that is shown once more sooner was not read again */
#define READING_PAGE 50
#define READING_PAGES_MOST 1000

struct reading_note {
	const struct actor *actor; /* who reads */
	struct row_id owner;
	struct public_id owner_public;
	usec now;
};
/* Notes that the actor reads that part; also in the audit log. */
err_t reading_note(
	struct tx *tx, const struct reading_note *note, const struct access_scope *scope);
/* The same for a piece of it that comes after the rest, as a picture does: a reading that was noted
 * within READING_EACH counts for it. */
err_t reading_note_piece(
	struct tx *tx, const struct reading_note *note, const struct access_scope *scope);

/* The photo is no part, and comes beside any: a reading of any of them noted within READING_EACH
 * counts for it; else it is noted as READING_PHOTO. */
#define READING_PHOTO STR("photo")
err_t reading_note_photo(struct tx *tx, const struct reading_note *note, struct row_id grant);

struct reading {
	struct public_id grant;
	struct str name;   /* the reader's own */
	struct str called; /* by the owner; or empty */
	enum grant_role role;
	struct str scope; /* or READING_PHOTO */
	usec first, last;
	int64_t times;
	bool is_damaged; /* called cannot be opened, and is empty */
};
struct reading_page {
	const struct reading *at; /* newest first */
	size_t len;
	bool has_older;
};
/* Who looked in the actor's passport; page from 1 to READING_PAGES_MOST. */
err_t reading_list(const struct app *app, struct arena *a, const struct actor *actor, int64_t page,
	struct reading_page *ret);
