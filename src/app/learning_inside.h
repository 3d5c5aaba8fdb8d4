/* What the parts of app/learning.h share. */
#pragma once

#include "app/audit.h"
#include "app/learning.h"
#include "db/content.h"

/* One's own, or an organiser's: access was given by learning_own or learning_theirs. */
struct learning_act {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	const struct project_at *at; /* of an organiser; else NULL */
	usec now;
	/* looked up */
	struct row_id participant, project;
	struct learning_row *row; /* NULL: nothing was written */
	struct str name;          /* of an organiser's: the participant's */
};
/*
 * The first call of a transaction: asks for access, and finds the row. ERR_FORBIDDEN when a code
 * was made since something was written that nobody else has seen.
 */
err_t learning_own(struct tx *tx, struct learning_act *io, enum action action);
/* The same of an organiser, for what is handed in. */
err_t learning_theirs(struct tx *tx, struct learning_act *io, enum action action);

/* Stays it closed to who has the page? row: NULL when nothing was written. */
bool learning_is_closed(const struct learning_row *row);

#define LEARNING_HANDED_IN N_("You handed this in. Take it back first; then you can change it.")

/* Into the audit log, within that act. */
err_t learning_note(struct tx *tx, const struct learning_act *act, enum audit_action action);

/* May the actor do so here at all? Before a key is used for somebody. */
err_t learning_look(struct learning_act *io, enum action action);

/* An area of the project's framework in the first language; else ERR_NOT_FOUND. */
err_t learning_check_place(struct tx *tx, const struct learning_act *act, struct str area);

/* What stood there becomes an earlier text of that place, within an act that is allowed to. */
err_t learning_keep_past(
	struct tx *tx, const struct learning_act *act, const struct learning_text_row *old);

err_t learning_seal_text(const struct app *app, struct arena *a, struct public_id who,
	struct str area, enum project_moment moment, struct str text, struct str *ret_sealed);
err_t learning_open_text(const struct app *app, struct arena *a, struct public_id who,
	enum project_moment moment, const struct learning_text_row *row, struct learning_text *ret);
err_t learning_open_about(const struct app *app, struct arena *a, struct public_id who,
	struct str sealed, struct learning_about *ret);
err_t learning_seal_about(const struct app *app, struct arena *a, struct public_id who,
	const struct learning_about *in, struct str *ret_sealed);
struct vault_place learning_comment_place(
	struct arena *a, struct public_id who, struct public_id comment, bool by_organiser);
