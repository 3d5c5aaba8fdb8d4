/*
 * How old somebody is: asked only where a rule of this place needs it, sealed by the person's key,
 * told to nobody but the person.
 *
 * The rule is app->consent_age (setting [ages] consent): who is younger needs a parent's consent
 * for what says so. Without a rule nobody is asked. It is what the person says, and the log says
 * when they said it.
 */
#pragma once

#include "app/access.h"
#include "app/app.h"

#define AGE_MOST 120 /* years that somebody may be old */

enum age_state {
	AGE_NO_RULE, /* nobody asks */
	AGE_UNKNOWN, /* not said yet: counts as younger */
	AGE_BELOW,
	AGE_REACHED,
};

struct age {
	enum age_state state;
	int64_t consent; /* the rule's age; 0: no rule */
	day born;        /* DAY_NONE: not said; may be there from when a rule was */
	int years;       /* when said */
};

/* Whole years on that day; who was born on 29 February has the others' birthday on 1 March. */
int age_years(day born, day today);

/* The actor's own. */
err_t age_of(const struct app *app, struct arena *a, const struct actor *actor, struct age *ret);
/* The same in two steps, for who reads more in that transaction. Sealed: empty when not said. */
err_t age_read(struct tx *tx, struct arena *a, const struct actor *actor, struct str *ret_sealed);
err_t age_open(const struct app *app, struct arena *a, const struct actor *actor, struct str sealed,
	struct age *ret);
/* Says it, or puts it right. Field error: born. ERR_NOT_FOUND where no rule asks. */
err_t age_say(const struct app *app, struct arena *a, const struct actor *actor, day born);
/* As it is kept, for whoever settles a person without asking. */
err_t age_seal(const struct app *app, struct arena *a, struct public_id person, day born,
	struct str *ret_sealed);
/* None is fine. */
err_t age_forget(const struct app *app, const struct actor *actor);
