/*
 * The PDF that the official site made for somebody who takes part, kept beside our own
 * certificate: sealed by the participant's key, on their own page, erased with them. Many are sent
 * at once, and what a file is called says whose it is: all the names of one person, in any order,
 * or a number at its beginning, as they stand in the list by name. They wait, sealed by their
 * sender's key, until the sender has seen whose each is (RETENTION_LIST at most).
 */
#pragma once

#include "app/participant.h"

#define OFFICIAL_BYTES_MOST ((size_t)4 << 20) /* of one */
#define OFFICIAL_SEND_MOST ((size_t)32 << 20) /* of those that are sent together */
#define OFFICIAL_WAITING_MOST 60
#define OFFICIAL_WAITING_BYTES ((size_t)40 << 20) /* of those, sealed */
#define OFFICIAL_NAME_MOST 200                    /* bytes of the name of a file that are kept */
#define OFFICIAL_SHOWN_MOST 200

struct official_file {
	struct str name, bytes;
};
/* Field error: files. Those that waited before still wait. */
err_t official_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct official_file *files, size_t len);

struct official_waiting {
	struct public_id public;
	struct str name;                    /* of the file */
	struct str given_name, family_name; /* whose it is; empty: nobody's, or of more than one */
	bool replaces;                      /* one is kept already */
	bool is_older;                      /* than another one that waits, of the same */
};
struct official_kept {
	struct public_id participant;
	struct str given_name, family_name;
	day at;
};
struct official_papers {
	struct str title; /* of the project */
	bool has_grant;
	bool reads_details, reads_papers; /* the list, and what is kept: not from everywhere */
	const struct official_waiting *waiting;
	size_t waiting_len;
	const struct official_kept *kept; /* by name */
	size_t kept_len;
	usec seen; /* when this was so */
};
err_t official_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct official_papers *ret);
struct official_choice {
	const struct public_id *at; /* that wait */
	size_t len;
	usec seen; /* as in what they were chosen from */
};
/*
 * Keeps those that were chosen, and drops the others that wait. ERR_CONFLICT, with a text, when two
 * are of the same participant, or of one for whom a PDF was kept since they were seen.
 */
err_t official_keep(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct official_choice *choice, int64_t *ret_kept);

/* ERR_NOT_FOUND when there is none. ERR_FORBIDDEN for who may not read certificates. */
err_t official_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct str *ret_pdf);
err_t official_remove(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who);

/* --- the participant's own; ERR_NOT_FOUND for everybody else's --- */

err_t official_own_has(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, bool *ret_has);
/* ERR_NOT_FOUND when there is none. */
err_t official_own_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str *ret_pdf);

/* --- within an act that is allowed to --- */

/* As it is kept of that participant. */
err_t official_open(const struct app *app, struct arena *a, struct public_id who, struct str sealed,
	struct str *ret_pdf);

/* --- whose a file is --- */

/* Folded (codec/fold.h). */
struct official_person {
	struct str given, family;
};
/* The place among people, by name; len: nobody's, or of more than one. */
size_t official_match(
	struct arena *a, struct str name, const struct official_person *people, size_t len);
