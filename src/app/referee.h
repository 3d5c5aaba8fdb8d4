/*
 * Referees: somebody who took part in a project asks two people at most to confirm what they wrote
 * about what they learned. Each gets a mail with a code, typed or in the fragment of its link; it
 * opens a page without an account, with just the texts that were chosen, as they were then, and
 * takes one answer. The mail says who asks, and nothing of what they wrote.
 *
 * A confirmation is of those words: when one of them changes it stands on no certificate any more.
 * Name and address of a referee are sealed by the participant's key and go with it.
 */
#pragma once

#include "app/participation.h"
#include "app/project_type.h"

#define REFEREES_MOST 2
#define REFEREE_LIFE (21 * USEC_DAY) /* of the code */
#define REFEREE_UNDO USEC_DAY        /* who was removed can be put back, until another is asked */
#define REFEREE_NAME_MOST 80
#define REFEREE_FUNCTION_MOST 120
#define REFEREE_WORDS_MOST 200 /* one sentence */

enum referee_state {
	REFEREE_ASKED,
	REFEREE_LOOKED,
	REFEREE_CONFIRMED,
	REFEREE_DECLINED,
	REFEREE_ENDED, /* the code did, without an answer */
	REFEREE_STATES
};
/* As in an export: "asked". */
const char *referee_state_id(enum referee_state state);
/* REFEREE_ENDED for what is none. */
enum referee_state referee_state_parse(struct str id);

/* What one of them was shown. */
struct referee_text {
	struct str area; /* id */
	enum project_moment moment;
	struct str text;
};
struct referee {
	struct public_id public;
	struct str name, function;
	struct str mail; /* empty for who came in by a code that was made later */
	struct str words;
	const struct referee_text *texts;
	size_t texts_len;
	enum referee_state state;
	usec asked, ends, answered; /* answered: 0 before it */
	bool on_certificate;        /* once it is confirmed */
	bool is_outdated;           /* one of the texts is another one now */
	bool is_damaged;            /* cannot be opened: nothing is known of it */
};
struct referee_list {
	const struct referee *at; /* who was asked first; nobody who was removed */
	size_t len;
};
/* Is it named on a certificate? */
bool referee_counts(const struct referee *r);

/* --- the participant's own: ERR_NOT_FOUND for everybody else's --- */

struct referee_in {
	struct str name, function, mail;
	struct str language;     /* of the mail */
	const struct str *areas; /* whose texts are shown */
	size_t areas_len;
};
/*
 * Mails them. Who was removed before cannot be put back then. Field errors: name, function, areas;
 * ERR_CONFLICT past the most. ERR_RATE_LIMITED.
 */
err_t referee_ask(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct referee_in *in);
/* Their code does not work any more, and no certificate names them. ERR_NOT_FOUND for none. */
err_t referee_remove(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id referee);
/* Within REFEREE_UNDO; else ERR_NOT_FOUND. */
err_t referee_restore(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id referee);
err_t referee_choose(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id referee, bool on_certificate);

/* --- the referee's: by the code --- */

struct referee_asked {
	struct str name; /* of who asks */
	struct str project, type, organisation;
	struct str referee, function; /* as they were named */
	const struct referee_text *texts;
	size_t texts_len;
	usec ends;
};
/* Field error on code, the same for one that nobody had, was answered, was withdrawn or ended. */
err_t referee_look(
	const struct app *app, struct arena *a, struct str typed, struct referee_asked *ret);
/* words: or empty. Field errors: code, words. */
err_t referee_confirm(const struct app *app, struct arena *a, struct str typed, struct str words);
err_t referee_decline(const struct app *app, struct arena *a, struct str typed, struct str words);

/* --- within an act that is allowed to --- */

struct referee_row_list;
struct learning_text_row_list;
/* As it is now; what was shown of an area that the project's framework has not is outdated. */
struct referee_now {
	const struct learning_text_row_list *texts;
	const struct project_framework *framework; /* NULL: not known any more */
};
err_t referee_open_rows(const struct app *app, struct arena *a, struct public_id who,
	const struct referee_row_list *rows, const struct referee_now *now,
	struct referee_list *ret);
