/*
 * How far a participant is, for the participant and the organiser alike. A state is reached once,
 * and what came before it does not come back; that a mail did not arrive is seen from the outbox.
 */
#pragma once

#include "base/id.h"
#include "base/err.h"

struct arena;
struct tx;

enum participant_state {
	PARTICIPANT_ENTERED,
	PARTICIPANT_INVITED,
	PARTICIPANT_BOUNCED, /* never stored: invited, and the last mail did not arrive */
	PARTICIPANT_OPENED,
	PARTICIPANT_WRITING,
	PARTICIPANT_SUBMITTED,
	PARTICIPANT_SUGGESTED,
	PARTICIPANT_ACCEPTED,
	PARTICIPANT_STATES
};

struct participant_state_about {
	const char *id;    /* as stored, and in addresses: "invited" */
	const char *text;  /* message id: "Invited" */
	const char *means; /* message id: of the legend */
};
const struct participant_state_about *participant_state_about(enum participant_state state);
/* PARTICIPANT_ENTERED for what is none. */
enum participant_state participant_state_parse(struct str id);
/* Sets the state, unless a later one was reached; within an act that is allowed to. */
err_t participant_reach(
	struct tx *tx, struct arena *a, struct row_id participant, enum participant_state state);
/* Sets the state, also one that was reached before: what was handed in can be taken back. */
err_t participant_go_to(struct tx *tx, struct row_id participant, enum participant_state state);
