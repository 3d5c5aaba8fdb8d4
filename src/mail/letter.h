/*
 * Letters: what a mail says, written down once and rendered as plain text and as HTML in a person's
 * language. A letter is a table of message ids, so that the translators see it all:
 *
 *	static const char *const before[] = {N_("Hello {name},"), N_("Here is your code."), NULL};
 */
#pragma once

#include "base/err.h"
#include "i18n/lang.h"

struct letter {
	const char *subject;       /* message id; one line */
	const char *const *before; /* message ids of paragraphs, ended by NULL */
	const struct str *list;    /* lines as they are, below these paragraphs */
	size_t list_len;
	struct str code_page;     /* where the code is typed, on a line of its own; or STR_NONE */
	struct str code;          /* shown large on a line of its own; or STR_NONE */
	const char *button;       /* message id of the one thing to do; or NULL */
	struct str link;          /* where the button goes: http or https */
	const char *const *after; /* more paragraphs, small; or NULL */
	const char *foot;         /* message id of a link at the very end; or NULL */
	struct str foot_link;     /* where it goes */
	const struct lang_value *values; /* for "{name}" in all of these; or NULL */
};

struct letter_text {
	struct str subject; /* one line, no control characters */
	struct str text;    /* lines end in "\n" */
	struct str html;    /* a whole document, no images, nothing loaded */
	struct str lang;    /* tag of the language */
};

#define LETTER_SUBJECT_MOST 400        /* bytes */
#define LETTER_MOST ((size_t)64 << 10) /* bytes of text, and of HTML */

/* Has the language every text of the letter? */
bool letter_is_in(const struct lang *l, const struct letter *letter);

/* ERR_TOO_LARGE, or ERR_INVALID when the link is none. */
err_t letter_render(struct arena *a, const struct lang *l, const struct letter *letter,
	struct letter_text *ret_text);
