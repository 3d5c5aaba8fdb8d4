/*
 * The conversation about answers. A thread is between the owner and one other person, about one
 * question; nobody else reads it. What is written is sealed by the owner's key. The other person
 * reads and writes while a grant lets them read that part.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"
#include "app/content.h"
#include "app/passport.h"

#define COMMENT_MOST 2000      /* characters */
#define COMMENTS_MOST 200      /* in one thread */
#define COMMENT_TELL USEC_HOUR /* one mail in this time for new comments, one for asking */

struct comment {
	struct public_id public;
	bool by_owner;
	usec made;
	struct str text;
	bool is_damaged;
};
struct thread {
	struct public_id holder;
	struct str name;                /* the holder's */
	bool holds;                     /* the holder may still read and write here */
	const struct comment *comments; /* oldest first */
	size_t len;
	usec asked;  /* the owner wants to talk about it since; 0: no */
	usec talked; /* they did; 0: not (yet) */
};
struct thread_list {
	const struct thread *at;
	size_t len;
};
/* The owner's own: everybody who may talk about the question, and whoever did. */
err_t conversation_on(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_question *question, struct thread_list *ret);

#define TALKS_LATEST 20

/* A conversation, by its last comment. */
struct talk_latest {
	struct str question;
	struct str name; /* the holder's */
	usec made;
	bool by_owner;
};
struct talk_latest_list {
	const struct talk_latest *at;
	size_t len;
};
/* The owner's own, the newest first; no comment is opened. */
err_t conversation_latest(const struct app *app, struct arena *a, const struct actor *actor,
	struct talk_latest_list *ret);

/* One thread, named by both ends; the actor is one of them. */
struct thread_place {
	struct public_id owner, holder;
	struct str question;
};
/*
 * Field error on answer: empty, too long, too many. ERR_NOT_FOUND when the holder may not (any
 * more) read that part. The other one gets a mail without a word of it.
 */
err_t conversation_write(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place, struct str text);
/* They talked about it; or did not after all. ERR_NOT_FOUND as above. */
err_t conversation_mark(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place);
err_t conversation_unmark(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place);
/* The owner wants to talk about it: the holder gets a mail that says so. */
err_t conversation_ask(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place);

/* --- another's passport --- */

struct with_person {
	struct public_id owner;
	struct str name;
	const struct content_scope *const *scopes; /* that the actor may read */
	size_t scopes_len;
	const size_t *asked; /* of each: questions that the owner wants to talk about */
	const size_t *said;  /* of each: conversations in which the owner spoke last */
};
/* What the actor may read there. ERR_NOT_FOUND: nothing (any more), or nobody. */
err_t with_open(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id owner, struct with_person *ret);

struct with_chapter {
	struct with_person person;
	const struct content_scope *scope;
	bool has_route;           /* the owner has chosen one; else there is nothing to read */
	bool may_talk;            /* else the actor only reads */
	const struct lang *wrote; /* the owner's own language: most likely that of the answers */
	struct passport_chapter chapter;
	const struct thread *threads; /* one for each of its questions */
};
/* One part, opened, with its questions in lang; the owner sees that it was read. */
err_t with_read(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id owner, struct str scope, struct with_chapter *ret);

/*
 * The questions of that part as the owner has them, in lang, for who may talk about it; no answer
 * is read. ERR_NOT_FOUND.
 */
struct with_questions {
	struct str name; /* of the owner */
	const struct content_chapter *chapter;
};
err_t with_questions(const struct app *app, struct arena *a, const struct actor *actor, size_t lang,
	struct public_id owner, struct str scope, struct with_questions *ret);

/* The picture of an answer in that part, as with_read shows it. ERR_NOT_FOUND. */
struct with_picture {
	struct public_id owner;
	struct str scope, question;
};
err_t with_picture(const struct app *app, struct arena *a, const struct actor *actor,
	const struct with_picture *place, struct file *ret);

/* Where a comment stands, to open it: for who hands over everything about a person. */
struct comment_place {
	struct public_id owner, comment;
	bool by_owner;
};
err_t comment_open(const struct app *app, struct arena *a, const struct comment_place *at,
	struct str body, struct str *ret_text);
