/*
 * One's own page in a project: who was entered as a participant sees and mends there what is
 * noted about them, without an account, or takes it into one.
 *
 * Its code has 50 bits and two check characters. It comes by mail, in the fragment of a link, or
 * on a printed card, and works until the organiser makes another one or an account has the page.
 * It begins a session of this one participant (struct actor, app/access.h) that ends like a
 * learner's. Whoever holds the code comes in: the page tells when it was opened and when a code
 * was made, and so does a mail where there is an address.
 *
 * What is kept about a participant is sealed by a key of the participant's own, before and after
 * an account has the page: it is read through access_participant by the one, and through
 * access_require_in by who coordinates the project.
 *
 * Whatever else stands on the page (app/learning.h) begins its transactions so:
 *
 *	struct participant_at at;
 *	TRY(access_participant(tx, arena, actor, ACTION_..., participant, &at));
 */
#pragma once

#include "app/participant.h"
#include "app/participant_state.h"
#include "app/visitor.h"

#define PARTICIPATION_UNDO USEC_MINUTE
#define PARTICIPATIONS_MOST 200       /* of one account that are shown: the newest */
#define PARTICIPATION_EVENTS_MOST 100 /* that are kept: the newest */

/* --- coming in --- */

struct participation_opened {
	struct public_id participant;
	struct token session;
	struct str language; /* what the organiser thinks that they read; or empty */
};
/* Field error on code, the same for all that opens nothing; one that an account has says so. */
err_t participation_open(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct str typed, struct participation_opened *ret);
/*
 * Who that session is; .public is the participant's. ERR_UNAUTHENTICATED when it has ended.
 */
err_t participation_find(
	const struct app *app, struct arena *a, const struct token *session, struct actor *ret);
/* Ends that session; actor: who it is. */
err_t participation_close(const struct app *app, struct arena *a, const struct actor *actor,
	const struct token *token);

/* --- the page: ERR_NOT_FOUND for everybody else's --- */

enum participation_what {
	PARTICIPATION_INVITED,
	PARTICIPATION_REMINDED,
	PARTICIPATION_CARD,
	PARTICIPATION_OPENED,
	PARTICIPATION_CHANGED,
	PARTICIPATION_CLAIMED,
	PARTICIPATION_UNCLAIMED,
	PARTICIPATION_BEGAN_ANEW,
	PARTICIPATION_THANKED,
	PARTICIPATION_PROVED,
	PARTICIPATION_DELIVERED,
	PARTICIPATION_HANDED_OUT,
	PARTICIPATION_DOWNLOADED,
	PARTICIPATION_ASKED,
	PARTICIPATION_REMINDER,
	PARTICIPATION_WHATS
};
struct participation_event {
	usec at;
	struct str who;       /* of the organisation; empty: not here any more */
	bool is_of_organiser; /* else the participant did it */
	const char *what;     /* message id: "opened the page" */
	struct str about;     /* ids of fields (app/participant.h), separated by spaces; or empty */
};
struct participation_events {
	const struct participation_event *at; /* the newest first */
	size_t len;
};

struct participation {
	struct participant_at at;
	struct participant about;
	enum participant_state state;
	struct str organisation, title, type, message; /* message: of the organiser; or empty */
	struct str invited_in;   /* in it the certificate is, as long as they chose no language */
	day starts, ends;        /* of the project; DAY_NONE: not known */
	day deadline;            /* or DAY_NONE */
	bool is_late;            /* it has passed */
	bool can_undo;           /* it came into the account just now */
	bool handed_in;          /* what they wrote */
	bool is_certified;       /* a certificate of theirs is valid */
	bool was_withdrawn;      /* none is, and one was */
	bool is_closed;          /* the project: app/project_close.h */
	bool may_ask, has_asked; /* for their certificate (app/certificate_ask.h) */
	bool wants_reminders;    /* app/participant_remind.h */
	struct participation_events events;
};
err_t participation_get(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id participant, struct participation *ret);
/* Of in: names, country, mail, born, place and language; the rest stays. Errors as
 * participant_put. */
err_t participation_put(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id participant, const struct participant *in);

/* --- in an account --- */

/*
 * page: who came in by the code. person takes it into their account: once, and its code and all
 * its sessions end. ERR_NOT_FOUND when another one did.
 */
err_t participation_claim(const struct app *app, struct arena *a, const struct actor *page,
	const struct actor *person);
/* Within PARTICIPATION_UNDO: the code works again. Else ERR_NOT_FOUND. */
err_t participation_undo_claim(const struct app *app, struct arena *a, const struct actor *person,
	struct public_id participant);

struct participation_line {
	struct public_id participant;
	struct str title, type, organisation;
	enum participant_state state;
	day starts, ends, deadline; /* or DAY_NONE */
};
struct participation_list {
	const struct participation_line *at; /* the newest first */
	size_t len;
};
/* That the actor's account has. */
err_t participation_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct participation_list *ret);
