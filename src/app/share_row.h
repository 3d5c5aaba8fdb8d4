/* A live link as it is stored; for the files of sharing. */
#pragma once

#include "app/audit.h"
#include "app/share_door.h"

struct share_row;

/* The receiver's side. */
struct share_received_row;
enum grant_state share_received_state(const struct share_received_row *row, usec now);
struct share_received share_received_of(const struct share_received_row *row, usec now);

enum share_state share_state_of(const struct share_row *row, usec now);
bool share_can_undo_change(const struct share_row *row, usec now);

/* The owner's side. Parts and last day as of a grant: field errors. */
err_t share_check(const struct app *app, struct arena *a, const struct actor *actor,
	const struct str *scopes, size_t len, day ends);
err_t share_seal_receiver(const struct app *app, struct arena *a, struct public_id owner,
	struct public_id share, struct str receiver, struct str *ret_sealed);
/* In a transaction: the owner's own. ERR_NOT_FOUND. */
err_t share_find(struct tx *tx, struct arena *a, const struct actor *owner, struct public_id share,
	struct share_row **ret_row);
/* Field error on places of who could not be told of a visitor. */
err_t share_check_places(
	struct tx *tx, struct arena *a, const struct actor *owner, day today, int64_t places);
err_t share_note(struct tx *tx, struct arena *a, const struct actor *owner, struct public_id share,
	enum audit_action action, usec now);
