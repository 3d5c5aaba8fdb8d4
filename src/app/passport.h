/*
 * The passport: a route chosen by two questions, and the answers to what that route asks. Answers
 * belong to questions, not to routes: another route hides some and none is lost.
 *
 * Every save is a version. A save that did not know of a newer version (two tabs, two devices) keeps
 * both: the newer one moves to the past versions, which stay with the answer.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "app/content.h"

#define PASSPORT_ANSWER_MOST 20000 /* characters */
#define PASSPORT_PAST_EACH (10 * USEC_MINUTE)

struct passport_progress {
	const struct content_chapter *chapter;
	size_t answered; /* of chapter->count */
};

struct passport {
	bool has_route;
	struct content_route route;
	struct passport_progress chapters[CONTENT_CHAPTERS_MOST];
	size_t chapter_count;
	struct content_place next; /* the first one that waits for an answer; question NULL: none */
};

struct passport_answer {
	const struct content_question *question;
	struct str text; /* empty when nothing was written */
	bool answered;
	int64_t version; /* 0: never written */
	usec changed;
};

/* Route and progress: no answer is opened. lang as in content_chapters, here and below. */
err_t passport_open(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport *ret);
err_t passport_set_route(
	const struct app *app, const struct actor *actor, struct content_route route);

struct passport_question {
	struct content_place place;
	struct passport_answer answer;
	const struct content_question *previous, *next; /* across chapters; NULL at the ends */
	const bool *marks; /* which of its chapter are answered */
	const struct passport_answer *past;             /* newest first */
	size_t past_count;
};
/* ERR_NOT_FOUND when the person's route does not ask it. */
err_t passport_ask(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct str question, struct passport_question *ret);

struct passport_save {
	struct str question;
	struct str text;
	int64_t version; /* the one that the writer saw; 0: none */
};
struct passport_saved {
	int64_t version;
	usec at;
	bool answered;
	bool conflict; /* somebody wrote in between; what they wrote is among the past versions */
};
err_t passport_save(const struct app *app, struct arena *a, const struct actor *actor,
	const struct passport_save *in, struct passport_saved *ret);

struct passport_chapter {
	const struct content_chapter *chapter;
	const struct passport_answer *answers; /* chapter->count of them, in its order */
	size_t answered;
};
struct passport_whole {
	struct content_route route;
	struct passport_chapter chapters[CONTENT_CHAPTERS_MOST];
	size_t chapter_count;
	usec changed; /* newest answer, or 0 */
};
/* Everything that the route asks, opened. ERR_NOT_FOUND before a route was chosen. */
err_t passport_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct passport_whole *ret);
