/*
 * What we mail to people. A notice is sealed before the transaction that needs it and put into
 * the outbox inside it, so that it goes out exactly when its reason came to be.
 */
#pragma once

#include "app/app.h"
#include "mail/letter.h"

struct tx;
struct outbox_sealed;

struct notice_to {
	struct str mail;
	struct str name;
	struct str language;
};

/* Any letter, in the person's language; expires 0: as long as a mail may wait. The second: the
 * safety of an account waits for it. */
err_t notice_seal(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct letter *letter, usec expires, struct outbox_sealed **ret_sealed);

err_t notice_seal_urgent(const struct app *app, struct arena *a, const struct notice_to *to,
	const struct letter *letter, usec expires, struct outbox_sealed **ret_sealed);

/* Inside the transaction. */
err_t notice_send(struct tx *tx, const struct outbox_sealed *sealed);
/* After it: the mail need not wait for the next round. */
void notice_hurry(const struct app *app);
