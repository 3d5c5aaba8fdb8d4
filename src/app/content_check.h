/*
 * Checks the files of a questionnaire (docs/content.md): their shape, their ids, their rules, their
 * words. What is wrong is told with its file and line, and with how to mend it, in English, to who
 * writes content. Ids are forever: what people answered is kept under them, so an id that was once
 * published never goes and never comes to mean something else.
 */
#pragma once

#include "base/embed.h"
#include "base/err.h"

#define CONTENT_FINDINGS_MOST 200

struct arena;
struct i18n;

struct content_sources {
	const struct embed *passport; /* passport.json and its chapters, by name */
	struct str people;            /* of the demo; or STR_NONE */
	struct str projects;          /* types.json; or STR_NONE */
	struct str frameworks;        /* frameworks.json, which it names; or STR_NONE */
	struct str ids;               /* every id that was ever used, one a line */
	struct str published;         /* the same list as it was before; or STR_NONE */
	struct str words;             /* that Dutch texts leave out */
};

struct content_finding {
	struct str file;
	int line;
	struct str text;
};
struct content_findings {
	struct content_finding *at; /* in the order of the files; at most CONTENT_FINDINGS_MOST */
	size_t len, cap;
};

/* The program's own. */
struct content_sources content_own_sources(void);

/* Empty findings: nothing is wrong, and content_new can read it. */
err_t content_check(struct arena *a, const struct content_sources *sources, const struct i18n *i18n,
	struct content_findings *ret_findings);
/* The lines that the list of ids lacks. ERR_INVALID for files whose shape is not right. */
err_t content_new_ids(
	struct arena *a, const struct content_sources *sources, struct str *ret_lines);
