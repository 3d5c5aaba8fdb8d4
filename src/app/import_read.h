/*
 * A copy that somebody brings along (docs/export.md), looked through: what of it can come in, what
 * cannot and why. Nothing in it is believed: each answer is checked as if a browser had sent it, no
 * time lies ahead, a picture is found in the archive itself, and whatever happened elsewhere (who
 * looked, who belongs where, what others said) stays in the copy.
 */
#pragma once

#include "app/app.h"
#include "app/content.h"
#include "base/vec.h"
#include "codec/zip.h"

struct json;
struct lang;

#define IMPORT_SHOWN 50 /* of what is left out of a part: told one by one */

/* What can be chosen. */
enum import_part {
	IMPORT_SETTINGS,
	IMPORT_CHOICES,
	IMPORT_ANSWERS,
	IMPORT_EARLIER,
	IMPORT_DATED,
	IMPORT_PARTS
};
/* The part of an export that it comes from: "answers". */
const char *import_part_id(enum import_part part);

/* Message id: why a part of an export, or some of it, comes in nowhere; NULL: all of it may. */
const char *import_stays(struct str export_part);
/* Is it named in the table at all? A test compares with export_parts. */
bool import_knows(struct str export_part);

struct import_answer {
	const struct content_question *question;
	struct str stored;               /* as app/answer.h makes it; of a PHOTO its description */
	const struct zip_entry *picture; /* of a PHOTO; NULL: it was emptied */
	int64_t version;
	usec changed;
};
struct import_answers {
	struct import_answer *at;
	size_t len, cap;
};

struct import_dated {
	usec made;
	int64_t content; /* version of the questionnaire */
	struct str route, wording;
	struct import_answers answers;
};

struct import_left {
	struct str what, why; /* in the reader's language */
};

struct import_copy {
	const struct json *whole; /* export.json */
	usec made;                /* as it says itself */
	struct str place;
	const struct lang *language; /* NULL: none that is spoken here */
	bool has_letters, large_letters;
	struct content_picks picks;
	bool has_wording;
	struct import_answers answers, earlier;
	struct {
		struct import_dated *at;
		size_t len, cap;
	} dated;
	size_t count[IMPORT_PARTS]; /* that can come in */
	struct import_lefts {
		struct import_left *at; /* IMPORT_SHOWN at most */
		size_t len, cap, count;
	} left[IMPORT_PARTS];
	struct {
		struct str *at;
		size_t len, cap;
	} unknown; /* members that this place does not know */
};

/* Errors, on field copy, when it is no copy at all: ERR_INVALID, ERR_TOO_LARGE. */
err_t import_read(const struct app *app, struct arena *a, const struct lang *lang,
	struct str archive, struct import_copy *ret);

/* Every picture that those parts of it show, once. */
struct import_pictures {
	const struct zip_entry **at;
	size_t len, cap;
};
void import_pictures(struct arena *a, const struct import_copy *copy,
	const bool takes[IMPORT_PARTS], struct import_pictures *ret);
