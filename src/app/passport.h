/*
 * The passport: a route, chosen by a few questions, and the answers to what that route asks.
 * Answers belong to questions, not to routes: another route hides some and loses none.
 *
 * Every save is a version. A save that does not know the version that stands there (two tabs,
 * two devices) is not made: the writer gets to see both and chooses. What is replaced is kept as
 * a past version when it stood for a while, when much of it goes, or when somebody chose to replace
 * it.
 */
#pragma once

#include "app/access.h"
#include "app/answer.h"
#include "app/app.h"
#include "app/content.h"
#include "app/file.h"
#include "db/content.h"

#define PASSPORT_PAST_EACH (10 * USEC_MINUTE)
#define PASSPORT_PAST_MOST 50 /* past versions of one answer */

struct passport_progress {
	const struct content_chapter *chapter;
	size_t answered; /* of chapter->count */
};

struct passport {
	struct content_picks picks;
	const struct content_route *route; /* NULL: not all choices were made */
	struct passport_progress chapters[CONTENT_CHAPTERS_MOST]; /* route->count */
	/* The first one that waits, of what is not kept apart; question NULL: none. */
	struct content_place next;
	bool can_undo; /* the route or its wording changed less than PASSPORT_UNDO ago */
};

/* Picks, route and progress: no answer is opened. lang as in app/content.h, here and below. */
err_t passport_open(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport *ret);
/* Picks one option of one choice; ERR_NOT_FOUND for ids that are not there. */
err_t passport_pick(const struct app *app, struct arena *a, const struct actor *actor,
	struct str choice, struct str option);

/* --- another route --- */

#define PASSPORT_UNDO USEC_HOUR /* how long a change of route can be taken back by one press */

struct passport_change {
	const struct content_route *from, *to; /* from: NULL when there was none */
	/* What was written and will not be seen; what was written before and comes back; what is
	 * new. */
	const struct content_question **hidden, **back, **fresh;
	size_t hidden_count, back_count, fresh_count;
};
/* What these picks would change. ERR_INVALID when they lead to no route. */
err_t passport_change(const struct app *app, struct arena *a, const struct actor *actor,
	size_t lang, const struct content_picks *to, struct passport_change *ret);
/* All of them at once, with the wording. ERR_INVALID when they lead to no route. */
err_t passport_choose(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_picks *to);
/* Takes the last change of route back. ERR_NOT_FOUND when there was none within PASSPORT_UNDO, or
 * it was taken back. */
err_t passport_choose_undo(const struct app *app, struct arena *a, const struct actor *actor);

/* --- answers --- */

struct passport_answer {
	const struct content_question *question;
	struct str stored; /* empty when nothing was written; see app/answer.h */
	struct answer value;
	bool answered;
	bool is_damaged; /* there is one, and it cannot be opened: stored is empty */
	int64_t version; /* 0: never written */
	usec changed;
};

struct passport_question {
	struct content_place place;
	struct passport_answer answer;
	bool has_past;                                  /* something else stood there before */
	const struct content_question *previous, *next; /* across chapters; NULL at the ends */
	const bool *marks;                              /* which of its chapter are answered */
};
/* ERR_NOT_FOUND when the person's route does not ask it. */
err_t passport_ask(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct str question, struct passport_question *ret);

struct passport_save {
	struct str question;
	struct str stored;              /* as app/answer.h makes it */
	int64_t version;                /* the one that the writer saw; 0: none */
	bool replaces;                  /* the writer saw another version and chose to replace it */
	const struct file_sealed *file; /* comes with it, or NULL; stored names it */
};
struct passport_saved {
	int64_t version; /* that stands there now */
	usec at;         /* since when */
	bool answered;
	bool conflict; /* not saved: other stands there */
	struct str other;
};
/* ERR_NOT_FOUND when no route asks it. */
err_t passport_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_save *in, struct passport_saved *ret);

/* --- what stood there before --- */

struct passport_history {
	const struct content_question *question;
	const struct passport_answer *versions; /* the present one first, then newest first */
	size_t count;                           /* 0: nothing was ever written */
};
/* Of any question there ever was, on this route or not. ERR_NOT_FOUND. */
err_t passport_history(const struct app *app, struct arena *a, const struct actor *actor,
	size_t lang, struct str question, struct passport_history *ret);
/*
 * Makes a past version the present one: a version again. seen: the present one that the person
 * saw, which becomes a past version. ERR_CONFLICT when another stands there; ERR_NOT_FOUND.
 */
err_t passport_put_back(const struct app *app, struct arena *a, const struct actor *actor,
	struct str question, int64_t version, int64_t seen);

/* --- pictures --- */

/* A picture for a PHOTO, as a browser sent it; all of it empty: only the description changes. */
struct passport_picture {
	struct str question;
	struct str name, bytes;
	struct str description;
	int64_t version; /* the one that the writer saw; 0: none */
	bool removes;
};
/*
 * Made anew as a JPEG and kept. Over a version that the writer has not seen both stay: the one that
 * stood there is a past version then, and *ret_other is true. ERR_INVALID and ERR_TOO_LARGE say
 * what is wrong with the picture.
 */
err_t passport_picture_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_picture *in, bool *ret_other);
/* The picture of an answer's present version (0), or of a past one. ERR_NOT_FOUND. */
err_t passport_picture(const struct app *app, struct arena *a, const struct actor *actor,
	struct str question, int64_t version, struct file *ret);

/* --- all of it --- */

struct passport_chapter {
	const struct content_chapter *chapter;
	const struct passport_answer *answers; /* chapter->count of them, in its order */
	size_t answered;
};
struct passport_whole {
	const struct content_route *route;
	struct passport_chapter chapters[CONTENT_CHAPTERS_MOST];
	size_t count;
	/* To what the route does not ask, or nobody any more; only where all scopes are opened. */
	const struct passport_answer *hidden;
	size_t hidden_count;
};
/*
 * Everything that the route asks, opened, with what is kept apart as a chapter that says so.
 * ERR_NOT_FOUND before a route was chosen.
 */
err_t passport_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport_whole *ret);

/* --- "Ready": the whole passport as it is on a day --- */

#define PASSPORT_DATED_MOST 50 /* of one person */

struct passport_dated {
	struct public_id public;
	usec made;
	const usec *imported; /* it came in with a copy, then; NULL: it was made here */
};
struct passport_dated_list {
	struct passport_dated *at; /* newest first */
	size_t len;
};
/* ERR_INVALID, with a text for the person, when there are enough of them. */
err_t passport_dated_make(const struct app *app, struct arena *a, const struct actor *actor);
err_t passport_dated_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct passport_dated_list *ret);
/*
 * As it was: on the route of that day, with the questions as the content has them now; what the
 * route does not ask any more is hidden. ERR_NOT_FOUND.
 */
err_t passport_dated_read(const struct app *app, struct arena *a, const struct actor *actor,
	size_t lang, struct public_id dated, usec *ret_made, struct passport_whole *ret_whole);
/* The picture that stands in it. ERR_NOT_FOUND. */
err_t passport_dated_picture(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id dated, struct str question, struct file *ret);
/* Pictures that nothing else names go with it. */
err_t passport_dated_delete(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id dated);
/* What is sealed in one, as JSON (app/passport_dated.c): for who hands over everything. */
err_t passport_dated_open(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id dated, struct str sealed, struct json **ret_body);
/* And for who brings it along: each with its question, stored, answered, version and changed. */
struct passport_dated_new {
	struct public_id owner, public;
	int64_t content; /* version of the questionnaire */
	struct str route, wording;
	const struct passport_answer *answers;
	size_t len;
};
err_t passport_dated_seal(const struct app *app, struct arena *a,
	const struct passport_dated_new *dated, struct str *ret_sealed);

/* Somebody's passport, still sealed: for a transaction that has asked for access to it. */
struct passport_rows {
	struct pick_row_list picks;
	struct answer_row_list answers;
};
err_t passport_rows(struct tx *tx, struct arena *a, struct row_id owner, struct passport_rows *ret);
/* Which chapters may be opened, by content_scope id. */
struct passport_scopes {
	const struct str *ids;
	size_t count;
};
/* The chapters of those scopes alone (NULL: all of them). ERR_NOT_FOUND, ERR_EXPIRED. */
err_t passport_assemble(const struct app *app, struct arena *a, struct public_id owner,
	const struct passport_rows *rows, const struct passport_scopes *scopes, size_t lang,
	struct passport_whole *ret);
