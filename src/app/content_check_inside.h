/* Inside of the check, for its parts: what is being checked, and telling what is wrong. */
#pragma once

#include "app/content.h"
#include "app/content_check.h"
#include "app/content_words.h"
#include "codec/schema.h"

struct i18n;

struct content_document {
	struct str file;
	struct str source;
	const struct json *value;
};

struct content_checker {
	struct arena *arena;
	const struct content_sources *sources;
	const struct schemas *schemas;
	struct content_document passport, people, projects, frameworks;
	struct content_document chapters[CONTENT_CHAPTERS_MOST];
	size_t chapter_count;
	struct words_list avoided;
	struct buf ids; /* of these files, one a line: "question who.self text" */
	struct content_findings found;
};

/* One fault at a place in a document. */
void content_tell(struct content_checker *c, const struct content_document *d,
	const struct schema_place *at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* A fault of a line in a file that is no JSON. */
void content_tell_line(struct content_checker *c, const char *file, int line, struct str text);

/* The member of a place, and the item of one. */
struct schema_place content_member(const struct schema_place *up, const char *name);
struct schema_place content_item(const struct schema_place *up, size_t index);
/* The text of a member. */
struct str content_text(const struct json *object, const char *name);
/* The item of a list whose id it is, or NULL. */
const struct json *content_by_id(const struct json *list, struct str id);
/* Is the question asked on that route? */
bool content_asks(const struct json *question, struct str route);
/* In any chapter; NULL. */
const struct json *content_question_of(const struct content_checker *c, struct str id);

/*
 * content_check_words.c: the words of a document. With i18n, what companions meet of a chapter is
 * there in all their languages; else NULL.
 */
void content_check_words(
	struct content_checker *c, const struct content_document *d, const struct i18n *i18n);
/* content_check_ids.c: the ids of these files against the lists. */
void content_check_ids(struct content_checker *c);
struct str content_new_lines(struct content_checker *c);
/* content_check_people.c: the people of the demo. */
void content_check_people(struct content_checker *c);
