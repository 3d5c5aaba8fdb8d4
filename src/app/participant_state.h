/*
 * How far a participant is, for the participant and the organiser alike. What they write has a
 * state, and their certificate has one; who handed in after it was issued is shown as that, until
 * the next one is. That a mail did not arrive is seen from the outbox.
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
	/* Of a certificate that is valid: */
	PARTICIPANT_ISSUED,
	PARTICIPANT_REISSUED,
	PARTICIPANT_DELIVERED,
	PARTICIPANT_DOWNLOADED,
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

/* --- what they write: within an act that is allowed to --- */

/* Sets the state, unless a later one was reached. */
err_t participant_reach(
	struct tx *tx, struct arena *a, struct row_id participant, enum participant_state state);
/* Sets the state, also one that was reached before: what was handed in can be taken back. */
err_t participant_go_to(struct tx *tx, struct row_id participant, enum participant_state state);

/* --- their certificate: the same --- */

/* revision: from 1. */
err_t participant_certified(struct tx *tx, struct row_id participant, int64_t revision);
/* None is valid any more. */
err_t participant_uncertified(struct tx *tx, struct public_id participant);
