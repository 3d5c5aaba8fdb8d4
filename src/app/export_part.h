/*
 * What an export is made of: one row for each part. A new table goes into a part or is
 * named as left out; a test compares with the stores.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "base/embed.h"
#include "codec/json.h"

struct lang;

struct export_making {
	const struct app *app;
	struct arena *arena;
	struct actor actor; /* whose it is */
	const struct lang *lang;
	bool has_paper;                 /* passport.pdf is there */
	const struct public_id *papers; /* dated versions that are there as a PDF */
	size_t papers_len;
	const struct public_id *shown; /* files that show what was learned, that are there */
	size_t shown_len;
	const struct export_certificate *certificates;
	size_t certificates_len;
};

/* That of a project, with what of it is in the archive. */
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
/* Where a certificate stands in the archive that was kept of a project. */
struct str export_kept_path(struct arena *a, struct public_id kept, int64_t place);
/* Where a file stands in the archive. */
struct str export_file_path(struct arena *a, struct public_id file, struct str type);

/* Message id of what a member is called; NULL when it has none. */
const char *export_label(struct str member);
