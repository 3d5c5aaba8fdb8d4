/*
 * What somebody who takes part in a project writes about what they learn: for each area of the
 * project's framework (app/project_type.h) at the start, halfway and at the end, as much of it as
 * they like. It is the third part of their certificate, in their own words: the organiser sees it
 * once it is handed in, may suggest, and changes and withholds nothing. Who wrote takes it back
 * at any moment; then nobody else sees it.
 *
 * A code that is made later, on a new card for instance, does not open what was written before and
 * was not handed in: whoever made the card could read it. All of one's own is ERR_FORBIDDEN then.
 * What others have seen can be read with it; changing it, taking it back and answering is
 * ERR_FORBIDDEN. So it is until they show that it is theirs (app/learning_prove.h), or begin anew,
 * which what is handed in does not allow.
 *
 * What says nothing (codec/nothing.h) is kept as typed and counts as empty.
 */
#pragma once

#include "app/evidence.h"
#include "app/project.h"
#include "app/project_type.h"
#include "app/referee.h"

#define LEARNING_TEXT_MOST 3000 /* characters */
#define LEARNING_NAME_MOST 120  /* of a dialogue partner, and of what they are to the writer */
#define LEARNING_COMMENT_MOST 1000
#define LEARNING_COMMENTS_MOST 300            /* about one participant */
#define LEARNING_PAST_MOST 10                 /* earlier texts of one field */
#define LEARNING_PAST_EACH (10 * USEC_MINUTE) /* what stood longer than so is kept */

struct learning_text {
	struct str text;
	bool counts; /* it says something */
	bool is_damaged;
	int64_t version; /* 0: nothing was written */
	usec changed;
};
struct learning_area {
	const struct project_area *area;
	struct learning_text texts[PROJECT_MOMENTS];
	struct str goals, goals_lang; /* the project's own in it: in that language; or empty */
	bool counts;                  /* one of the texts does */
};
struct learning_comment {
	struct str area;
	enum project_moment moment;
	usec made;
	bool by_organiser;
	struct str name; /* of an organiser; empty: somebody who is not here any more */
	struct str text;
	bool is_damaged;
};
/* Besides the areas. */
struct learning_about {
	struct str partner, relation; /* with whom they talked about it */
};
struct learning {
	struct public_id participant;
	struct str name;         /* for an organiser: whole; else empty */
	struct str title;        /* of the project */
	enum project_moment now; /* by its days: that it is, when somebody begins to write */
	const struct project_type *type;
	struct str goals, goals_lang;      /* the project's own: in that language; or empty */
	const struct learning_area *areas; /* all of the framework */
	size_t len;
	const struct learning_area *former; /* one's own of another one: app/learning_former.h */
	size_t former_len;
	size_t written; /* areas that count */
	struct learning_about about;
	struct evidence_list evidence;
	struct referee_list referees; /* for an organiser: those that count, without address */
	const struct learning_comment *comments; /* the oldest first */
	size_t comments_len;
	int64_t revision;
	usec submitted, accepted; /* 0: not */
	bool has_suggestion;      /* the organiser said something since it was handed in */
	bool is_locked;           /* to a code that was made later */
};

/* Is there anything to show on a certificate? */
bool learning_says_something(const struct learning *l);
/* NULL: the framework has none of that id. */
const struct learning_area *learning_area_find(const struct learning *l, struct str area);

/* All of who; within an act that is allowed to. */
err_t learning_erase(struct tx *tx, struct public_id who);

/* --- one's own --- */

/* lang: the index of the reader's language (lang_index). ERR_NOT_FOUND for everybody else's. */
err_t learning_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, size_t lang, struct learning *ret);

struct learning_in {
	struct str area;
	enum project_moment moment;
	struct str text;
	int64_t version; /* that the writer saw; 0: none */
	bool replaces;   /* chosen over what stands there */
};
struct learning_saved {
	int64_t version;
	usec at;
	bool counts;
	bool conflict; /* not saved: other stands there, which the writer has not seen */
	struct str other;
};
/* Field error: answer; also when it is handed in. */
err_t learning_save(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_in *in, struct learning_saved *ret);
/* What stood there before, the newest first. */
struct learning_past {
	const struct learning_text *at;
	size_t len;
};
err_t learning_past(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str area, enum project_moment moment,
	struct learning_past *ret);
/* Field errors: partner, relation. */
err_t learning_set_about(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_about *in);

/* revision: that was shown. ERR_CONFLICT when something changed since, or nothing says anything. */
err_t learning_submit(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, int64_t revision);
/* None is fine. */
err_t learning_take_back(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id who);

/* Removes what stays closed to the code, for good. ERR_NOT_FOUND when nothing does, or it is
 * handed in. */
err_t learning_begin_anew(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id who);

struct learning_place {
	struct str area;
	enum project_moment moment;
};
/* An answer to the organiser. Field error: answer. */
err_t learning_reply(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct learning_place *at, struct str text);

/* --- the organiser's --- */

/* ERR_NOT_FOUND when it is not handed in. */
err_t learning_read(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, size_t lang, struct learning *ret);
/* Field error: answer. ERR_NOT_FOUND when it is not handed in, as below. */
err_t learning_suggest(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, const struct learning_place *place,
	struct str text);
/* Read, and nothing to suggest. It holds up nothing when nobody does. */
err_t learning_accept(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who);
