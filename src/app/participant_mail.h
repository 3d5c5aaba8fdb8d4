/*
 * Mails to who takes part in a project, with the way to their own page: the code that there is, so
 * that an older mail still works, else a new one; or that their account has the page. Then it goes
 * to the account's address, and how they chose to get such mails.
 *
 *	TRY(participant_mail_write(app, arena, row, notice, &about, &mail));   before it
 *	TRY(participant_mail_is_good(tx, arena, &mail, now, &good));         in the transaction,
 *	TRY(participant_mail_may_go(tx, act, &mail, is_first, &may));        or of who pressed
 *	TRY(participant_mail_send(tx, arena, &mail, now));
 */
#pragma once

#include "app/notice_choice.h"
#include "app/participant_notice.h"
#include "app/participation_inside.h"

struct participant_mail_about {
	struct str project, organisation;
	struct str language; /* of whom no other one is known */
	day deadline;        /* or DAY_NONE */
};
struct participant_mail {
	const struct participant_invite_row *row;
	struct participation_code made; /* when there was none, or it goes elsewhere */
	bool has_made;
	struct digest recipient;      /* of the address */
	struct str mail_key;          /* the address, by which mails are counted */
	struct str language;          /* in which it is */
	struct outbox_sealed *sealed; /* NULL: there is no address, or none that has their code */
};

/* row outlives ret. */
err_t participant_mail_write(const struct app *app, struct arena *a,
	const struct participant_invite_row *row, enum participant_notice notice,
	const struct participant_mail_about *about, struct participant_mail *ret);
/* Not when another one made a code, or an account took the page, since the row was read; nor when
 * the address is flooded, that may be noted for many. */
err_t participant_mail_is_good(struct tx *tx, struct arena *a, const struct participant_mail *mail,
	usec now, bool *ret_is_good);
/* The same, and within the limits below. */
err_t participant_mail_may_go(struct tx *tx, const struct project_act *act,
	const struct participant_mail *mail, bool is_first, bool *ret_may);
/* One more of this organisation's, to that address: where either has none left, the other is not
 * taken. Whoever is refused first is told how long it takes; once some were sent, ret_over leaves
 * the others for another press. */
err_t participant_mail_limits(struct tx *tx, const struct project_act *act, struct str mail_key,
	bool is_first, bool *ret_over);
/* To so many at a time, each time on an arena of its own in io_act: no transaction is long, none
 * takes much memory. Ends with the first that fails, and adds to io_left who was not reached. */
#define PARTICIPANT_MAIL_BATCH 50
err_t participant_mail_batches(struct project_act *io_act, const struct public_id_list *all,
	err_t (*fn)(const struct public_id_list *now, void *ctx), void *ctx, int64_t *io_left);
err_t participant_mail_send(
	struct tx *tx, struct arena *a, const struct participant_mail *mail, usec now);
