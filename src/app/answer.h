/*
 * One answer, in every kind of question. It is stored as one text, the same for the same answer:
 *
 *	TEXT     as typed                      CHOICE   the option's id
 *	LIST     its lines, trimmed, no empty  SEVERAL  the options' ids, in the content's order
 *	SCALE    the step                      PHOTO    the file's id, and its description below it
 *
 * The empty text is no answer. What can be chosen is sealed at one length: a ciphertext of another
 * length would tell the options apart.
 */
#pragma once

#include "app/app.h"
#include "app/content.h"
#include "base/id.h"
#include "codec/form.h"

struct json;

#define ANSWER_MOST 20000    /* characters of a TEXT */
#define ANSWER_LINE_MOST 300 /* of one line of a LIST */
#define ANSWER_ALT_MOST 500  /* of the description of a PHOTO */

/* An answer to look at; made from the stored text, whatever it holds. */
struct answer {
	struct str words;        /* of every kind, to read or print; of a PHOTO: its description */
	const struct str *lines; /* of LIST, CHOICE and SEVERAL: what words has, one by one */
	size_t line_count;
	const bool *chosen; /* of CHOICE and SEVERAL: by option */
	int step;           /* of a SCALE; 0: none */
	bool has_file;      /* of a PHOTO */
	struct public_id file;
};
struct answer answer_of(
	struct arena *a, const struct content_question *question, struct str stored);

/*
 * What a form sent: "answer" (TEXT; LIST, once a line), or "option" (what can be chosen; once
 * empty, so that nothing chosen differs from nothing sent). ERR_INVALID with the field and what is
 * wrong; also when the form has no such field.
 */
err_t answer_read(struct arena *a, const struct content_question *question, const struct form *form,
	struct str *ret_stored);
/* The same, unchecked: to show again what was refused. */
struct str answer_sent(
	struct arena *a, const struct content_question *question, const struct form *form);
/* From text, lines, option, options or step, as content/demo has them. */
struct str answer_from_json(
	struct arena *a, const struct content_question *question, const struct json *source);
/* A PHOTO. */
struct str answer_of_file(struct arena *a, struct public_id file, struct str description);

/* Is it enough to count as answered? */
bool answer_counts(const struct content_question *question, struct str stored);

/* owner: whose key. ERR_EXPIRED when it was destroyed. */
err_t answer_seal(const struct app *app, struct arena *a, struct public_id owner,
	const struct content_question *question, struct str stored, struct str *ret_sealed);
/* ERR_INTERNAL: damaged, or not where it was sealed. */
err_t answer_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct content_question *question, struct str sealed, struct str *ret_stored);
