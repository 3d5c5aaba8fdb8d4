/*
 * The outbox: mail that is written in a transaction and delivered by a job afterwards. Address and
 * text are sealed while they wait and wiped when their way ends, well or badly. A mail may arrive
 * twice after a crash; both have the same Message-ID.
 *
 *	TRY(outbox_seal(o, arena, &mail, &sealed));      before the transaction
 *	TRY(outbox_put(tx, sealed, &id));                in it
 *	jobs_wake(jobs);                                 after it
 */
#pragma once

#include "base/id.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "jobs/jobs.h"
#include "mail/letter.h"
#include "mail/message.h"

#define OUTBOX_REMEMBER (30 * USEC_DAY) /* that a mail was sent, and how it ended */

struct outbox;

struct outbox_settings {
	struct db *db;
	struct vault *vault; /* VAULT_HOUSE is an owner there */
	const struct clock *clock;
	const struct random *random;
	struct mail_transport transport;
	struct str from, from_name; /* the sender of all mail */
	int64_t hourly_most;        /* mails in all; 0: 2000 */
	struct str host;            /* what Message-IDs end in: the host of public_url */
};

/* ERR_INVALID when from is no address. The settings are copied. */
err_t outbox_new(const struct outbox_settings *settings, struct outbox **ret_outbox);
/* NULL is fine. */
void outbox_free(struct outbox *o);
/* The kind of job that delivers: "mail.deliver". */
struct job_kind outbox_job(struct outbox *o);
/* Ends what nobody delivered in time, and forgets what ended long ago; now and then. */
err_t outbox_clear(struct outbox *o);

struct outbox_mail {
	struct str to; /* as parsed by codec/address.h */
	const struct letter_text *letter;
	struct str reply_to;    /* or STR_NONE */
	struct str unsubscribe; /* https link to a page; or STR_NONE */
	usec expires;           /* not delivered after this; 0: five days */
	bool urgent;            /* the safety of an account waits for it: goes before others */
};

struct outbox_sealed;

/* ERR_INVALID when an address or a link is none. */
err_t outbox_seal(struct outbox *o, struct arena *a, const struct outbox_mail *mail,
	struct outbox_sealed **ret_sealed);
/* Orders the delivery. The row's state tells how it went: mail_get in db/content.h. */
err_t outbox_put(struct tx *tx, const struct outbox_sealed *sealed, struct row_id *ret_mail);

/*
 * How the last mail to an address ended: NULL when none did lately (30 days). State "sent" says
 * that a server took it, "refused" that it will not, "undelivered" that none was reached for days,
 * "expired" that it came too late.
 */
err_t outbox_last(struct outbox *o, struct tx *tx, struct arena *a, const struct digest *recipient,
	struct mail_end_row **ret_end);
/* The name of an address in the store, in any case of its letters; before the transaction. */
err_t outbox_recipient(struct outbox *o, struct str address, struct digest *ret_recipient);
