/*
 * What we mail to people. A notice is sealed before the transaction that needs it and put into
 * the outbox inside it, so that it goes out exactly when its reason came to be. Every notice has a
 * kind; of some kinds people choose how they get them (app/notice_choice.h).
 */
#pragma once

#include "app/app.h"
#include "app/notice_kind.h"
#include "mail/letter.h"

struct tx;
struct outbox_sealed;

struct notice_to {
	struct str mail;
	struct str name;
	struct str language;
};

/*
 * Any letter, in the person's language; expires 0: as long as a mail may wait. One of a kind that
 * people choose says where they do.
 */
err_t notice_seal(const struct app *app, struct arena *a, const struct notice_to *to,
	enum notice_kind kind, const struct letter *letter, usec expires,
	struct outbox_sealed **ret_sealed);

/* Inside the transaction, for kinds that everybody gets. */
err_t notice_send(struct tx *tx, const struct outbox_sealed *sealed);
/* After it: the mail need not wait for the next round. */
void notice_hurry(const struct app *app);
