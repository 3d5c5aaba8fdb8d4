/*
 * What an export is made of: one row for each part. A new table goes into a part or is
 * named as left out; a test compares with the stores.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "base/embed.h"
#include "codec/json.h"
#include "codec/zip.h"

struct job;
struct lang;

#define EXPORT_PASSPORT "passport.pdf"

/* What is in it so far. */
struct export_archive {
	struct zip_file *at;
	size_t len, cap;
	size_t projects, projects_len; /* bytes and number of what is of projects */
	bool is_full;                  /* no more of projects */
};

struct export_making {
	const struct app *app;
	struct arena *arena;
	struct actor actor; /* whose it is */
	const struct lang *lang;
	const struct job *job;
	struct str name; /* of the person: the whole one */
	struct export_archive *archive;
	const struct export_certificate *certificates;
	size_t certificates_len;
};

/* That of a project, and where its files stand if they are in the archive. */
struct export_certificate {
	struct str project, organisation, state;
	int64_t revision;
	day issued;
	struct str reason;
	const struct str *paths;
	size_t paths_len;
	bool is_damaged;
};

struct export_part {
	const char *id;     /* member of the JSON object, and name of the page */
	const char *title;  /* message id */
	const char *tables; /* separated by a space */
	/* An array of objects whose members are texts, numbers, truths, or arrays of texts. */
	err_t (*make)(const struct export_making *m, struct json *io_items);
};
/* Ended by a NULL id. */
extern const struct export_part export_parts[];

/* Tables that are not handed over, with the reason: a table stands here or in a part. */
struct export_omission {
	const char *table, *reason;
};
extern const struct export_omission export_omissions[];

/* export.schema.json, compiled in. */
extern const struct embed export_schema[];

/* A file that shows what was learned in a project: app/evidence.h. */
struct export_shown {
	struct public_id participant, item;
	struct str type;
	int64_t size;
};
struct export_shown_list {
	struct export_shown *at;
	size_t len, cap;
};
/* Of the newest project first. */
err_t export_shown_list(const struct export_making *m, struct export_shown_list *ret);

/* Where a dated version stands in the archive. */
struct str export_dated_path(struct arena *a, struct public_id dated, usec made);
/* Where a certificate stands; language: of a further one; ending: "pdf", "json". */
struct str export_certificate_path(struct arena *a, struct public_id participant, int64_t revision,
	struct str language, const char *ending);
/* Where the official site's paper stands of a project. */
struct str export_official_path(struct arena *a, struct public_id participant);
/* Where a paper stands that was kept of a project, and a file that shows something. */
struct str export_kept_path(struct arena *a, struct public_id kept, int64_t place);
struct str export_kept_file_path(
	struct arena *a, struct public_id kept, int64_t place, struct str type);
/* Where a file stands in the archive. */
struct str export_file_path(struct arena *a, struct public_id file, struct str type);

/* Message id of what a member is called; NULL when it has none. */
const char *export_label(struct str member);
