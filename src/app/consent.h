/*
 * Consent of a parent, where a rule of this place asks for it (app/age.h): who is younger shares
 * health and care only while a parent agrees. Who did not say how old they are counts as younger.
 * A parent who looks along can agree; that stands until a parent takes it back, also when whoever
 * agreed looks along no more, and ends with their account.
 *
 * Any parent who agreed can take it back, for all of them: nobody reads that part any more from
 * then on and no link has it, until a parent agrees anew. The learner is told of each word.
 *
 * A record says who agreed, when, and until when; it stays as long as the learner does.
 */
#pragma once

#include "app/access.h"
#include "app/age.h"
#include "app/app.h"

#define CONSENTS_SHOWN 100
#define CONSENT_CHECKED USEC_MINUTE /* a check is no older when what was checked is done */

enum consent_state {
	CONSENT_NOT_NEEDED,
	CONSENT_NO_AGE,  /* needed, unless the actor says to be old enough */
	CONSENT_MISSING, /* needed, and nobody agreed */
	CONSENT_GIVEN,
};

struct consent {
	enum consent_state state;
	int64_t age;     /* who is younger needs it; 0: no rule */
	struct str name; /* GIVEN: who agreed, and when */
	usec given;
	usec refused, withdrawn; /* MISSING: a parent said no, or took it back; 0: neither */
};

/* For the actor's own passport. */
err_t consent_of(
	const struct app *app, struct arena *a, const struct actor *actor, struct consent *ret);
/* Nobody reads health and care any more, unless a parent agrees; within the owner's act. */
err_t consent_close(struct tx *tx, struct row_id owner);
/* Field error scopes when health and care is among them and the actor may not share it (yet). */
err_t consent_check(const struct app *app, struct arena *a, const struct actor *actor,
	const struct str *scopes, size_t len);

/*
 * The same in the transaction that shares them: ERR_CONFLICT when a parent took it back since the
 * check, and nobody agreed since. now: of the act.
 */
err_t consent_hold(
	struct tx *tx, struct row_id owner, const struct str *scopes, size_t len, usec now);

/* --- of a parent, about another's passport --- */

struct consent_asked {
	bool is_asked; /* there is a rule, and the actor looks along as a parent */
	int64_t age;
	usec given;   /* 0: did not agree */
	usec refused; /* said no last; 0: not */
};
err_t consent_with(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id owner, struct consent_asked *ret);
/* ERR_NOT_FOUND unless it is asked. Again is fine. */
err_t consent_give(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner);
/* "I do not agree", by who has not agreed. Errors as above. */
err_t consent_refuse(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner);
/* For all parents; also by who does not look along any more. ERR_NOT_FOUND: did not agree. */
err_t consent_withdraw(
	const struct app *app, struct arena *a, const struct actor *actor, struct public_id owner);

struct consent_given {
	struct public_id owner;
	struct str name;
	usec given;
};
struct consent_list {
	const struct consent_given *at; /* by name */
	size_t len;
};
/* To whom the actor said yes. */
err_t consent_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct consent_list *ret);

/* --- of the house --- */

/* Would that owner need it? A birth date that cannot be read counts as none. */
err_t consent_is_needed(const struct app *app, struct arena *a, struct row_id owner,
	struct public_id public, bool *ret_needed);
/* Whoever goes takes back what they agreed to. */
err_t consent_leave(const struct app *app, struct public_id parent);
/*
 * Brings what is shared already under the rule, when that is another one than the last time: of so
 * many people health and care was closed.
 */
err_t consent_apply_rule(const struct app *app, int64_t *ret_closed);
