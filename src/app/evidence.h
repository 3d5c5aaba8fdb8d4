/*
 * What shows what somebody learned in a project: links, photos and PDFs, about one area of the
 * framework or about all of it. It is theirs like their words (app/learning.h): changed until it
 * is handed in, seen by the organiser while it is, and on the certificate, by its title and its
 * link, only where they chose so.
 *
 * A picture is made anew, so that nothing of what the camera noted is left (codec/image.h). A PDF
 * is kept as it came, with the name of its author if that stands in it, which the page says beside
 * the field: nothing here opens it, and whoever fetches it saves it. Both are told by what is in
 * them, whatever they are called, and sealed by the participant's key.
 */
#pragma once

#include "app/file.h"
#include "app/participation.h"
#include "codec/image.h"

#define EVIDENCE_MOST 10 /* of one participant */
#define EVIDENCE_TITLE_MOST 120
#define EVIDENCE_LINK_MOST 500
#define EVIDENCE_PDF_MOST ((size_t)5 << 20)     /* bytes of one; a picture: IMAGE_BYTES_MOST */
#define EVIDENCE_BYTES_MOST ((int64_t)15 << 20) /* of all files of one participant */
#define EVIDENCE_UNDO USEC_DAY /* what was removed can be put back, until another one comes */

#define EVIDENCE_PDF_TYPE "application/pdf"

struct evidence {
	struct public_id public;
	struct str area; /* id; empty: all of them */
	struct str title;
	struct str link; /* http or https; empty: a file */
	struct str type; /* of a file: IMAGE_TYPE or EVIDENCE_PDF_TYPE */
	int64_t size;    /* of a file: bytes */
	usec made;
	bool on_certificate;
	bool is_damaged; /* cannot be opened: title, link and type are empty */
};
struct evidence_list {
	const struct evidence *at; /* the oldest first; nothing that was removed */
	size_t len;
};

struct evidence_in {
	struct str area, title;
	struct str link, file; /* one of them: an address, or the bytes as they were sent */
	bool on_certificate;
};
/*
 * What was removed before cannot be put back then. Field errors: title, area, link, file; also on
 * title when it is handed in. ERR_TOO_LARGE, ERR_CONFLICT: with a text.
 */
err_t evidence_add(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct evidence_in *in);
/* ERR_NOT_FOUND when there is none. Field error title when it is handed in; as below. */
err_t evidence_remove(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item);
/* Within EVIDENCE_UNDO; else ERR_NOT_FOUND. */
err_t evidence_restore(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item);
err_t evidence_choose(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item, bool on_certificate);

/* ERR_NOT_FOUND when it is no file. */
err_t evidence_file(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item, struct file *ret);
/* The same for the organiser, once it is handed in. */
err_t evidence_file_theirs(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct public_id item, struct file *ret);

/* --- within an act that is allowed to --- */

struct evidence_row_list;
struct evidence_chunk_row_list;
/* Without what was removed; sealed by the participant's key. */
err_t evidence_open_rows(const struct app *app, struct arena *a, struct public_id who,
	const struct evidence_row_list *rows, struct evidence_list *ret);
err_t evidence_open_file(const struct app *app, struct arena *a, struct public_id who,
	const struct evidence *it, const struct evidence_chunk_row_list *rows, struct file *ret);
