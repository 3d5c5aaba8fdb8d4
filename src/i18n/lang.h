/*
 * One language: its texts by English message id. A text that is not translated is its own id, so
 * every function here gives something to show. Results live as long as the i18n does.
 */
#pragma once

#include "base/str.h"
#include "base/err.h"

struct lang;

/* Plural forms that any language may have (Arabic: 6). */
#define LANG_FORMS 6

struct str lang_tag(const struct lang *l);       /* BCP 47, for lang="": "nl" */
struct str lang_name(const struct lang *l);      /* in the language itself: "Nederlands" */
struct str lang_direction(const struct lang *l); /* "ltr" or "rtl" */
size_t lang_index(const struct lang *l);         /* its place in i18n_at */
/* Has it every text? Else only those that companions meet: po/COMPANIONS says which. */
bool lang_is_whole(const struct lang *l);
/* Is this id, outside of any context, translated? English is its own translation. */
bool lang_has(const struct lang *l, const char *id);

struct str lang_text(const struct lang *l, const char *id);
/* The id as used in that context (msgctxt), where one English word has several translations. */
struct str lang_text_in(const struct lang *l, const char *context, const char *id);
/* "{n} question" or "{n} questions", whichever form n takes. */
struct str lang_plural(const struct lang *l, const char *id, const char *plural, int64_t n);

/* Which form a number takes: below lang_forms. */
unsigned lang_form(const struct lang *l, int64_t n);
unsigned lang_forms(const struct lang *l);
/* The text in one form, for who looks up once and keeps it; context and plural may be NULL. */
struct str lang_text_form(const struct lang *l, const char *context, const char *id,
	const char *plural, unsigned form);

/* Marks an id in a context for the translators without translating it here. */
#define NC_(context, id) id

struct lang_value {
	const char *name; /* NULL ends the list */
	struct str text;
};
/* Puts values in the place of "{name}"; a name without a value stays as it is. */
struct str lang_fill(struct arena *a, struct str text, const struct lang_value *values);
/* What the person reads about e: its text with "{n}" filled in. */
struct str lang_error(struct arena *a, const struct lang *l, const struct err *e);
