/*
 * Files that people keep here: rows of chunks, each sealed by the owner's key at its place, so
 * that a backup holds everything and destroying the key erases it. A file is whole or not there.
 *
 * What is kept is of our own making (pictures come out of codec/image); what a browser sent is
 * never kept as it was. Sealing happens before the transaction, opening after it; inside it, the
 * caller has asked for access first.
 *
 *	TRY(image_fit(a, sent, 1600, &jpeg));
 *	TRY(file_seal(app, a, owner->public, STR(IMAGE_TYPE), jpeg, &sealed));
 *	in the transaction: TRY(file_put(tx, owner->person, sealed, now));
 *	later, in one:      TRY(file_find(tx, a, owner->person, id, &found));
 *	and after it:       TRY(file_open(app, a, owner->public, found, &file));
 */
#pragma once

#include "app/app.h"
#include "base/err.h"
#include "base/id.h"

struct arena;
struct tx;

#define FILE_CHUNK ((size_t)64 << 10)  /* bytes before sealing */
#define FILE_MOST ((size_t)8 << 20)    /* bytes of one file */
#define FILES_MOST ((int64_t)64 << 20) /* bytes of all files of a person */

/* A PDF, by its first and its last line (ISO 32000-1, 7.5 and annex H.3.4.2)? */
bool file_is_pdf(struct str bytes);

struct file_sealed;
struct file_found;

struct file {
	struct str type;
	struct str bytes;
	usec made;
};

/* ERR_TOO_LARGE past FILE_MOST; ERR_EXPIRED when the owner's key was destroyed. */
err_t file_seal(const struct app *app, struct arena *a, struct public_id owner, struct str type,
	struct str bytes, struct file_sealed **ret_sealed);
/* Its id, as it will be. */
struct public_id file_id(const struct file_sealed *sealed);
/* Would all their files be FILES_MOST at most? */
err_t file_fits(
	struct tx *tx, struct row_id owner, const struct file_sealed *sealed, bool *ret_fits);
/* ERR_TOO_LARGE, with a text for the person, when they would not. */
err_t file_put(struct tx *tx, struct row_id owner, const struct file_sealed *sealed, usec now);
/* None is fine. */
err_t file_remove(struct tx *tx, struct row_id owner, struct public_id file);

/* ERR_NOT_FOUND when the owner has no such file. */
err_t file_find(struct tx *tx, struct arena *a, struct row_id owner, struct public_id file,
	struct file_found **ret_found);
err_t file_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct file_found *found, struct file *ret);

/* --- of an owner who is no person: their own table keeps the chunks, in order --- */

struct file_chunks {
	const struct str *at;
	size_t len;
};
struct file_chunks file_chunks_of(const struct file_sealed *sealed);
/* The bytes of that file again. */
err_t file_join(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id file, const struct file_chunks *chunks, size_t size,
	struct str *ret_bytes);
