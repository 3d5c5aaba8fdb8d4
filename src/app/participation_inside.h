/* What participation*.c and participant*.c share: codes of own pages, and what happened there. */
#pragma once

#include "app/participation.h"
#include "app/project_inside.h"
#include "crypto/code.h"
#include "db/content.h"

/* --- the code --- */

struct participation_code {
	struct code code;
	struct digest digest; /* as it is found */
	struct str sealed;    /* by the participant's key */
};
err_t participation_code_new(const struct app *app, struct arena *a, struct public_id participant,
	struct participation_code *ret);
#define PARTICIPATION_CODES_MOST 20 /* earlier ones that are remembered */
/* From now on it opens the page, and the one before does not. Inside an act that is allowed to. */
err_t participation_code_put(
	struct tx *tx, struct row_id participant, const struct participation_code *made, usec now);
/* The one that was made before. */
err_t participation_code_open(const struct app *app, struct arena *a, struct public_id participant,
	struct str sealed, struct code *ret);
/* Of a code as typed. Field error on code. */
err_t participation_code_read(const struct app *app, struct str typed, struct digest *ret_digest);

/* --- the words of the organiser --- */

err_t participation_words_seal(const struct app *app, struct arena *a, struct public_id participant,
	struct str message, struct str *ret_sealed);
/* sealed: none is fine, and leaves the message empty. */
err_t participation_words_open(const struct app *app, struct arena *a, struct public_id participant,
	struct str sealed, struct str *ret_message);

/* --- what happened --- */

/* Inside an act that is allowed to. by: for the organisation; NULL: the participant. */
err_t participation_note(struct tx *tx, struct row_id participant, usec now, const struct actor *by,
	enum participation_what what, struct str about);
/* Can they ask for their certificate now? */
bool participation_may_ask(const struct participation_row *row, usec now);
/* That a way in to the own page was sent or made. */
err_t participant_note_invite(struct tx *tx, const struct project_act *act, struct public_id who);
struct participation_events participation_events_of(
	struct arena *a, const struct participant_event_row_list *rows);
