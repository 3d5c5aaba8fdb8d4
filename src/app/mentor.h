/*
 * A mentor's desk: the learners who let somebody in as their mentor at one organisation. Progress
 * is shown always, for that is what they agreed to; what they wrote only as far as they chose.
 * Sorted by name: nobody is ranked.
 */
#pragma once

#include "app/passport.h"

#define MENTOR_LEARNERS_MOST 500
#define MENTOR_REMIND_EACH (7 * USEC_DAY) /* one learner is reminded once in this time */

struct mentor_learner {
	struct public_id owner;
	struct str name;
	bool has_route;
	struct passport_progress chapters[CONTENT_CHAPTERS_MOST]; /* without what is kept apart */
	size_t count;
	usec active;                             /* last wrote something; 0: never */
	bool has_parent, has_shared, is_waiting; /* waiting: wants to talk */
	bool has_mail, can_remind;
	usec reminded; /* last; 0: never */
	usec anew; /* when they began another account beside this one; 0: it is the one they use */
};
struct mentor_list {
	const struct mentor_learner *at;
	size_t len;
};
/* via: the membership. Opens what each learner picked, and no answer. */
err_t mentor_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id via, size_t lang, struct mentor_list *ret);

/* Who of them is to be reminded; who is no learner of the actor's is left out. */
struct mentor_chosen {
	const struct public_id *owners;
	size_t len;
};
/* A mail without content to each who was not reminded lately. */
err_t mentor_remind(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id via, const struct mentor_chosen *chosen, int *ret_sent);
